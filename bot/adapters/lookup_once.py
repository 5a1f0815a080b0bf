"""A lookup that is made once, however many ask: its answer is kept, and who asks meanwhile waits for it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

import structlog
from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import LockError, RedisError

from bot.adapters.lookup_cache import PATIENCE, Entry, LookupCache
from bot.adapters.sources.chain import Lookup
from bot.cancelling import heed_cancellation
from bot.flights import Flights
from bot.sealing import Seal
from conversations.ports.addresses import Address
from conversations.ports.companies import Company, NotFound, Unavailable

HELD = 1.0
"""Seconds after which a lease is free by itself. Who asks prolongs it meanwhile, however slow the answer: one
that ran out is a dead worker's, and there is time left to ask.
"""
LOOK_AGAIN = 0.05  # seconds between two looks at a lease that somebody else has

log = structlog.get_logger(__name__)
T = TypeVar("T", bound=Company | Address)


@dataclass(frozen=True, slots=True)
class Shared:
    """What all workers have in common, for their lookups too."""

    redis: Redis
    seal: Seal


class Once(Generic[T]):
    """A lookup over all workers.

    Args:
        inner: what is asked.
        redis: where leases are.
        cache: of its answers.
        held: seconds for which a lease outlives its worker.
    """

    def __init__(self, inner: Lookup[T], redis: Redis, cache: LookupCache[T], *, held: float = HELD) -> None:
        self._inner, self._redis, self._cache, self._held = inner, redis, cache, held
        self._flights: Flights[Entry[T]] = Flights()
        self._refreshes: Flights[None] = Flights()

    async def find(self, key: str) -> T:
        """As the one inside; its failures are not kept.

        An answer that is no longer fresh is given at once, and asked for behind the person's back.
        """
        return (await self._flights.join(key, partial(self._find, key))).told()

    async def _find(self, key: str) -> Entry[T]:
        kept = await self._cache.get(key)
        if kept is None:
            async with self._lease(key):
                kept = await self._cache.get(key)  # somebody may have asked meanwhile
                heed_cancellation()
                return kept or await self._ask(key)
        if not self._cache.fresh(kept):
            self._refreshes.launch(key, partial(self._refresh, key))
        return kept

    async def _ask(self, key: str) -> Entry[T]:
        try:
            found = await self._inner.find(key)
        except NotFound:
            return await self._cache.put(key, None)
        return await self._cache.put(key, found)

    async def _refresh(self, key: str) -> None:
        """Replaces an answer by a newer one. That nobody finds it now is no proof that it is gone."""
        async with self._lease(key, wait=False) as ours:
            kept = await self._cache.get(key)
            if ours and kept and not self._cache.fresh(kept):
                with suppress(NotFound, Unavailable):
                    await self._cache.put(key, await self._inner.find(key))

    @asynccontextmanager
    async def _lease(self, key: str, *, wait: bool = True) -> AsyncIterator[bool]:
        """The right to ask; whether it was to be had, which it is not where Redis is away.

        Args:
            key: what is asked.
            wait: for whoever has it; how long, is for who asks to say.
        """
        name = f"{self._cache.name_of(key)}:lease"
        lock = self._redis.lock(name, timeout=self._held, thread_local=False)
        if not await self._taken(lock, wait=wait):
            yield False
            return
        holding = asyncio.create_task(self._hold(lock))
        try:
            yield True
        finally:
            holding.cancel()
            with suppress(RedisError, OSError):
                await lock.release()

    async def _taken(self, lock: Lock, *, wait: bool) -> bool:
        try:
            while True:
                async with asyncio.timeout(PATIENCE):
                    if await lock.acquire(blocking=False):
                        return True
                if not wait:
                    return False
                heed_cancellation()
                await asyncio.sleep(LOOK_AGAIN)
        except (RedisError, OSError) as error:
            log.warning("lookup_lease_failed", error=type(error).__name__)
            return False

    async def _hold(self, lock: Lock) -> None:
        """Shows for as long as it runs that this worker lives."""
        while True:
            await asyncio.sleep(self._held / 4)
            try:
                await lock.reacquire()
            except LockError:  # it is given back, or was lost and is somebody else's
                return
            except (RedisError, OSError):
                continue  # perhaps next time; the worst is that another one asks too
            heed_cancellation()
