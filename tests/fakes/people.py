from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from conversations.ports.customers import Customers, Gone
from conversations.ports.people import Account, LinkInvalid, Own, Person, Reseller
from tests.fakes.customers import FakeCustomers


@dataclass
class Offer:
    reseller: Reseller
    expires_at: datetime
    used_by: Account | None = None
    made_by: str = ""


class FakePeople:
    """Persons by account; `offer` makes a linking token good, `owned` is whose registration is whose.

    Args:
        persons: who is in already.
        support: as the setting SUPPORT_CONTACT; without it, the words of `resellers` stand in.
        clock: what time it is.
        customers: whose records say whether a registration still is one.
    """

    def __init__(
        self,
        persons: Mapping[Account, Person] | None = None,
        support: str = "",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        customers: Customers | None = None,
    ) -> None:
        self.persons = dict(persons or {})
        self.names = {person.id: person.name for person in self.persons.values()}
        self._since: dict[str, datetime] = {}
        self.resellers = {person.reseller.id: person.reseller for person in self.persons.values()}
        self.offers: dict[str, Offer] = {}
        self.owned: dict[Account, str] = {}
        self._support = support
        self._clock = clock
        self._customers = customers or FakeCustomers(clock)

    def offer(self, token: str, reseller: Reseller, made_by: str = "") -> None:
        self.resellers.setdefault(reseller.id, reseller)
        self.offers[token] = Offer(reseller, self._clock() + timedelta(days=7), made_by=made_by)

    def since(self, person_id: str) -> datetime:
        return self._since.setdefault(person_id, self._clock())  # who was in already: since the first look

    def leave(self, person_id: str) -> tuple[Account, ...]:
        """Makes a person's accounts strangers', and ends the links they made."""
        gone = tuple(account for account, person in self.persons.items() if person.id == person_id)
        for account in gone:
            del self.persons[account]
        self.offers = {t: o for t, o in self.offers.items() if o.used_by or o.made_by != person_id}
        return gone

    async def find(self, account: Account) -> Person | None:
        person = self.persons.get(account)
        return replace(person, reseller=self.resellers[person.reseller.id]) if person else None

    async def link(self, token: str, account: Account, name: str) -> Person:
        offer, known = self.offers.get(token), await self.find(account)
        if offer is None or (known and known.reseller.id != offer.reseller.id):
            raise LinkInvalid
        if known and offer.used_by == account:
            return known
        if offer.used_by is not None or offer.expires_at <= self._clock():
            raise LinkInvalid
        if known:
            return known
        offer.used_by = account
        person = Person(f"person{len(self.names) + 1}", name[:60], offer.reseller)
        self.persons[account], self.names[person.id] = person, person.name
        self._since[person.id] = self._clock()
        return person

    async def own(self, account: Account) -> Own | None:
        customer_id = self.owned.get(account)
        for reseller in self.resellers.values() if customer_id else ():
            try:
                await self._customers.record(reseller.id, customer_id or "")
            except Gone:
                continue
            return Own(customer_id or "", reseller)
        return None

    async def own_registration(self, account: Account, customer_id: str) -> None:
        self.owned[account] = customer_id

    async def set_support(self, reseller_id: str, support: str) -> None:
        if len(support.strip()) > 500:
            raise ValueError("a support text has at most 500 characters")
        self.resellers[reseller_id] = replace(self.resellers[reseller_id], support=support.strip())

    async def support(self) -> str:
        real = [one for one in self.resellers.values() if one.id != "demo"]
        words = (one.support for one in real or self.resellers.values() if one.support)
        return self._support or next(words, "")
