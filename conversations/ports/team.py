"""The people of one reseller, as they manage themselves."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from conversations.ports.people import Account


class LastOne(Exception):  # noqa: N818 - told politely
    """Without this person nobody would be left to answer for the reseller."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team.

    Args:
        id: the person's.
        name: as on the account by which they came.
        since: UTC.
    """

    id: str
    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class TeamLinks:
    """A one-time link for a colleague; one is empty where the program is not on that channel."""

    telegram: str
    whatsapp: str


class Team(Protocol):
    """The teams of all resellers; each question carries whose they are."""

    async def members(self, reseller_id: str) -> tuple[Member, ...]:
        """Everybody who has an account, the longest there first."""

    async def invite(self, reseller_id: str, person_id: str, key: str) -> TeamLinks:
        """A link by which one colleague comes in: 7 days, one use. The same key makes the same link.

        Args:
            reseller_id: whose team.
            person_id: who invites; what they made and nobody used ends when they leave.
            key: names the turn.
        """

    async def remove(self, reseller_id: str, person_id: str) -> tuple[Account, ...]:
        """Takes somebody out of the team; their accounts, which are strangers' from then on. What they did
        stays theirs by name. Empty where there is no such person any more.

        Raises:
            LastOne: nobody would be left.
        """
