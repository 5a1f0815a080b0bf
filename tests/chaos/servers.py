"""Servers that fail: a Redis that is killed and reads its file again, a database that lets nobody in."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from bot.redis_client import once
from bot.valkey_server import server, url_of

CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"


class MortalRedis:
    """A Redis with an append-only file, at the same address after each of its deaths.

    Args:
        home: its directory; its path is to be short.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._running = AsyncExitStack()
        self._dying = asyncio.Lock()
        self.url = url_of(home)
        self.deaths = 0

    async def __aenter__(self) -> Self:
        await self._running.enter_async_context(server(self._home))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._running.aclose()

    async def die(self, seconds: float) -> None:
        """Is killed, and started again after so many seconds; dies once at a time."""
        async with self._dying:
            async with once(self.url) as redis:
                number = (await redis.info("server"))["process_id"]
            os.kill(number, signal.SIGKILL)
            self.deaths += 1
            await self._running.aclose()
            await asyncio.sleep(seconds)
            await self._running.enter_async_context(server(self._home))


@asynccontextmanager
async def out(database_url: str) -> AsyncIterator[None]:
    """Cuts every connection to a PostgreSQL database and refuses new ones, for as long as the block lasts."""
    name = urlsplit(database_url).path.removeprefix("/")
    another = database_url.replace(f"/{name}?", "/postgres?")
    allow = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
    async with await psycopg.AsyncConnection.connect(another, autocommit=True) as admin:
        await admin.execute(allow.format(sql.Identifier(name), sql.SQL("false")))
        await admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        try:
            yield
        finally:
            await admin.execute(allow.format(sql.Identifier(name), sql.SQL("true")))
