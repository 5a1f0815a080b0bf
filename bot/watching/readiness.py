"""Whether the program can work: what it stands on answers, and in time."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from redis.asyncio import Redis

from bot.db.database import Database
from bot.db.migrate import is_current
from bot.inbox import UPDATES

log = structlog.get_logger(__name__)
WITHIN = 2.0  # seconds
SILENT = "does not answer in time"
AWAY = "cannot be reached"
OLD = "is not this version's: run bot migrate"

Troubles = dict[str, str]
"""What is wrong, in words, by what it is wrong with. No address stands in them, nor what a server said."""


class Readiness:
    """Looks at Redis, the database and its schema.

    Args:
        redis: the program's own client, and so its own way to the server.
        database: the same.
        within: seconds for an answer.
    """

    def __init__(self, redis: Redis, database: Database, *, within: float = WITHIN) -> None:
        self._redis, self._database = redis, database
        self._checks = (
            Check("redis", self._ask_redis, within),
            Check("database", self._ask_database, within),
        )

    async def troubles(self) -> Troubles:
        """What is wrong now; nothing where the program can work."""
        found = await asyncio.gather(*(check.troubles() for check in self._checks))
        return {name: words for one in found for name, words in one.items()}

    async def _ask_redis(self) -> Troubles:
        # Not PING, which asks all servers of a cluster and fails with the least of them.
        await self._redis.exists(UPDATES)
        return {}

    async def _ask_database(self) -> Troubles:
        async with self._database.transaction() as tx:
            connection = await tx.session.connection()
            return {} if await connection.run_sync(is_current) else {"schema": OLD}


class Check:
    """A question to something outside, asked once at a time: who asks meanwhile gets the same answer.

    So many probes of something that hangs hold one connection. It is let go when the time is over; where that
    takes long too, nothing new is begun before.

    Args:
        name: of what is asked.
        ask: finds what is wrong; may raise anything.
        within: seconds for an answer.
    """

    def __init__(self, name: str, ask: Callable[[], Awaitable[Troubles]], within: float) -> None:
        self._name, self._ask, self._within = name, ask, within
        self._asking: asyncio.Task[Troubles] | None = None

    async def troubles(self) -> Troubles:
        """What is wrong, in time."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._answer())
        asking = self._asking
        done, _ = await asyncio.wait({asking}, timeout=self._within)
        if not done and not asking.cancelling():  # a second time would break into its tidying up
            asking.cancel()
            log.warning("not ready", what=self._name, error="silence")
        return asking.result() if done and not asking.cancelled() else {self._name: SILENT}

    async def _answer(self) -> Troubles:
        try:
            return await self._ask()
        except Exception as error:  # whatever it is, somebody waits to be told that it is not well
            log.warning("not ready", what=self._name, error=type(error).__name__)
            return {self._name: AWAY}
