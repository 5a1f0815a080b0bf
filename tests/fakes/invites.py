from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from conversations.ports.invites import PAGE, Invite, InviteInvalid, InviteLinks, Offer
from conversations.ports.people import Account
from conversations.ports.plans import Category
from tests.fakes.people import FakePeople
from tests.fakes.plans import FakePlans


@dataclass
class Made:
    """An invite with what its reseller does not see."""

    reseller_id: str
    person_id: str
    key: str
    token: str
    invite: Invite


@dataclass
class Visit:
    consent: str = ""
    consented_at: datetime | None = None
    has_place: bool = False


class FakeInvites:
    """Invites in a list, oldest first; `visits` is what each account did with each."""

    def __init__(
        self, people: FakePeople, plans: FakePlans, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.made: list[Made] = []
        self.visits: dict[tuple[str, Account], Visit] = {}
        self.opened_last: dict[Account, str] = {}
        self.linked = True  # without, the bot is on WhatsApp alone, and its number is not known
        self._people, self._plans, self._clock = people, plans, clock

    async def make(
        self,
        reseller_id: str,
        person_id: str,
        *,
        category_id: str,
        plan_ids: tuple[str, ...],
        uses: int,
        expires_at: datetime,
        key: str,
    ) -> Invite:
        for made in self.made:
            if (made.reseller_id, made.key) == (reseller_id, key):
                return await self._seen(made)
        if uses < 1:
            raise ValueError("an invite is for at least one")
        category = await self._category(reseller_id, category_id)
        names = {plan.id: plan.name for plan in category.plans} if category else {}
        if (category_id and category is None) or set(plan_ids) - set(names):
            raise LookupError("no such category, or not its plans")
        number = len(self.made) + 1
        invite = Invite(
            id=f"invite{number}",
            category_id=category_id,
            category=category.name if category else "",
            plan_ids=plan_ids,
            plans=tuple(names[plan_id] for plan_id in plan_ids),
            uses=uses,
            expires_at=expires_at,
            revoked=False,
            opened=0,
            started=0,
            registered=0,
            sold_out=False,
            made_by=next((p.name for p in self._people.persons.values() if p.id == person_id), ""),
            created_at=self._clock(),
        )
        self.made.append(Made(reseller_id, person_id, key, f"token-of_invite{number}", invite))
        return invite

    async def page(self, reseller_id: str, *, number: int = 0) -> tuple[tuple[Invite, ...], bool]:
        all_ = [await self._seen(made) for made in reversed(self.made) if made.reseller_id == reseller_id]
        begin, end = number * PAGE, (number + 1) * PAGE
        return tuple(all_[begin:end]), len(all_) > end

    async def get(self, reseller_id: str, invite_id: str) -> Invite | None:
        made = self._of(reseller_id, invite_id)
        return await self._seen(made) if made else None

    async def links(self, reseller_id: str, invite_id: str) -> InviteLinks | None:
        made = self._of(reseller_id, invite_id)
        if made is None:
            return None
        if not self.linked:
            return InviteLinks("", "", f"Convite: c_{made.token}")
        return InviteLinks(
            f"https://t.me/fake_bot?start=c_{made.token}",
            f"https://wa.me/5511912345678?text=Convite%3A%20c_{made.token}",
            f"Convite: c_{made.token}",
        )

    async def revoke(self, reseller_id: str, invite_id: str) -> None:
        made = self._of(reseller_id, invite_id)
        if made:
            made.invite = replace(made.invite, revoked=True)

    async def find(self, token: str) -> tuple[str, str] | None:
        made = self._opened_by(token)
        return (made.reseller_id, made.invite.id) if made else None

    async def open(self, token: str, account: Account) -> Offer:
        made = self._opened_by(token)
        if made is None or not await self._admits(made, account):
            raise InviteInvalid
        self.opened_last[account] = made.invite.id
        self.visits.setdefault((made.invite.id, account), Visit())
        return await self._offer(made)

    async def offer(self, account: Account) -> Offer | None:
        made = self._opened_by_last(account)
        return await self._offer(made) if made and await self._admits(made, account) else None

    async def start(self, account: Account, consent: str) -> None:
        made = self._opened_by_last(account)
        if made is None:
            raise InviteInvalid
        visit = self.visits[made.invite.id, account]
        if visit.consent != consent:
            visit.consent, visit.consented_at = consent, self._clock()

    async def take_place(self, account: Account) -> None:
        made = self._opened_by_last(account)
        if made is None or not await self._admits(made, account):
            raise InviteInvalid
        visit = self.visits[made.invite.id, account]
        if not visit.has_place:
            visit.has_place = True
            made.invite = replace(made.invite, registered=made.invite.registered + 1)

    async def inviter(self, account: Account) -> tuple[Account, ...]:
        made = self._opened_by_last(account)
        persons = self._people.persons.items() if made else ()
        return tuple(
            account
            for account, person in sorted(persons, key=lambda item: (item[0].channel, item[0].id))
            if made
            and (person.id == made.person_id if made.person_id else person.reseller.id == made.reseller_id)
        )

    def _of(self, reseller_id: str, invite_id: str) -> Made | None:
        wanted = (reseller_id, invite_id)
        return next((made for made in self.made if (made.reseller_id, made.invite.id) == wanted), None)

    def _opened_by(self, token: str) -> Made | None:
        return next((made for made in self.made if made.token == token), None)

    def _opened_by_last(self, account: Account) -> Made | None:
        return next((made for made in self.made if made.invite.id == self.opened_last.get(account)), None)

    async def _seen(self, made: Made) -> Invite:
        visits = [visit for (invite_id, _), visit in self.visits.items() if invite_id == made.invite.id]
        return replace(
            made.invite,
            opened=len(visits),
            started=sum(visit.consent != "" for visit in visits),
            sold_out=(await self._offer(made)).sold_out,
        )

    async def _admits(self, made: Made, account: Account) -> bool:
        invite, visit = made.invite, self.visits.get((made.invite.id, account))
        good = not invite.revoked and invite.expires_at > self._clock()
        if visit is None or not visit.has_place:
            return good and invite.registered < invite.uses
        own = await self._people.own(account)
        return good or (own is not None and own.reseller.id == made.reseller_id)

    async def _offer(self, made: Made) -> Offer:
        category = await self._category(made.reseller_id, made.invite.category_id)
        on_sale = {plan.id for plan in category.plans} if category else set()
        fixed, left = made.invite.plan_ids, tuple(i for i in made.invite.plan_ids if i in on_sale)
        return Offer(
            invite_id=made.invite.id,
            reseller=self._people.resellers[made.reseller_id],
            category_id=category.id if category else "",
            plan_ids=left,
            sold_out=bool(made.invite.category_id) and not (left if fixed else category),
        )

    async def _category(self, reseller_id: str, category_id: str) -> Category | None:
        return next((c for c in await self._plans.of(reseller_id) if c.id == category_id), None)
