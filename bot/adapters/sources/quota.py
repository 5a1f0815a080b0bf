"""How often a service lets itself be asked, by all our processes together."""

import asyncio
import math
from typing import Protocol
from urllib.parse import urlsplit

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.scripts import script

PER_MINUTE = {"open.cnpja.com": 5, "publica.cnpj.ws": 3, "receitaws.com.br": 3, "www.receitaws.com.br": 3}
"""What public addresses allow; a service of one's own has no limit here.

Source: cnpja.com/api/open; docs.cnpj.ws, "API pública"; receitaws.com.br/api.
"""
MINUTE = 60_000_000  # µs
PATIENCE = 0.5
"""Seconds for Redis: past that, asking without it is the faster way."""

log = structlog.get_logger(__name__)


class Quota(Protocol):
    """Whether a service may be asked now."""

    async def take(self) -> float:
        """The seconds until it may be asked; none is now, and counts as asked."""

    async def hold(self, seconds: float) -> None:
        """Has nobody ask it before so many seconds are over."""


class NoQuota:
    """As often as one likes."""

    async def take(self) -> float:
        """Now."""
        return 0.0

    async def hold(self, seconds: float) -> None:
        """Whoever asks alone hears for himself that it is too often."""


class SharedQuota:
    """Counted in Redis by the script of `bot.limiter`; here nobody waits, who comes too early passes by.

    Of those allowed in a minute about half may go at once, and the rest at such distances that no minute,
    whenever it begins, has more: b at once and one each 60 / (n - b + 1) seconds.

    Args:
        redis: where it is kept.
        name: of the service: what one of its sources asks, and the pause it is told, count for all of them.
        url: where it is asked; its host says how often.
    """

    def __init__(self, redis: Redis, name: str, url: str) -> None:
        self._limit, self._hold = (redis.register_script(script(one)) for one in ("limit", "hold"))
        self._name, self._key = name, f"limit:{{lookup:{name}}}"
        self._most = PER_MINUTE.get(urlsplit(url).hostname or "", 0)

    async def take(self) -> float:
        """As the protocol. Where Redis is away, a service that counts is passed by, and others are asked."""
        burst = (self._most + 1) // 2
        between = MINUTE / (self._most - burst + 1) if self._most else 0
        keys = [f"{self._key}:hold", self._key, f"{self._key}:one"]  # its own script's "all" and one chat
        try:
            async with asyncio.timeout(PATIENCE):
                wait, *went = await self._limit(keys=keys, args=[between, (burst - 1) * between, 0, 0])
        except (RedisError, OSError) as error:
            self._failed(error)
            return MINUTE / 1_000_000 if self._most else 0.0
        return 0.0 if went else float(wait) / 1000  # ms

    async def hold(self, seconds: float) -> None:
        """As the protocol; a longer hold stays."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._hold(keys=[f"{self._key}:hold"], args=[max(1, math.ceil(seconds * 1000))])
        except (RedisError, OSError) as error:
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        log.warning("lookup_quota_failed", source=self._name, error=type(error).__name__)
