"""What customers say of how they were registered."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

LAST = 8
"""Comments shown at once."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What a customer said.

    Args:
        stars: one to five.
        text: in its own words; empty for none.
        customer: its name.
        at: UTC.
    """

    stars: int
    text: str
    customer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Rated:
    """What all customers of a reseller said.

    Args:
        count: how many.
        average: of their stars; 0 where nobody said anything.
        comments: the newest first, at most `LAST`, of those with words.
    """

    count: int
    average: float
    comments: tuple[Comment, ...]


class Ratings(Protocol):
    """The ratings of all resellers' customers; each question carries whose they are."""

    async def rate(self, reseller_id: str, customer_id: str, stars: int) -> bool:
        """Keeps a customer's stars, once; whether it had given none before, and there is such a customer."""

    async def comment(self, reseller_id: str, customer_id: str, text: str) -> None:
        """Adds words, at most 500 characters, to the stars that a customer gave."""

    async def of(self, reseller_id: str) -> Rated:
        """What the reseller's customers said."""
