"""What people are reminded of, and whether they want to be."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from conversations.ports.people import Account

Kind = Literal[
    "certificate_1", "certificate_7", "certificate_30", "trial_1", "trial_3", "unfinished_1", "unfinished_24",
    "first_access", "password", "rating",
]  # fmt: skip
"""What there is to remind of, the most urgent first; the number says how many days, or hours, are meant."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to remind somebody of, once.

    Args:
        kind: of what.
        subject: the customer's id, or the draft's of a registration that was left.
    """

    kind: Kind
    subject: str


class Reminders(Protocol):
    """What each account was reminded of."""

    async def may(self, account: Account, today: date) -> bool:
        """Whether the account wants reminders and got none on that day (in America/Sao_Paulo)."""

    async def is_new(self, account: Account, reminder: Reminder) -> bool:
        """Whether the account was not reminded of it yet."""

    async def note(self, account: Account, reminders: tuple[Reminder, ...], today: date) -> None:
        """Notes that the account is reminded of these, on that day."""

    async def refuse(self, account: Account, *, refused: bool) -> None:
        """Has an account reminded of nothing more, or of everything again."""

    async def refused(self, account: Account) -> bool:
        """Whether the account wants no reminders."""

    async def left(self, account: Account, draft: str, at: datetime) -> None:
        """Notes that a registration of this chat goes on, last touched then (UTC); at most one a chat."""

    async def ended(self, account: Account) -> None:
        """Notes that the chat has no unfinished registration any more."""
