"""The whole program on real parts: Telegram (emulated, over HTTP), Redis, a database, sample registers."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest_asyncio
from pydantic import SecretStr
from redis.asyncio import Redis

from bot.adapters.customers import SqlCustomers
from bot.app import routes_of, work
from bot.channels import connected_channels
from bot.db.clock import utc_now
from bot.db.database import Database, Transaction
from bot.db.models import (
    AccountRow,
    AliasRow,
    CategoryRow,
    ContactRow,
    PersonRow,
    PlanRow,
    ResellerRow,
    ResellerTokenRow,
)
from bot.parts import Parts
from bot.scripts import Scripts
from bot.sealing import Seal, TokenMaker, token_digest
from bot.settings import LOOKUPS, Settings
from bot.simulator.demo import RESELLER, open_world, simulated
from bot.simulator.phone import Phone
from bot.simulator.world import World
from bot.web import web_app
from conversations.ports.people import Person, Reseller
from conversations.ports.plans import Category
from tests.kit.given import NOON, SOL, Given
from tests.kit.watched import Watched
from tests.serving import serving

SECRET = "a secret of at least thirty-two characters"
FAST = 100_000  # messages a second: no player of ours waits for Telegram's limits


@dataclass(frozen=True, slots=True)
class Place:
    """Where a program keeps things, empty."""

    redis: Redis
    redis_url: str
    database: Database
    data_dir: Path


@pytest_asyncio.fixture
async def place(redis: Redis, redis_url: str, sqlite_url: str, tmp_path: Path) -> AsyncIterator[Place]:
    """A Redis, a SQLite file and a directory for one program."""
    database = Watched(sqlite_url)
    yield Place(redis, redis_url, database, tmp_path / "data")
    await database.close()


@pytest_asyncio.fixture
async def place_on_postgresql(
    redis: Redis, redis_url: str, postgresql_url: str, tmp_path: Path
) -> AsyncIterator[Place]:
    """The same with PostgreSQL."""
    database = Watched(postgresql_url)
    yield Place(redis, redis_url, database, tmp_path / "data")
    await database.close()


@dataclass(frozen=True, slots=True)
class Program:
    """A running program, and the phone of a reseller's person."""

    world: World
    database: Database
    phone: Phone


@asynccontextmanager
async def program(
    given: Given,
    place: Place,
    clock: Callable[[], datetime] = lambda: NOON,
    seal: Seal | None = None,
    lookups: str = "",
) -> AsyncIterator[Program]:
    """Runs the program until the end of the block; what fails in it fails the test.

    Args:
        given: what is in the database.
        place: where it keeps things.
        clock: what time it is.
        seal: closes what goes to Redis, if not by the secret key.
        lookups: where every source is, if not the simulator's.
    """
    settings = Settings(
        **dict.fromkeys(LOOKUPS, lookups) if lookups else {},
        data_dir=place.data_dir,
        redis_url=place.redis_url,
        secret_key=SecretStr(SECRET),
        telegram_bot_token=SecretStr("1:" + "a" * 35),
        whatsapp_number="+55 11 91234-5678",
        telegram_rate=FAST,
        telegram_chat_rate=FAST,
        whatsapp_rate=FAST,
        whatsapp_chat_rate=FAST,
    )
    await arrange(given, place.database)
    stop = asyncio.Event()
    async with AsyncExitStack() as stack:
        world = await stack.enter_async_context(open_world(settings, kept=False))
        http = await stack.enter_async_context(httpx.AsyncClient(verify=False))
        app = web_app([])
        address = await stack.enter_async_context(serving(app))
        stack.push_async_callback(world.close)
        settings = simulated(settings, address)
        if not given.links:
            settings.public_url = None
        parts = Parts(
            settings,
            place.redis,
            place.database,
            http,
            seal or Seal(SECRET),
            TokenMaker(SECRET),
            Scripts(place.redis),
        )
        app.routes.extend(routes_of(parts, world, "run", clock))
        channels = await stack.enter_async_context(connected_channels(parts, stop, world.token))
        assert world.whatsapp
        await world.whatsapp.deliver_to(f"{address}/whatsapp/webhook")
        working = asyncio.create_task(work(parts, channels, stop, clock))
        try:
            yield Program(world, place.database, world.phones[0])
        finally:
            stop.set()
            await working


async def arrange(given: Given, database: Database) -> None:
    """Puts what is given into the database."""
    async with database.transaction() as tx:
        await put_reseller(tx, SOL, given.plans)
        await put_person(tx, Person("ana", "Ana Lima", SOL), RESELLER if given.linked else None)
        a_week = timedelta(days=7)
        tx.session.add(
            ResellerTokenRow(
                digest=token_digest("bom"), reseller_id=SOL.id, made_from="", expires_at=utc_now() + a_week
            )
        )
        if given.linked:
            await link_on_whatsapp(tx, "ana", "5511987654321")
        for at, customer in given.customers:
            await SqlCustomers(tx, clock=lambda at=at: at).register(customer)


async def link_on_whatsapp(tx: Transaction, person_id: str, phone: str) -> None:
    """Gives a person an account on WhatsApp, whose internal id is the person's own."""
    tx.session.add(ContactRow(id=person_id, created_at=NOON))
    await tx.session.flush()
    names = AliasRow(kind="phone", value=phone, spelled=phone, contact_id=person_id, seen_at=NOON)
    tx.session.add(names)
    tx.session.add(AccountRow(channel="whatsapp", account_id=person_id, person_id=person_id))


async def put_reseller(tx: Transaction, reseller: Reseller, plans: tuple[Category, ...]) -> None:
    """A reseller with what it sells."""
    session = tx.session
    session.add(ResellerRow(id=reseller.id, name=reseller.name, support=reseller.support, created_at=NOON))
    await session.flush()
    for place, category in enumerate(plans):
        session.add(CategoryRow(id=category.id, reseller_id=reseller.id, name=category.name, position=place))
        await session.flush()
        for number, plan in enumerate(category.plans):
            session.add(
                PlanRow(
                    id=plan.id,
                    reseller_id=reseller.id,
                    category_id=category.id,
                    name=plan.name,
                    documents=list(plan.documents),
                    price=plan.price,
                    trial_days=plan.trial_days,
                    position=number,
                )
            )
    await session.flush()


async def put_person(tx: Transaction, person: Person, account: int | None) -> None:
    """A reseller's person, with an account on Telegram or none yet."""
    tx.session.add(PersonRow(id=person.id, reseller_id=person.reseller.id, name=person.name, created_at=NOON))
    await tx.session.flush()
    if account is not None:
        tx.session.add(AccountRow(channel="telegram", account_id=str(account), person_id=person.id))
