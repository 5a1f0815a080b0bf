from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx
import pytest_asyncio
from redis.exceptions import ConnectionError as RedisConnectionError
from starlette.applications import Starlette
from starlette.routing import Route

from bot.access.checking import AccessCheck
from bot.access.entrance import Entrance
from bot.access.keys import AccessKeys
from bot.adapters.access import SqlAccess
from bot.adapters.certificates import SqlCertificates
from bot.db.database import Database
from bot.db.models import CustomerRow
from bot.icp_brasil.apart import Opener
from bot.pages.app import pages_app
from bot.pages.certificate import CertificatePage
from bot.pages.emitter import emitter_route
from bot.pages.jwks import jwks_route
from bot.pages.telling import Teller
from bot.sealing import Seal, TokenMaker
from conversations.ports.customers import Customer
from conversations.ports.links import LinkKind
from tests.contracts.world import ANA, MovedClock, Shop, SqlWorld, linked
from tests.fakes.passwords import FakePasswords

GOOD = "lua-trigo-73"
FORM = {"username": "joao@padaria.example", "password": GOOD, "repeat": GOOD}


OURS = "https://bot.example"
KEYS = AccessKeys("secret")


@dataclass
class Pages:
    """The pages in a browser without a screen, with a registered customer."""

    world: SqlWorld
    shop: Shop
    customer: Customer
    passwords: FakePasswords = field(default_factory=FakePasswords)
    told: dict[str, tuple[str, object]] = field(default_factory=dict)
    redis_is_away: bool = False
    browser: httpx.AsyncClient = field(init=False)

    @property
    def clock(self) -> MovedClock:
        return self.world.clock

    async def link(self, kind: LinkKind = "create_password", key: str = "turn1") -> str:
        """The path of a fresh link."""
        async with self.world.turn() as ports:
            address = await ports.links.password(self.customer.id, kind, key)
        return address.removeprefix("https://bot.example")

    async def access(self, key: str = "turn1", *, person_id: str = "") -> str:
        """The path of a fresh link into the customer's emitter."""
        async with self.world.database.transaction() as tx:
            access = SqlAccess(tx, TokenMaker("secret"), OURS, self.clock)
            address = await access.link(
                self.shop.reseller.id, person_id or self.shop.person_id, self.customer.id, key
            )
        return address.removeprefix(OURS)

    async def certificate(self, key: str = "turn1") -> str:
        """The path of a fresh link to the page that takes a certificate, asked for by Ana."""
        async with self.world.database.transaction() as tx:
            certificates = SqlCertificates(tx, TokenMaker("secret"), OURS, self.clock)
            address = await certificates.link(self.shop.reseller.id, self.customer.id, ANA, key)
        return address.removeprefix(OURS)

    async def store(self, mailbox: str, once: str, value: object) -> None:
        """Keeps what chats are told, as their mailboxes would."""
        if self.redis_is_away:
            raise RedisConnectionError
        self.told[once] = (mailbox, value)

    def routes(self, database: Database, entrance: Entrance | None = None) -> list[Route]:
        """The one-time pages, on whichever database."""
        certificates = CertificatePage(database, Seal("secret"), Opener(), Teller(self.store), self.clock)
        return pages_app(database, self.passwords, certificates, entrance, clock=self.clock)

    def app(self, public_url: str = OURS, access_url: str = "") -> Starlette:
        """All pages, with the emitter's stand-in where there is no other emitter."""
        entrance = Entrance(KEYS, public_url, access_url)
        database, clock, seen = self.world.database, self.clock, set[str]()

        async def first_time(jti: str, _seconds: int) -> bool:
            new = jti not in seen
            seen.add(jti)
            return new

        routes = [*self.routes(database, entrance), jwks_route(KEYS)]
        if entrance.built_in:
            check = AccessCheck(KEYS.public(), entrance.issuer, entrance.audience, first_time)
            secure = public_url.startswith("https:")
            routes.append(emitter_route(database, check, Seal("secret"), secure=secure, clock=clock))
        return Starlette(routes=routes)

    def browse(self, app: Starlette) -> httpx.AsyncClient:
        """A browser without a screen, and with a cookie jar."""
        return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=OURS)

    async def stored(self) -> CustomerRow:
        async with self.world.database.transaction() as tx:
            return await tx.session.get_one(CustomerRow, self.customer.id)

    async def signs_in_with(self, password: str) -> bool:
        return await self.passwords.matches(password, (await self.stored()).password_hash)


@asynccontextmanager
async def opened_on(database_url: str) -> AsyncIterator[Pages]:
    """The pages of a program on a database with the newest schema."""
    database = Database(database_url)
    async with _opened(database) as pages:
        yield pages
    await database.close()


@asynccontextmanager
async def _opened(database: Database) -> AsyncIterator[Pages]:
    world = SqlWorld(database)
    shop = await linked(world)
    async with world.turn() as ports:
        customer = await ports.customers.register(shop.registration(must_change=True))
    pages = Pages(world, shop, customer)
    async with pages.browse(pages.app()) as pages.browser:
        yield pages


@pytest_asyncio.fixture
async def pages(sqlite_url: str) -> AsyncIterator[Pages]:
    """For claims that the database has no part in."""
    async with opened_on(sqlite_url) as pages:
        yield pages


@pytest_asyncio.fixture
async def pages_on_both(database: Database) -> AsyncIterator[Pages]:
    """For claims that the database decides: the test runs on both."""
    async with _opened(database) as pages:
        yield pages
