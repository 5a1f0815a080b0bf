"""Answers of the lookups, kept in Redis for as long as they stay true: sealed, under keys that tell nothing.

A cache that fails is left out, never a reason for a lookup to fail.
"""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

import structlog
from pydantic import TypeAdapter
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.adapters.companies import PartialCompany
from bot.sealing import InvalidToken, Seal
from conversations.ports.addresses import Address, Addresses
from conversations.ports.companies import Companies, Company, NotFound

COMPANY_STAYS = timedelta(days=7)
ADDRESS_STAYS = timedelta(days=90)
NOT_FOUND_STAYS = PARTIAL_STAYS = timedelta(minutes=10)
PATIENCE = 0.5
"""Seconds for Redis: past that, asking the services is the faster way."""

log = structlog.get_logger(__name__)
T = TypeVar("T", Company, Address)


@dataclass(frozen=True, slots=True)
class _Entry(Generic[T]):
    """An answer: what was found, or none for "not found"."""

    found: T | None


COMPANY = TypeAdapter(_Entry[Company])
ADDRESS = TypeAdapter(_Entry[Address])


class _Cache(Generic[T]):
    def __init__(self, redis: Redis, seal: Seal, name: str, form: TypeAdapter[_Entry[T]]) -> None:
        self._redis, self._seal, self._name = redis, seal, name
        self._form: TypeAdapter[_Entry[T]] = form

    async def get(self, key: str) -> _Entry[T] | None:
        try:
            async with asyncio.timeout(PATIENCE):
                sealed = await self._redis.get(self._key(key))
            if not isinstance(sealed, bytes):
                return None
            return self._form.validate_python(self._seal.open(sealed))
        except (RedisError, OSError, InvalidToken, ValueError) as error:
            self._failed(error)
            return None

    async def put(self, key: str, found: T | None, stays: timedelta) -> None:
        sealed = self._seal.close(self._form.dump_python(_Entry(found), mode="json"))
        try:
            async with asyncio.timeout(PATIENCE):
                await self._redis.set(self._key(key), sealed, ex=stays)
        except (RedisError, OSError) as error:
            self._failed(error)

    def _key(self, key: str) -> str:
        return f"lookup:{self._name}:{self._seal.digest(f'{self._name} {key}')}"

    def _failed(self, error: Exception) -> None:
        log.warning("lookup_cache_failed", cache=self._name, error=type(error).__name__)


class CachedCompanies:
    """Companies asked once in 7 days; in 10 minutes where nobody knew them or the IEs are missing.

    Args:
        inner: who is asked.
        redis: where answers are kept; a client that gives bytes.
        seal: what makes them unreadable there.
    """

    def __init__(self, inner: Companies, redis: Redis, seal: Seal) -> None:
        self._inner = inner
        self._cache = _Cache(redis, seal, "company", COMPANY)

    async def find(self, tax_id: str) -> Company:
        """As the one inside; its failures are not kept."""
        if entry := await self._cache.get(tax_id):
            return _told(entry)
        try:
            company = await self._inner.find(tax_id)
        except NotFound:
            await self._cache.put(tax_id, None, NOT_FOUND_STAYS)
            raise
        stays = PARTIAL_STAYS if isinstance(company, PartialCompany) else COMPANY_STAYS
        await self._cache.put(tax_id, company, stays)
        return company


class CachedAddresses:
    """Addresses asked once in 90 days, once in 10 minutes where nobody knew them; as `CachedCompanies`."""

    def __init__(self, inner: Addresses, redis: Redis, seal: Seal) -> None:
        self._inner = inner
        self._cache = _Cache(redis, seal, "address", ADDRESS)

    async def find(self, cep: str) -> Address:
        """As the one inside; its failures are not kept."""
        if entry := await self._cache.get(cep):
            return _told(entry)
        try:
            address = await self._inner.find(cep)
        except NotFound:
            await self._cache.put(cep, None, NOT_FOUND_STAYS)
            raise
        await self._cache.put(cep, address, ADDRESS_STAYS)
        return address


def _told(entry: _Entry[T]) -> T:
    if entry.found is None:
        raise NotFound
    return entry.found
