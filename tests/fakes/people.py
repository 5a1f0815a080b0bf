from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from conversations.ports.people import Account, LinkInvalid, Person, Reseller


@dataclass
class Offer:
    reseller: Reseller
    expires_at: datetime
    used_by: Account | None = None


class FakePeople:
    """Persons by account; `offer` makes a linking token good.

    Args:
        persons: who is in already.
        support: as the setting SUPPORT_CONTACT; without it, the words of `resellers` stand in.
        clock: what time it is.
    """

    def __init__(
        self,
        persons: Mapping[Account, Person] | None = None,
        support: str = "",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.persons = dict(persons or {})
        self.resellers: list[Reseller] = []
        self.offers: dict[str, Offer] = {}
        self._support = support
        self._clock = clock

    def offer(self, token: str, reseller: Reseller) -> None:
        self.offers[token] = Offer(reseller, self._clock() + timedelta(days=7))

    async def find(self, account: Account) -> Person | None:
        return self.persons.get(account)

    async def link(self, token: str, account: Account, name: str) -> Person:
        offer, known = self.offers.get(token), self.persons.get(account)
        if offer is None or (known and known.reseller.id != offer.reseller.id):
            raise LinkInvalid
        if known and offer.used_by == account:
            return known
        if offer.used_by is not None or offer.expires_at <= self._clock():
            raise LinkInvalid
        if known:
            return known
        offer.used_by = account
        self.persons[account] = Person(f"person{len(self.persons) + 1}", name[:60], offer.reseller)
        return self.persons[account]

    async def support(self) -> str:
        real = [one for one in self.resellers if one.id != "demo"]
        words = (one.support for one in real or self.resellers if one.support)
        return self._support or next(words, "")
