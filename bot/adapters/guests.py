"""The half of the invites that is for who opens them."""

from collections.abc import Sequence

from sqlalchemy import Select, select, update
from sqlalchemy.orm import joinedload

from bot.adapters.people import reseller_of
from bot.db.clock import Clock, utc_now
from bot.db.database import Transaction
from bot.db.models import (
    AccountRow,
    CustomerAccountRow,
    CustomerRow,
    GuestRow,
    InvitePlanRow,
    InviteRow,
    InviteTokenRow,
    PersonRow,
    PlanRow,
    VisitRow,
)
from bot.sealing import token_digest
from conversations.ports.invites import InviteInvalid, Offer
from conversations.ports.people import Account


class SqlGuests:
    """Who opened which invite, and what they may do by it.

    Turns of one account run one after the other. Should a worker that lost its chat still write beside
    its successor, the database lets one of the two pass and the other is tried again.

    Args:
        tx: the turn's transaction.
        clock: what time it is.
    """

    def __init__(self, tx: Transaction, *, clock: Clock = utc_now) -> None:
        self._session = tx.session
        self._clock = clock

    async def find(self, token: str) -> tuple[str, str] | None:
        """As `conversations.ports.invites.Invites.find`."""
        invite = await self._opened_by(token)
        return (invite.reseller_id, invite.id) if invite else None

    async def open(self, token: str, account: Account) -> Offer:
        """As `conversations.ports.invites.Invites.open`."""
        invite = await self._opened_by(token)
        if invite is None or not await self._admits(invite, account):
            raise InviteInvalid
        await self._session.merge(GuestRow(**_whose(account), invite_id=invite.id))
        if await self._visit(invite, account) is None:
            self._session.add(
                VisitRow(invite_id=invite.id, **_whose(account), opened_at=self._clock(), consent="")
            )
        await self._session.flush()
        return await self._offer(invite)

    async def offer(self, account: Account) -> Offer | None:
        """As `conversations.ports.invites.Invites.offer`."""
        invite = await self._opened_last(account)
        if invite is None or not await self._admits(invite, account):
            return None
        return await self._offer(invite)

    async def start(self, account: Account, consent: str) -> None:
        """As `conversations.ports.invites.Invites.start`."""
        invite = await self._opened_last(account)
        visit = await self._visit(invite, account) if invite else None
        if visit is None:
            raise InviteInvalid
        if visit.consent != consent:  # the time is that of the first yes to this version
            visit.consent, visit.consented_at = consent, self._clock()
            await self._session.flush()

    async def take_place(self, account: Account) -> None:
        """As `conversations.ports.invites.Invites.take_place`."""
        invite = await self._opened_last(account)
        if invite is None or not await self._admits(invite, account):
            raise InviteInvalid
        async with self._session.begin_nested():  # a refusal leaves the turn's transaction usable
            if await self._take_once(invite, account):
                await self._count(invite)

    async def inviter(self, account: Account) -> tuple[Account, ...]:
        """As `conversations.ports.invites.Invites.inviter`."""
        invite = await self._opened_last(account)
        if invite is None:
            return ()
        told = (
            PersonRow.id == invite.made_by if invite.made_by else PersonRow.reseller_id == invite.reseller_id
        )
        query = select(AccountRow).join(AccountRow.person).where(told)
        rows = await self._session.scalars(query.order_by(AccountRow.channel, AccountRow.account_id))
        return tuple(Account(row.channel, row.account_id) for row in rows)

    async def _opened_by(self, token: str) -> InviteRow | None:
        if not token.isascii():  # none of ours; half a surrogate pair could not even be hashed
            return None
        query = select(InviteRow).join(InviteTokenRow, InviteTokenRow.invite_id == InviteRow.id)
        return await self._fresh(query.where(InviteTokenRow.digest == token_digest(token)))

    async def _opened_last(self, account: Account) -> InviteRow | None:
        query = select(InviteRow).join(GuestRow, GuestRow.invite_id == InviteRow.id)
        return await self._fresh(query.filter_by(**_whose(account)))

    async def _fresh(self, query: Select[InviteRow]) -> InviteRow | None:
        """The invite as it is now, not as the turn saw it before."""
        return await self._session.scalar(
            query.options(joinedload(InviteRow.reseller)).execution_options(populate_existing=True)
        )

    async def _visit(self, invite: InviteRow, account: Account) -> VisitRow | None:
        key = (invite.id, account.channel, account.id)
        return await self._session.get(VisitRow, key, populate_existing=True)

    async def _admits(self, invite: InviteRow, account: Account) -> bool:
        """Whether the account may register by the invite, or did.

        A place taken stays the account's: also when its customer was removed, but then only while the
        invite is good.
        """
        good = invite.revoked_at is None and invite.expires_at > self._clock()
        visit = await self._visit(invite, account)
        if visit is None or visit.place_taken_at is None:
            return good and invite.registered < invite.uses
        return good or await self._is_customer(invite, account)

    async def _is_customer(self, invite: InviteRow, account: Account) -> bool:
        query = (
            select(CustomerAccountRow.customer_id)
            .join(CustomerAccountRow.customer)
            .filter(CustomerRow.reseller_id == invite.reseller_id)
            .filter(
                CustomerAccountRow.channel == account.channel, CustomerAccountRow.account_id == account.id
            )
        )
        return await self._session.scalar(query) is not None

    async def _take_once(self, invite: InviteRow, account: Account) -> bool:
        """Notes the account's place; false where it had one."""
        taken = await self._session.scalar(
            update(VisitRow)
            .filter_by(invite_id=invite.id, **_whose(account))
            .where(VisitRow.place_taken_at.is_(None))
            .values(place_taken_at=self._clock())
            .returning(VisitRow.invite_id)
        )
        return taken is not None

    async def _count(self, invite: InviteRow) -> None:
        """Counts a place, if there still is one: the database decides between two that take the last."""
        counted = await self._session.scalar(
            update(InviteRow)
            .where(
                InviteRow.id == invite.id,
                InviteRow.registered < InviteRow.uses,
                InviteRow.revoked_at.is_(None),
                InviteRow.expires_at > self._clock(),
            )
            .values(registered=InviteRow.registered + 1)
            .returning(InviteRow.id)
        )
        if counted is None:
            raise InviteInvalid

    async def _offer(self, invite: InviteRow) -> Offer:
        """What is still on sale of what the invite offers; where nothing of it is, the customer chooses."""
        plans = await self._fixed_plans(invite)
        category_id = plans[0].category_id if plans else await self._category(invite)
        promised = invite.category_id is not None and not plans
        return Offer(
            invite_id=invite.id,
            reseller=reseller_of(invite.reseller),
            category_id=category_id,
            plan_ids=tuple(plan.id for plan in plans if plan.category_id == category_id),
            sold_out=promised and (not category_id or await self._fixed_any(invite)),
        )

    async def _fixed_plans(self, invite: InviteRow) -> Sequence[PlanRow]:
        query = (
            select(PlanRow)
            .join(InvitePlanRow, InvitePlanRow.plan_id == PlanRow.id)
            .where(InvitePlanRow.invite_id == invite.id, PlanRow.withdrawn_at.is_(None))
            .order_by(InvitePlanRow.position)
        )
        return (await self._session.scalars(query)).all()

    async def _fixed_any(self, invite: InviteRow) -> bool:
        """Whether it fixed plans, on sale or not."""
        query = select(InvitePlanRow.plan_id).where(InvitePlanRow.invite_id == invite.id).limit(1)
        return await self._session.scalar(query) is not None

    async def _category(self, invite: InviteRow) -> str:
        query = select(PlanRow.category_id).where(
            PlanRow.category_id == invite.category_id, PlanRow.withdrawn_at.is_(None)
        )
        return await self._session.scalar(query.limit(1)) or ""


def _whose(account: Account) -> dict[str, str]:
    return {"channel": account.channel, "account_id": account.id}
