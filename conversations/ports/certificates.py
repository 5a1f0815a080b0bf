"""The A1 certificates by which customers sign their documents: they are sent on a page, never in the chat."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from conversations.ports.people import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What is known of a customer's A1 certificate; never the key, nor anything that opens it.

    Args:
        holder: whose it is, as the certificate says, such as "PADARIA PAO QUENTE LTDA".
        tax_id: the CNPJ or CPF in it, bare.
        not_after: until when it is good, UTC.
        kept_at: when it was sent, UTC.
        fetched: whether the emitter has it, and our copy is gone.
    """

    holder: str
    tax_id: str
    not_after: datetime
    kept_at: datetime
    fetched: bool = False


class Certificates(Protocol):
    """The A1 certificates of all customers, one each; every question carries whose they are.

    Whoever wants a customer to send one leads there with `turn.go("certificate", id=customer_id)`: the screen
    gives the link, shows what is kept and lets it be replaced, to the reseller and to the customer alike.
    """

    def available(self) -> bool:
        """Whether a page of ours can be opened from outside."""

    async def link(self, reseller_id: str, customer_id: str, asked_by: Account, key: str) -> str:
        """The address of the page where a customer's certificate is sent, for the first time or anew.

        It is good for 7 days and until a certificate was taken. The same key makes the same address.

        Args:
            reseller_id: whose customer it must be.
            customer_id: whose certificate.
            asked_by: whose chat is told that it was taken.
            key: names the turn that asks for it.

        Raises:
            conversations.ports.customers.Gone: the reseller has no such customer, or no longer.
        """

    async def find(self, reseller_id: str, customer_id: str) -> Certificate | None:
        """The certificate that was taken last; none if none was, or the reseller has no such customer."""
