"""Invites, by which customers register themselves."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from conversations.ports.people import Account, Reseller

PAGE = 8


class InviteInvalid(Exception):  # noqa: N818 - a state of the invite, told politely
    """The invite is unknown, used up, expired or revoked: one answer for all, so that it tells nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """An invite as its reseller sees it.

    Args:
        id: ours.
        category_id: the only category to choose from; empty: the customer chooses.
        category: its name.
        plan_ids: the plans that are fixed; empty: the customer chooses.
        plans: their names.
        uses: how many may register.
        expires_at: UTC.
        revoked: whether the reseller took it back.
        opened: how many accounts opened the link.
        started: how many of them said yes to the data notice.
        registered: how many became customers, also those who were removed since.
        sold_out: whether all that it offers was taken off sale: whoever opens it chooses among the rest.
        made_by: the name of the reseller's person.
        created_at: UTC.
    """

    id: str
    category_id: str
    category: str
    plan_ids: tuple[str, ...]
    plans: tuple[str, ...]
    uses: int
    expires_at: datetime
    revoked: bool
    opened: int
    started: int
    registered: int
    sold_out: bool
    made_by: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class InviteLinks:
    """The ways into an invite.

    Args:
        telegram: a link, empty where the program is not on that channel.
        whatsapp: likewise, and where the number there is not known.
        words: what is sent on WhatsApp to open it, by whoever has no link.
    """

    telegram: str
    whatsapp: str
    words: str

    @property
    def either(self) -> str:
        """One of the links, empty where there is none."""
        return self.telegram or self.whatsapp


@dataclass(frozen=True, slots=True)
class Offer:
    """What whoever opens an invite is told and bound by: only what is still on sale.

    Args:
        invite_id: ours.
        reseller: who invites.
        category_id: as in `Invite`; empty too where nothing of the category is sold any more.
        plan_ids: as in `Invite`; empty too where none of them is sold any more.
        sold_out: as in `Invite`.
    """

    invite_id: str
    reseller: Reseller
    category_id: str
    plan_ids: tuple[str, ...]
    sold_out: bool = False


class Invites(Protocol):
    """The invites of all resellers; each question carries whose they are."""

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
        """A new invite; the same key again finds the one it made.

        Args:
            reseller_id: whose.
            person_id: who makes it; empty for the operator.
            category_id: as in `Invite`.
            plan_ids: as in `Invite`, all of that category.
            uses: at least 1.
            expires_at: UTC.
            key: names the turn that asks for it.

        Raises:
            LookupError: the reseller never had that category, or such plans in it.
            ValueError: `uses` is less than 1.
        """

    async def page(self, reseller_id: str, *, number: int = 0) -> tuple[tuple[Invite, ...], bool]:
        """A page of PAGE invites, newest first, and whether there are more behind it."""

    async def get(self, reseller_id: str, invite_id: str) -> Invite | None:
        """One invite of the reseller."""

    async def links(self, reseller_id: str, invite_id: str) -> InviteLinks | None:
        """Its links, the same each time; none if the reseller has no such invite."""

    async def revoke(self, reseller_id: str, invite_id: str) -> None:
        """Takes an invite back; whoever is registering through it cannot finish.

        Nothing happens to an invite that is another reseller's, or that was taken back before.
        """

    async def find(self, token: str) -> tuple[str, str] | None:
        """Reseller id and invite id of a token, in whatever state; none if it is unknown."""

    async def open(self, token: str, account: Account) -> Offer:
        """Opens an invite: the account is its guest from now on. Opening again changes nothing more.

        Whose customer the account is already makes no difference.

        Raises:
            InviteInvalid: see there; the account stays the guest of the invite it opened before. An account
                that registered by it already may open it again.
        """

    async def offer(self, account: Account) -> Offer | None:
        """The invite that an account opened last and may still register by."""

    async def start(self, account: Account, consent: str) -> None:
        """Notes that the account's owner said yes to a version of the data notice, and when first.

        Args:
            account: whose owner; the yes is for the invite it opened last.
            consent: the version, at most 20 characters.

        Raises:
            InviteInvalid: it opened none.
        """

    async def take_place(self, account: Account) -> None:
        """Takes one of the uses of the invite opened last, for a registration that ends in this turn.

        The account keeps its place: taking it again takes no second one. Where its customer was removed,
        it may register again on that place while the invite is good.

        Raises:
            InviteInvalid: the last place is gone, or the invite expired or was revoked meanwhile.
        """

    async def inviter(self, account: Account) -> tuple[Account, ...]:
        """Whom to tell about an account's registration: the accounts of who made the invite, or of everybody
        at the reseller where the operator made it.
        """
