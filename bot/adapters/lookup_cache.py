"""Answers of the lookups, kept in Redis: sealed, under keys that tell nothing.

A cache that fails is left out, never a reason for a lookup to fail.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

import structlog
from pydantic import TypeAdapter
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.sealing import InvalidToken, Seal
from conversations.ports.addresses import Address
from conversations.ports.companies import Company, NotFound

NOT_FOUND_STAYS = timedelta(minutes=10)
PATIENCE = 0.5
"""Seconds for Redis: past that, asking the services is the faster way."""

log = structlog.get_logger(__name__)
T = TypeVar("T", bound=Company | Address)


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """An answer.

    Args:
        found: none for "not found".
        fresh_until: the time, in Unix seconds, until which it needs no asking again.
    """

    found: T | None
    fresh_until: float

    def told(self) -> T:
        """What was found.

        Raises:
            NotFound: nothing was.
        """
        if self.found is None:
            raise NotFound
        return self.found


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[T]):
    """A kind of lookup.

    Args:
        name: in the keys.
        form: of its entries.
        fresh: how long an answer needs no asking again.
        stays: how long it is better than none.
    """

    name: str
    form: TypeAdapter[Entry[T]]
    fresh: timedelta
    stays: timedelta


COMPANY = Kind(
    name="company", form=TypeAdapter(Entry[Company]), fresh=timedelta(days=7), stays=timedelta(days=30)
)
REGISTER = Kind(
    name="register", form=TypeAdapter(Entry[Company]), fresh=timedelta(days=7), stays=timedelta(days=30)
)
ADDRESS = Kind(
    name="address", form=TypeAdapter(Entry[Address]), fresh=timedelta(days=90), stays=timedelta(days=365)
)


class LookupCache(Generic[T]):
    """What is kept of one kind of lookup.

    Args:
        redis: where; a client that gives bytes.
        seal: what makes it unreadable there.
        kind: of lookup.
        clock: Unix time.
    """

    def __init__(
        self, redis: Redis, seal: Seal, kind: Kind[T], clock: Callable[[], float] = time.time
    ) -> None:
        self._redis, self._seal, self._kind, self._clock = redis, seal, kind, clock

    async def get(self, key: str) -> Entry[T] | None:
        """The answer that is kept for a tax id or a CEP; none if it cannot be had."""
        try:
            async with asyncio.timeout(PATIENCE):
                sealed = await self._redis.get(self.name_of(key))
            if not isinstance(sealed, bytes):
                return None
            return self._kind.form.validate_python(self._seal.open(sealed))
        except (RedisError, OSError, InvalidToken, ValueError) as error:
            self._failed(error)
            return None

    async def put(self, key: str, found: T | None) -> Entry[T]:
        """Keeps an answer, if it can, and gives the entry."""
        fresh, stays = self._kind.fresh, self._kind.stays
        if found is None:
            fresh = stays = NOT_FOUND_STAYS
        entry = Entry(found, self._clock() + fresh.total_seconds())
        sealed = self._seal.close(self._kind.form.dump_python(entry, mode="json"))
        try:
            async with asyncio.timeout(PATIENCE):
                await self._redis.set(self.name_of(key), sealed, ex=stays)
        except (RedisError, OSError) as error:
            self._failed(error)
        return entry

    def fresh(self, entry: Entry[T]) -> bool:
        """Whether it needs no asking again."""
        return self._clock() < entry.fresh_until

    def name_of(self, key: str) -> str:
        """The key in Redis."""
        return f"lookup:{self._kind.name}:{self._seal.digest(f'{self._kind.name} {key}')}"

    def _failed(self, error: Exception) -> None:
        log.warning("lookup_cache_failed", cache=self._kind.name, error=type(error).__name__)
