from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from conversations.ports.certificates import Certificate
from conversations.ports.customers import Customers, Gone
from conversations.ports.people import Account


class FakeCertificates:
    """Addresses by what they are for, in `made`, and certificates by their customer, in `kept`.

    `take` sends a certificate to an address, as its page does.
    """

    def __init__(
        self,
        customers: Customers,
        *,
        available: bool = True,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.made: dict[tuple[str, str], str] = {}  # by customer and key
        self.asked_by: dict[str, Account] = {}  # by address
        self.kept: dict[str, Certificate] = {}
        self._good_until: dict[str, datetime] = {}
        self._leads_to: dict[str, tuple[str, str]] = {}
        self._customers = customers
        self._available = available
        self._clock = clock

    def available(self) -> bool:
        return self._available

    async def link(self, reseller_id: str, customer_id: str, asked_by: Account, key: str) -> str:
        assert self._available, "ask available() first"
        await self._customers.record(reseller_id, customer_id)  # or it is gone
        made = (customer_id, key)
        if made not in self.made:
            address = self.made[made] = f"https://bot.example/s/certificate{len(self.made) + 1}"
            self._good_until[address] = self._clock() + timedelta(days=7)
            self._leads_to[address] = (reseller_id, customer_id)
            self.asked_by[address] = asked_by
        return self.made[made]

    async def find(self, reseller_id: str, customer_id: str) -> Certificate | None:
        return self.kept.get(customer_id) if await self._is(reseller_id, customer_id) else None

    def close(self) -> None:
        """No page can be opened from outside any more."""
        self._available = False

    def customer_at(self, address: str) -> str:
        """Whose certificate an address takes."""
        return self._leads_to[address][1]

    async def take(self, address: str, certificate: Certificate) -> bool:
        """Whether the address was still good; it takes the certificate then, and is not any more."""
        until = self._good_until.get(address)
        if until is None or until <= self._clock() or not await self._is(*self._leads_to[address]):
            return False
        _, customer_id = self._leads_to[address]
        for other in [a for a, (_, whose) in self._leads_to.items() if whose == customer_id]:
            self._good_until.pop(other, None)
        self.kept[customer_id] = certificate
        return True

    async def _is(self, reseller_id: str, customer_id: str) -> bool:
        try:
            await self._customers.record(reseller_id, customer_id)
        except Gone:
            return False
        return True
