from collections.abc import Callable
from datetime import UTC, datetime

from conversations.ports.customers import AlreadyCustomer, Customer, EmailTaken, Registration


class FakeCustomers:
    """Customers in a list; `registrations` is what they were registered with."""

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.registrations: list[Registration] = []
        self.customers: list[Customer] = []
        self._clock = clock

    async def email_taken(self, email: str) -> bool:
        return any(customer.email == email.lower() for customer in self.customers)

    async def same(self, reseller_id: str, tax_id: str, state_registration: str) -> Customer | None:
        wanted = (reseller_id, tax_id, state_registration)
        for made, customer in zip(self.registrations, self.customers, strict=True):
            if (made.reseller_id, made.tax_id, made.state_registration) == wanted:
                return customer
        return None

    async def register(self, registration: Registration) -> Customer:
        for made, customer in zip(self.registrations, self.customers, strict=True):
            if made.key == registration.key:
                return customer
        twin = await self.same(registration.reseller_id, registration.tax_id, registration.state_registration)
        if twin:
            raise AlreadyCustomer(twin)
        if await self.email_taken(registration.email):
            raise EmailTaken
        customer = Customer(
            id=f"customer{len(self.customers) + 1}",
            legal_name=registration.legal_name,
            email=registration.email.lower(),
            tax_id=registration.tax_id,
            state_registration=registration.state_registration,
            environment="homologacao",
            trial_ends_at=registration.trial_ends_at,
            registered_at=self._clock(),
        )
        self.registrations.append(registration)
        self.customers.append(customer)
        return customer
