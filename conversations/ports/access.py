"""Signing a reseller in to a customer's emitter."""

from typing import Protocol


class Access(Protocol):
    """Makes the addresses of the one-time pages behind Acessar."""

    def available(self) -> bool:
        """Whether a page of ours can be opened from outside."""

    async def link(self, reseller_id: str, person_id: str, customer_id: str, key: str) -> str:
        """The address of a one-time page that signs a person in to a customer's emitter; good for 10 minutes.

        The same key makes the same address.

        Args:
            reseller_id: whose customer it must be.
            person_id: who signs in.
            customer_id: where.
            key: names the turn that asks for it.
        """
