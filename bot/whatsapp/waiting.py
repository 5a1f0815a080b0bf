"""What waits until somebody writes again: outside of 24 hours WhatsApp takes nothing free-form."""

import json
from typing import Any

from redis.asyncio import Redis

from bot.outgoing import Outgoing, outgoing_from_json, outgoing_to_json
from bot.sealing import Seal

SECONDS = 30 * 24 * 3600
MOST = 20
"""Messages of one person. Nobody reads more at once, and what is older has lost its point."""


class Waiting:
    """The messages that wait, by mailbox, sealed.

    Args:
        redis: where they are.
        seal: closes and opens them.
    """

    def __init__(self, redis: Redis, seal: Seal) -> None:
        self._redis = redis
        self._seal = seal

    async def add(self, mailbox: str, outgoing: Outgoing) -> bool:
        """Keeps a message for later, once however often it is added; says whether it is the first that waits.

        Raises:
            RedisError: Redis is away, and it is not kept.
        """
        told = json.dumps(outgoing_to_json(outgoing), sort_keys=True)
        if any(told == json.dumps(other, sort_keys=True) for other in await self._all(mailbox)):
            return False
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.rpush(_key(mailbox), self._seal.close(json.loads(told)))
            pipe.ltrim(_key(mailbox), -MOST, -1)
            pipe.expire(_key(mailbox), SECONDS)
            length, *_ = await pipe.execute()
        return bool(length == 1)

    async def of(self, mailbox: str) -> list[Outgoing]:
        """What waits, oldest first."""
        return [outgoing_from_json(told) for told in await self._all(mailbox)]

    async def sent(self, mailbox: str, count: int) -> None:
        """Forgets the oldest that wait."""
        await self._redis.ltrim(_key(mailbox), count, -1)

    async def _all(self, mailbox: str) -> list[dict[str, object]]:
        found: list[Any] = await self._redis.lrange(_key(mailbox), 0, -1)
        return [self._seal.open(sealed) for sealed in found]


def _key(mailbox: str) -> str:
    return f"waiting:{{{mailbox}}}"
