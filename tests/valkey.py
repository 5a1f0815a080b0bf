"""A real server for the tests, started by the same code as the embedded one."""

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from redis.asyncio import Redis

from bot.embedded_redis import connect, embedded_redis


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def redis_url() -> AsyncIterator[str]:
    """The address of a server of this test process; with xdist each worker has its own."""
    with tempfile.TemporaryDirectory(prefix="bot-tests-") as directory:
        async with embedded_redis(Path(directory)) as url:
            yield url


@pytest_asyncio.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    """A client of an empty server."""
    client = connect(redis_url)
    await client.flushall()
    yield client
    await client.aclose()
