"""Redis for the program: a client, and the embedded server that one process owns and others join."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from pathlib import Path

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialWithJitterBackoff

from bot.data_dir import open_private, try_lock
from bot.valkey_server import START_SECONDS, EmbeddedRedisError, answers, server, url_of

__all__ = ["AlreadyRunning", "EmbeddedRedisError", "connect", "embedded_redis"]


class AlreadyRunning(EmbeddedRedisError):  # noqa: N818 - a state of the directory
    """Another `bot run` works on the same data directory."""


def connect(url: str, *, max_connections: int = 50) -> Redis:
    """A client whose answers are bytes. Close it with `aclose()`.

    A command waits for a free connection where the default pool would raise, is tried again when its
    connection breaks, and gives up after 30 silent seconds: blocking reads must ask for less.
    """
    pool: BlockingConnectionPool = BlockingConnectionPool.from_url(
        url,
        max_connections=max_connections,
        timeout=20,
        socket_timeout=30,
        socket_connect_timeout=5,
        health_check_interval=30,
        retry=Retry(ExponentialWithJitterBackoff(base=0.01, cap=1), 6),
    )
    return Redis.from_pool(pool)


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
