"""What is around the measured bots: a Redis, a database, and the crowd with its Bot API."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from bot.redis_client import once
from bot.valkey_server import server
from tests.benchmarks.children import Child, child, free_port


@dataclass(frozen=True, slots=True)
class Stage:
    """What is around a bot.

    Args:
        crowd: the process of the people and of the Bot API.
        api_url: where the Bot API is.
        redis_url: the Redis, which writes to the disk before it answers.
        redis_pid: its process.
        database_url: the database, with everybody in it.
        database_pid: its process.
        home: for logs.
    """

    crowd: Child
    api_url: str
    redis_url: str
    redis_pid: int
    database_url: str
    database_pid: int
    home: Path


@asynccontextmanager
async def stage(home: Path, database_url: str) -> AsyncIterator[Stage]:
    """Everything started, in a directory whose path is short.

    Args:
        home: the directory.
        database_url: of a PostgreSQL on a unix socket.
    """
    port = free_port()
    log = home / "crowd.log"
    command = ("-m", "tests.benchmarks.crowd", str(port))
    async with server(home) as redis_url, child(*command, env={}, log=log, ready="ready") as crowd:
        async with once(redis_url) as redis:
            redis_pid = (await redis.info("server"))["process_id"]
        yield Stage(
            crowd=crowd,
            api_url=f"http://127.0.0.1:{port}",
            redis_url=redis_url,
            redis_pid=redis_pid,
            database_url=database_url,
            database_pid=_postgresql_pid(database_url),
            home=home,
        )


def _postgresql_pid(url: str) -> int:
    (directory,) = parse_qs(urlsplit(url).query)["host"]
    return int((Path(directory) / "data" / "postmaster.pid").read_text().split()[0])
