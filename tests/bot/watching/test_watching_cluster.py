"""What processes tell through Redis, where it is a cluster."""

import asyncio

import pytest

from bot.db.database import Database
from bot.inbox import UPDATES
from bot.redis_client import Client
from bot.watching.readiness import Readiness
from bot.watching.scraping import scrape
from bot.watching.snapshots import publish

pytestmark = pytest.mark.xdist_group("cluster")


async def test_metrics_of_all_are_told_on_a_cluster(cluster: Client, sqlite_url: str) -> None:
    """Each process's snapshot and each queue lies on a server of its own, and all are in one answer."""
    stop = asyncio.Event()
    stop.set()
    for process in ("worker:host:1", "worker:host:2"):
        await publish(cluster, process, stop)
    await cluster.xadd(UPDATES, {"chat": "telegram:42"})
    database = Database(sqlite_url)
    told = (await scrape(cluster, database, "web:host:3")).decode().splitlines()
    await database.close()
    assert 3 == len([line for line in told if line.startswith("bot_takeovers_total")])
    assert 'bot_mailboxes_waiting{queue="updates"} 1.0' in told


async def test_program_on_a_cluster_is_ready(cluster: Client, sqlite_url: str) -> None:
    """The probe asks for what a cluster can answer."""
    database = Database(sqlite_url)
    assert {} == await Readiness(cluster, database).troubles()
    await database.close()
