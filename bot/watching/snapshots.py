"""What each process measured, in Redis: a worker has no port where it could be asked."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import structlog
from prometheus_client import generate_latest
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.metrics import registry
from bot.scripts import script
from bot.waiting import pause

log = structlog.get_logger(__name__)
NAMES = b"{metrics}"  # all keys share its hash tag: one slot of a cluster, so that they are read together
EVERY = 5.0  # seconds between two snapshots
STAYS = 30  # seconds until a process that says nothing is forgotten
PATIENCE = 2.0  # seconds, also at the stop, which Redis must not hold up


def process_name(role: str) -> str:
    """A name for this process that no other has at the same time, such as "worker:host:123".

    Args:
        role: `run`, `web`, `worker` or `poll`.
    """
    return f"{role}:{socket.gethostname()}:{os.getpid()}"


@asynccontextmanager
async def publishing(redis: Redis, process: str) -> AsyncIterator[None]:
    """Publishes what this process measures to the end of the block, whose last work is counted too.

    Args:
        redis: as for `publish`.
        process: the same.
    """
    stop = asyncio.Event()
    task = asyncio.create_task(publish(redis, process, stop))
    try:
        yield
    finally:
        stop.set()
        await task


async def publish(redis: Redis, process: str, stop: asyncio.Event, *, every: float = EVERY) -> None:
    """Puts what this process measured where `/metrics` finds it, until told to stop and once more then.

    Args:
        redis: where to; that it is away is logged, and does not end the publishing.
        process: of `process_name`.
        stop: set when the last work is done, so that it is counted too.
        every: seconds.
    """
    put, name = redis.register_script(script("publish_metrics")), process.encode()
    while True:
        last = stop.is_set()
        try:
            async with asyncio.timeout(PATIENCE):
                await put(keys=[NAMES, _key(name)], args=[name, generate_latest(registry), STAYS])
        except (RedisError, TimeoutError) as error:
            log.warning("metrics not published", process=process, error=type(error).__name__)
        if last:
            return
        await pause(stop, every)


async def published(redis: Redis) -> dict[str, bytes]:
    """What the processes published that are alive, or died a moment ago, each by its name.

    Raises:
        RedisError: Redis is away.
    """
    names: Any = await redis.zrange(NAMES, 0, -1)
    texts: Any = await redis.mget([_key(name) for name in names]) if names else []
    return {
        name.decode(errors="replace"): text
        for name, text in zip(names, texts, strict=True)
        if text is not None
    }


def _key(name: bytes) -> bytes:
    return NAMES + b":" + name
