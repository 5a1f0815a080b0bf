from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
import pytest_asyncio
from starlette.applications import Starlette

from bot.db.database import Database
from bot.db.models import CustomerRow
from bot.pages.app import pages_app
from conversations.ports.customers import Customer
from conversations.ports.links import LinkKind
from tests.contracts.world import MovedClock, SqlWorld, linked
from tests.fakes.passwords import FakePasswords

GOOD = "lua-trigo-73"
FORM = {"username": "joao@padaria.example", "password": GOOD, "repeat": GOOD}


@dataclass
class Pages:
    """The pages in a browser without a screen, with a registered customer."""

    browser: httpx.AsyncClient
    world: SqlWorld
    customer: Customer
    passwords: FakePasswords

    @property
    def clock(self) -> MovedClock:
        return self.world.clock

    async def link(self, kind: LinkKind = "create_password", key: str = "turn1") -> str:
        """The path of a fresh link."""
        async with self.world.turn() as ports:
            address = await ports.links.password(self.customer.id, kind, key)
        return address.removeprefix("https://bot.example")

    async def stored(self) -> CustomerRow:
        async with self.world.database.transaction() as tx:
            return await tx.session.get_one(CustomerRow, self.customer.id)

    async def signs_in_with(self, password: str) -> bool:
        return await self.passwords.matches(password, (await self.stored()).password_hash)


@asynccontextmanager
async def _opened(database: Database) -> AsyncIterator[Pages]:
    world = SqlWorld(database)
    shop = await linked(world)
    async with world.turn() as ports:
        customer = await ports.customers.register(shop.registration(must_change=True))
    passwords = FakePasswords()
    app = Starlette(routes=pages_app(database, passwords, clock=world.clock))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="https://bot.example") as browser:
        yield Pages(browser, world, customer, passwords)


@pytest_asyncio.fixture
async def pages(sqlite_url: str) -> AsyncIterator[Pages]:
    """For claims that the database has no part in."""
    database = Database(sqlite_url)
    async with _opened(database) as pages:
        yield pages
    await database.close()


@pytest_asyncio.fixture
async def pages_on_both(database: Database) -> AsyncIterator[Pages]:
    """For claims that the database decides: the test runs on both."""
    async with _opened(database) as pages:
        yield pages
