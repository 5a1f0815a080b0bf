"""Redis for the program: whether it is there, and the embedded server that one owns and others join."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from redis.exceptions import (
    AuthenticationError,
    AuthorizationError,
    RedisClusterException,
    RedisError,
    ResponseError,
)

from bot.data_dir import open_private, try_lock
from bot.redis_client import Client, connect, once
from bot.redis_cluster import connect_cluster
from bot.settings import Settings, WrongSettings
from bot.valkey_server import START_SECONDS, EmbeddedRedisError, answers, server, url_of

__all__ = [
    "AlreadyRunning",
    "EmbeddedRedisError",
    "connect",
    "embedded_redis",
    "open_client",
    "reach",
    "redis_of",
]

REACH_SECONDS = 5.0


class AlreadyRunning(EmbeddedRedisError):  # noqa: N818 - a state of the directory
    """Another `bot run` works on the same data directory."""


@asynccontextmanager
async def redis_of(settings: Settings) -> AsyncIterator[Client]:
    """The program's Redis, for a single command; the embedded one is joined.

    Raises:
        EmbeddedRedisError, WrongSettings, RedisError: it cannot be had.
    """
    if settings.redis_url:
        async with await open_client(settings.redis_url) as redis:
            yield redis
    else:
        async with embedded_redis(settings.data_dir) as url, await open_client(url) as redis:
            yield redis


async def open_client(url: str) -> Client:
    """A client of the server, or of the cluster that it is part of, which is found out here, once.

    Raises:
        WrongSettings: the server refuses us, or the address does not fit a cluster.
        redis.exceptions.RedisError: it does not answer.
    """
    if not await reach(url):
        return connect(url)
    try:
        return connect_cluster(url)
    except (RedisClusterException, TypeError) as error:
        raise _wrong(f"does not fit the cluster that its server is part of ({error})") from None


async def reach(url: str) -> bool:
    """Whether the server is part of a cluster, so that a wrong address is told at the start and at once.

    Raises:
        WrongSettings: it answers, and refuses us: by the password, or by the number of the database.
        redis.exceptions.RedisError: it does not answer.
    """
    try:
        async with once(url, seconds=REACH_SECONDS) as client:
            redis: Any = client  # a command by its name has no types
            database = redis.connection_pool.connection_kwargs.pop("db", 0)  # so that we can ask first
            in_cluster: bool = (await redis.execute_command("HELLO"))[b"mode"] == b"cluster"
            if in_cluster and database:
                raise _wrong(f"names database {database}; its server is part of a cluster, which has 0 alone")
            if database:
                await redis.select(database)
            return in_cluster
    except RedisError as error:
        refusals = (AuthenticationError, AuthorizationError, ResponseError)
        if not isinstance(error, refusals) and not isinstance(error.__cause__, refusals):
            raise
        problem = f"is refused by its server ({str(error).rstrip('.')})"
    raise _wrong(problem)


def _wrong(problem: str) -> WrongSettings:
    return WrongSettings([("REDIS_URL", problem, "REDIS_URL=redis://:password@redis:6379/0")])


@asynccontextmanager
async def embedded_redis(data_dir: Path, *, serve: bool = False) -> AsyncIterator[str]:
    """The URL of the data directory's server, started here unless another process has it running.

    Call it from the main thread: on Linux the server dies with the thread that started it.

    Args:
        data_dir: where `redis/` with the append-only file lies.
        serve: this is `bot run`, of which there is one: it never joins, since who is joined may leave.

    Raises:
        AlreadyRunning: `serve`, and another process serves.
        EmbeddedRedisError: the server does not start or answer in time.
    """
    home = _home(data_dir)
    with _the_only_one(home) if serve else nullcontext():
        async with _own(home, or_join=not serve) as url:
            yield url


def _home(data_dir: Path) -> Path:
    return open_private(open_private(data_dir.absolute()) / "redis")


@contextmanager
def _the_only_one(home: Path) -> Iterator[None]:
    with try_lock(home / "run.lock") as locked:
        if locked is None:
            raise AlreadyRunning(
                f"A bot is already running on {home.parent}. Stop it, or give this one its own DATA_DIR."
            )
        yield


@asynccontextmanager
async def _own(home: Path, *, or_join: bool) -> AsyncIterator[str]:
    """Waits until the server is ours or, if that will do, until somebody else's answers."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        with try_lock(home / "owner.lock") as owned:
            if owned is not None:
                async with server(home) as url:
                    yield url
                return
        if or_join and await answers(url := url_of(home)):
            yield url
            return
        if time.monotonic() > deadline:  # its owner was starting, or a command at work, for too long
            raise EmbeddedRedisError(f"Another process holds {home}. Try again when it is done, or end it.")
        await asyncio.sleep(0.05)
