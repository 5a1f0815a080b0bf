from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from conversations.ports.customers import Customers, Gone


class FakeAccess:
    """Addresses by what they are for, in `made`; `use` opens one as its page would."""

    def __init__(
        self,
        customers: Customers,
        *,
        available: bool = True,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.made: dict[tuple[str, str, str], str] = {}  # by customer, person and key
        self._good_until: dict[str, datetime] = {}
        self._leads_to: dict[str, tuple[str, str]] = {}
        self._customers = customers
        self._available = available
        self._clock = clock

    def available(self) -> bool:
        return self._available

    async def link(self, reseller_id: str, person_id: str, customer_id: str, key: str) -> str:
        assert self._available, "ask available() first"
        await self._customers.record(reseller_id, customer_id)  # or it is gone
        made = (customer_id, person_id, key)
        if made not in self.made:
            self.made[made] = f"https://bot.example/s/access{len(self.made) + 1}"
            self._good_until[self.made[made]] = self._clock() + timedelta(minutes=10)
            self._leads_to[self.made[made]] = (reseller_id, customer_id)
        return self.made[made]

    async def use(self, address: str) -> bool:
        """Whether the address was still good; it is not any more, nor is one to a customer that is gone."""
        until = self._good_until.pop(address, None)
        if until is None or until <= self._clock():
            return False
        (reseller_id, customer_id) = self._leads_to[address]
        try:
            await self._customers.record(reseller_id, customer_id)
        except Gone:
            return False
        return True
