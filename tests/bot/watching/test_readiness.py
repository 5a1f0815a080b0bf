"""Whether the program can work, told in time and in words."""

import asyncio
import socket
from collections.abc import Iterator

import pytest
from redis.asyncio import Redis
from sqlalchemy import text

from bot.db.database import Database
from bot.redis_client import once
from bot.watching.readiness import AWAY, OLD, SILENT, Check, Readiness, Troubles

NOBODY = "127.0.0.1:1"


@pytest.fixture
def silence() -> Iterator[str]:
    """A server that says nothing: the system takes its connections, and nobody looks at them."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"127.0.0.1:{listener.getsockname()[1]}"


async def test_all_well_is_no_trouble(redis: Redis, database: Database) -> None:
    """With Redis, the database and its tables there is nothing to tell."""
    assert {} == await Readiness(redis, database).troubles()


async def test_absent_redis_is_told(database: Database) -> None:
    """Redis alone is named where it alone is away."""
    assert {"redis": AWAY} == await Readiness(once(f"redis://{NOBODY}"), database).troubles()


async def test_absent_database_is_told(redis: Redis) -> None:
    """Of a database that is away nothing is said about its schema."""
    database = Database(f"postgresql://bot:secret@{NOBODY}/bot")
    assert {"database": AWAY} == await Readiness(redis, database).troubles()
    await database.close()


async def test_empty_database_is_told(redis: Redis, empty_database_url: str) -> None:
    """A database without tables is not ready."""
    database = Database(empty_database_url)
    assert {"schema": OLD} == await Readiness(redis, database).troubles()
    await database.close()


async def test_old_schema_is_told_until_it_is_new(redis: Redis, sqlite_url: str) -> None:
    """A program that waits for `bot migrate` is ready as soon as that has run."""
    database = Database(sqlite_url)
    readiness = Readiness(redis, database)
    async with database.transaction() as tx:
        newest = await tx.session.scalar(text("SELECT version_num FROM alembic_version"))
        await tx.session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    before = await readiness.troubles()
    async with database.transaction() as tx:
        await tx.session.execute(text("UPDATE alembic_version SET version_num = :newest"), {"newest": newest})
    assert ({"schema": OLD}, {}) == (before, await readiness.troubles())
    await database.close()


async def test_silence_is_trouble_in_time(silence: str) -> None:
    """Servers that take the connection and say nothing are not waited for."""
    redis = once(f"redis://{silence}", seconds=60)
    database = Database(f"postgresql://bot@{silence}/bot")
    readiness = Readiness(redis, database, within=0.05)
    troubles = await asyncio.wait_for(readiness.troubles(), 5)
    assert {"redis": SILENT, "database": SILENT} == troubles
    await redis.aclose()
    await database.close()


async def test_many_probes_are_one_question() -> None:
    """Whoever asks while a question is out gets the same answer."""
    asked: list[int] = []

    async def ask() -> Troubles:
        asked.append(len(asked) + 1)
        return {"redis": f"answer {len(asked)}"}

    check = Check("redis", ask, 5)
    assert [{"redis": "answer 1"}] * 20 == await asyncio.gather(*(check.troubles() for _ in range(20)))
    assert {"redis": "answer 2"} == await check.troubles()


async def test_what_does_not_let_go_is_not_asked_anew() -> None:
    """A question that hangs even when it is taken back holds one connection; no second is begun before."""
    asked, let_go = [], asyncio.Event()

    async def ask() -> Troubles:
        asked.append("a connection")
        try:
            await asyncio.Event().wait()
        finally:
            await let_go.wait()
        return {}

    check = Check("database", ask, 0.01)
    told = [await check.troubles() for _ in range(3)]
    let_go.set()
    assert ([{"database": SILENT}] * 3, 1) == (told, len(asked))
