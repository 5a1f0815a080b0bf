"""What waits for the emitter is measured where it is told anything."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from redis.asyncio import Redis

from bot.db.clock import utc_now
from bot.db.database import Database
from bot.provisioning.outbox import Outbox
from bot.watching.routes import watching_routes
from bot.web import web_app
from tests.bot.provisioning.test_outbox import queue

GAUGES = ("bot_outbox_waiting", "bot_outbox_age_seconds", "bot_outbox_parked")


async def scraped(redis: Redis, database: Database) -> dict[str, float]:
    """The gauges of the outbox, by name."""
    transport = httpx.ASGITransport(web_app(watching_routes(redis, database, "web:host:1")))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as http:
        text = (await http.get("/metrics")).text
    samples = [one for metric in text_string_to_metric_families(text) for one in metric.samples]
    assert {"bot_mailboxes_waiting"} < {sample.name for sample in samples}
    return {sample.name: sample.value for sample in samples if sample.name in GAUGES}


@pytest.fixture
async def outbox(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url, outbox=True)
    yield database
    await database.close()


async def test_outbox_is_told_by_depth_and_age(redis: Redis, outbox: Database) -> None:
    """How many events wait, since when the oldest does, and how many were given up."""
    await queue(outbox, "a", now=utc_now() - timedelta(seconds=300))
    await queue(outbox, "b", "b", now=utc_now() - timedelta(seconds=95))
    sending = Outbox(outbox, "one")
    (event,) = await sending.take(utc_now(), 1)
    await sending.give_up(event, utc_now(), "400 Bad Request")
    told = await scraped(redis, outbox)
    assert (2, 90, 1) == (
        told["bot_outbox_waiting"],
        told["bot_outbox_age_seconds"] // 30 * 30,
        told["bot_outbox_parked"],
    )


async def test_empty_outbox_is_told(redis: Redis, outbox: Database) -> None:
    """A zero is something to compare with."""
    assert dict.fromkeys(GAUGES, 0) == await scraped(redis, outbox)


async def test_no_outbox_is_not_told(redis: Redis, database: Database) -> None:
    """Where the emitter is told nothing there is nothing to measure."""
    assert {} == await scraped(redis, database)


async def test_database_away_takes_nothing_else(redis: Redis) -> None:
    """What Redis says is told all the same."""
    away = Database("postgresql://nobody@127.0.0.1:1/none", outbox=True)
    assert {} == await scraped(redis, away)
    await away.close()
