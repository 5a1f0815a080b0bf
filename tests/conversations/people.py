"""Whom the tests of the desk and of guests are about: two of Sol, one of Lua, and people with an invite."""

from collections.abc import Mapping
from datetime import timedelta

from conversations.ports.people import Account, Person
from conversations.ports.plans import Category
from tests.conversations.samples import ADDRESSES, COMPANIES
from tests.kit.given import CATEGORIES, NOON, PADARIA, SOL
from tests.kit.somebody import Crowd, Somebody
from tests.kit.stores import Stores
from tests.kit.two_resellers import LUA, shelves

SHELVES = {SOL.id: CATEGORIES, LUA.id: shelves(LUA)}


class Office:
    """Ana and Bia of Sol, Bruno of Lua, and whoever comes; on fakes.

    Args:
        plans: what both sell.
        pages: whether one-time pages can be opened from outside.
    """

    def __init__(self, plans: Mapping[str, tuple[Category, ...]] = SHELVES, *, pages: bool = True) -> None:
        persons = [
            Person("ana", "Ana Lima", SOL),
            Person("bia", "Bia Luz", SOL),
            Person("bruno", "Bruno", LUA),
        ]
        accounts = [Account("telegram", str(number)) for number in range(1, 4)]
        self.stores = Stores(
            dict(zip(accounts, persons, strict=True)),
            plans=plans,
            pages=pages,
            clock=lambda: self.crowd.now,
        )
        self.crowd = Crowd(self.stores, COMPANIES, ADDRESSES)
        people = [self.crowd.joined_by(a.id, p.name) for a, p in zip(accounts, persons, strict=True)]
        self.ana, self.bia, self.bruno = people

    def comes(self, name: str) -> Somebody:
        """Somebody nobody knows."""
        return self.crowd.joined_by(str(9000 + len(self.crowd.people)), name)

    async def customer(self) -> str:
        """The id of a customer of Sol."""
        return (await self.stores.customers.register(PADARIA)).id

    async def invite(
        self, *, uses: int = 5, plans: tuple[str, ...] = ("nfe",), of: Person | None = None
    ) -> str:
        """What opens an invite of Sol, or of somebody else."""
        person = of or Person("ana", "Ana Lima", SOL)
        sold = CATEGORIES if person.reseller == SOL else shelves(LUA)
        made = await self.stores.invites.make(
            person.reseller.id,
            person.id,
            category_id=sold[0].id if plans else "",
            plan_ids=plans,
            uses=uses,
            expires_at=NOON + timedelta(days=30),
            key=f"invite{len(self.stores.invites.made)}",
        )
        return f"c_token-of_{made.id}"

    def pass_time(self, **time: float) -> None:
        self.crowd.now += timedelta(**time)
