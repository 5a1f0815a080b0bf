"""The task behind Planilha: made once, kept for a day."""

import asyncio
from datetime import timedelta

from redis.asyncio import Redis
from sqlalchemy import func, select

from bot.db.database import Database
from bot.db.models import SpreadsheetRow
from bot.spreadsheets.keeping import KEPT, forget_spreadsheets, kept_spreadsheet
from bot.spreadsheets.task import Spreadsheets
from conversations.prompt import Event, Task
from tests.contracts.world import Shop, SqlWorld, linked


def asked(shop: Shop, key: str = "key1") -> Task:
    return Task("make_spreadsheet", {"reseller": shop.reseller.id, "format": "csv", "key": key})


async def test_made_and_kept(database: Database, redis: Redis) -> None:
    """The event names the file and how many customers it holds; progress came before it."""
    world = SqlWorld(database)
    shop, reported = await linked(world), list[Event]()
    async with world.turn() as ports:
        await ports.customers.register(shop.registration())

    async def report(event: Event) -> None:
        reported.append(event)

    event = await Spreadsheets(database, redis, world.clock, every=0).make(asked(shop), report)
    kept = await kept_spreadsheet(database, "key1")
    assert ("found", {"file": ("key1", {}), "count": (1, {})}) == (event.outcome, event.found)
    assert [("progress", {"done": (1, {}), "total": (1, {})})] == [(e.outcome, e.found) for e in reported]
    assert kept
    assert ("clientes-2026-11-24.csv", True) == (kept[0], b"11.222.333/0001-81" in kept[1])


async def test_two_workers_make_one(database: Database, redis: Redis) -> None:
    """The second waits for the first, and finds it made."""
    world = SqlWorld(database)
    shop, sheets = await linked(world), Spreadsheets(database, redis, world.clock)
    made_at = world.clock.now

    async def report(_event: Event) -> None:
        """Nobody looks on."""

    async def later() -> Event:
        world.clock.pass_days(1)
        return await sheets.make(asked(shop), report)

    events = await asyncio.gather(sheets.make(asked(shop), report), later())
    async with database.transaction() as tx:
        when = (await tx.session.scalars(select(SpreadsheetRow.made_at))).all()
    assert (events[0], 1) == (events[1], len(when))
    assert made_at <= when[0]


async def test_forgotten_after_a_day(database: Database, redis: Redis) -> None:
    """And not before."""
    world = SqlWorld(database)
    shop = await linked(world)

    async def report(_event: Event) -> None:
        """Nobody looks on."""

    await Spreadsheets(database, redis, world.clock).make(asked(shop), report)
    left = []
    for step in (timedelta(), KEPT, timedelta(seconds=1)):
        world.clock.now += step
        await forget_spreadsheets(database, world.clock)
        async with database.transaction() as tx:
            left.append(await tx.session.scalar(select(func.count()).select_from(SpreadsheetRow)))
    assert [1, 1, 0] == left
