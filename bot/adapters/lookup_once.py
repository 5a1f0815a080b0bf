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
from redis.exceptions import RedisError

from bot.adapters.lookup_cache import PATIENCE, Entry, Kind, LookupCache
from bot.adapters.sources.chain import Lookup
from bot.flights import Flights
from bot.sealing import Seal
from conversations.ports.addresses import Address
from conversations.ports.companies import Company, NotFound, Unavailable

HELD = 6.0  # seconds after which a lease is free by itself: no lookup takes longer, whoever took it is dead
WAIT = 1.5  # seconds for somebody else's answer; who takes longer may be dead, and there is time left to ask
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
        wait: seconds for somebody else's answer.
    """

    def __init__(self, inner: Lookup[T], redis: Redis, cache: LookupCache[T], *, wait: float = WAIT) -> None:
        self._inner, self._redis, self._cache, self._wait = inner, redis, cache, wait
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
            async with self._lease(key, self._wait):
                return await self._cache.get(key) or await self._ask(key)  # somebody may have asked meanwhile
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
        async with self._lease(key, 0) as ours:
            kept = await self._cache.get(key)
            if ours and kept and not self._cache.fresh(kept):
                with suppress(NotFound, Unavailable):
                    await self._cache.put(key, await self._inner.find(key))

    @asynccontextmanager
    async def _lease(self, key: str, wait: float) -> AsyncIterator[bool]:
        """The right to ask; whether it was to be had in so many seconds. Who waited in vain asks without."""
        name = f"{self._cache.name_of(key)}:lease"
        lock = self._redis.lock(name, timeout=HELD, thread_local=False, raise_on_release_error=False)
        ours = await self._taken(lock, wait)
        try:
            yield ours
        finally:
            if ours:
                with suppress(RedisError, OSError):
                    await lock.release()

    async def _taken(self, lock: Lock, wait: float) -> bool:
        now = asyncio.get_running_loop().time
        until = now() + wait
        try:
            while True:
                async with asyncio.timeout(PATIENCE):
                    if await lock.acquire(blocking=False):
                        return True
                if now() >= until:
                    return False
                await asyncio.sleep(LOOK_AGAIN)
        except (RedisError, OSError) as error:
            log.warning("lookup_lease_failed", error=type(error).__name__)
            return False


def once(inner: Lookup[T], shared: Shared | None, kind: Kind[T]) -> Lookup[T]:
    """A lookup that is made once by all who share something, and each time by who does not."""
    if shared is None:
        return inner
    return Once(inner, shared.redis, LookupCache(shared.redis, shared.seal, kind))
