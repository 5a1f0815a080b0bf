"""Who did what: kept without anybody's personal data."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

What = Literal[
    "registered", "corrected", "suspended", "reactivated", "removed", "accessed", "sent_link",
    "configured", "went_live", "added", "changed", "hidden", "unhidden", "deleted",
]  # fmt: skip
"""The deeds there are; about a customer down to `went_live`, then about a plan."""

LAST = 5


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done.

    Args:
        what: which deed.
        by: the name of the reseller's person; empty where the customer did it.
        at: UTC.
    """

    what: What
    by: str
    at: datetime


class Deeds(Protocol):
    """The deeds of all resellers' people; each question carries whose they are."""

    async def note(self, reseller_id: str, person_id: str, what: What, subject: str) -> None:
        """Notes a deed.

        Args:
            reseller_id: whose customer or plan it is about.
            person_id: who did it; empty for the customer.
            what: which deed.
            subject: the customer's or the plan's id.
        """

    async def of(self, reseller_id: str, subject: str) -> tuple[Deed, ...]:
        """The last `LAST` deeds about a customer or a plan, oldest first."""
