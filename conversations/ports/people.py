"""Who is writing."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody's account on a channel, such as `telegram` and its user id."""

    channel: str
    id: str


@dataclass(frozen=True, slots=True)
class Reseller:
    """The company that resells the emitter.

    Args:
        id: ours.
        name: as its customers know it.
        support: how its customers reach it, in its own words; empty if never given.
    """

    id: str
    name: str
    support: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works for a reseller."""

    id: str
    name: str
    reseller: Reseller


@dataclass(frozen=True, slots=True)
class Own:
    """A customer's own registration, for who registered through an invite.

    Args:
        customer_id: ours.
        reseller: whose customer.
    """

    customer_id: str
    reseller: Reseller


class LinkInvalid(Exception):  # noqa: N818 - a state of the link, told kindly to the person
    """The link is unknown, used or expired: the same answer for each, so that it tells nothing."""


class People(Protocol):
    """The persons of all resellers, found by their accounts."""

    async def find(self, account: Account) -> Person | None:
        """The person behind an account, or none for a stranger."""

    async def link(self, token: str, account: Account, name: str) -> Person:
        """Makes the account's owner a person of the reseller whose one-time token this is.

        Replaying it with the same account finds the person it made.

        Args:
            token: what followed `r_` in the link.
            account: who opened it.
            name: the name on the account, at most 60 characters are kept.

        Raises:
            LinkInvalid: the token is unknown, used by somebody else, or older than 7 days.
        """

    async def own(self, account: Account) -> Own | None:
        """The registration that the account's owner made through an invite, if it still is one."""

    async def own_registration(self, account: Account, customer_id: str) -> None:
        """Makes an account the owner of a registration it has just finished, and of no earlier one."""

    async def set_support(self, reseller_id: str, support: str) -> None:
        """Sets how a reseller's customers reach it.

        Args:
            reseller_id: whose.
            support: at most 500 characters, in its own words; empty for none.

        Raises:
            ValueError: it is longer.
        """

    async def support(self) -> str:
        """How a stranger reaches whoever runs this bot; empty if nobody said."""
