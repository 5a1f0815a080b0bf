"""The whole answer of `/metrics`."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import structlog
from prometheus_client import Metric, generate_latest
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.metrics import registry
from bot.watching.merging import merged
from bot.watching.queues import queues
from bot.watching.snapshots import PATIENCE, published

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Found:
    """A collector of what is found out before it is asked: its question cannot wait for Redis.

    Args:
        process: this one's name.
        others: what other processes published.
        queues: what Redis says itself.
    """

    process: str
    others: Mapping[str, bytes]
    queues: Sequence[Metric]

    def collect(self) -> list[Metric]:
        """As the library's own registry."""
        return [*merged(self.process, registry.collect(), self.others), *self.queues]


async def scrape(redis: Redis, process: str) -> bytes:
    """What all processes measured, in Prometheus's text format; without Redis, what this one did.

    Args:
        redis: where the others publish.
        process: this one's name.
    """
    found = Found(process, {}, [])
    try:
        async with asyncio.timeout(PATIENCE):
            found = Found(process, await published(redis), await queues(redis))
    except (RedisError, TimeoutError) as error:
        log.warning("metrics of this process alone: redis is away", error=type(error).__name__)
    return await asyncio.to_thread(generate_latest, found)  # 3 ms a process, too long for the event loop
