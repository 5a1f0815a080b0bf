"""Whom something about a customer concerns."""

from typing import Protocol

from conversations.ports.people import Account


class Concerned(Protocol):
    """Whose chats are told of a customer; each question carries whose customer it must be."""

    async def owners(self, reseller_id: str, customer_id: str) -> tuple[Account, ...]:
        """The accounts of the customer: none of one that the reseller registered, or does not have."""

    async def keepers(self, reseller_id: str, customer_id: str) -> tuple[Account, ...]:
        """The accounts of the reseller's person who registered the customer, or made the invite it came by;
        of all its people where that one has left or there was none. None of a customer it does not have.
        """
