import hashlib
from dataclasses import dataclass

from bot.pictures import drawn_anew
from conversations.ports.customers import Gone
from conversations.ports.logos import MOST_WAITING, Logo
from tests.fakes.customers import FakeCustomers


@dataclass
class KeptLogo:
    """A logo as the fake keeps it."""

    customer_id: str
    logo: Logo
    current: bool = False


class FakeLogos:
    """Logos in a list; what a picture is, the real check says.

    Args:
        customers: whose.
    """

    def __init__(self, customers: FakeCustomers) -> None:
        self.kept: list[KeptLogo] = []
        self._customers = customers

    async def keep(self, reseller_id: str, customer_id: str, key: str, content: bytes) -> Logo:
        picture = drawn_anew(content)
        self._customers.of(reseller_id, customer_id)
        id_ = hashlib.sha256(f"{customer_id}\0{key}".encode()).hexdigest()[:16]
        logo = Logo(id_, picture.kind, picture.width, picture.height)
        if all(kept.logo.id != id_ for kept in self.kept):
            waits = [kept for kept in self.kept if kept.customer_id == customer_id and not kept.current]
            for old in waits[: len(waits) + 1 - MOST_WAITING] if len(waits) >= MOST_WAITING else []:
                self.kept.remove(old)
            self.kept.append(KeptLogo(customer_id, logo))
        return logo

    async def current(self, reseller_id: str, customer_id: str) -> Logo | None:
        try:
            self._customers.of(reseller_id, customer_id)
        except Gone:
            return None
        return next((k.logo for k in self.kept if k.customer_id == customer_id and k.current), None)

    def name(self, customer_id: str, logo_id: str) -> None:
        """What a configuration does."""
        named = [k for k in self.kept if (k.customer_id, k.logo.id) == (customer_id, logo_id)]
        if named or not logo_id:
            self.kept = [k for k in self.kept if k.customer_id != customer_id or k in named]
            for kept in named:
                kept.current = True
