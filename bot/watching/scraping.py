"""The whole answer of `/metrics`."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import structlog
from prometheus_client import Metric, generate_latest
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from bot.db.clock import utc_now
from bot.db.database import Database
from bot.metrics import registry
from bot.watching.merging import merged
from bot.watching.outbox import outbox
from bot.watching.queues import queues
from bot.watching.snapshots import PATIENCE, published

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Found:
    """A collector of what is found out before it is asked: its question cannot wait for Redis.

    Args:
        process: this one's name.
        others: what other processes published.
        queues: what Redis and the database say themselves.
    """

    process: str
    others: Mapping[str, bytes]
    queues: Sequence[Metric]

    def collect(self) -> list[Metric]:
        """As the library's own registry."""
        return [*merged(self.process, registry.collect(), self.others), *self.queues]


async def scrape(redis: Redis, database: Database, process: str) -> bytes:
    """What all processes measured, in Prometheus's text format; without Redis, what this one did.

    Args:
        redis: where the others publish.
        database: where the outbox is.
        process: this one's name.
    """
    others, waiting = await asyncio.gather(_in_redis(redis), _in_database(database))
    found = Found(process, others[0], [*others[1], *waiting])
    return await asyncio.to_thread(generate_latest, found)  # 3 ms a process, too long for the event loop


async def _in_redis(redis: Redis) -> tuple[Mapping[str, bytes], Sequence[Metric]]:
    try:
        async with asyncio.timeout(PATIENCE):
            return await published(redis), await queues(redis)
    except (RedisError, TimeoutError) as error:
        log.warning("metrics of this process alone: redis is away", error=type(error).__name__)
        return {}, []


async def _in_database(database: Database) -> Sequence[Metric]:
    if not database.outbox:
        return []
    try:
        async with asyncio.timeout(PATIENCE):
            return await outbox(database, utc_now())
    except (SQLAlchemyError, TimeoutError) as error:
        log.warning("no metrics of the outbox: the database is away", error=type(error).__name__)
        return []
