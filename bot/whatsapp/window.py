"""Who wrote in the last 24 hours: only they are sent what is no template.

Source: Cloud API, Send messages, customer service windows.
"""

import asyncio
from collections.abc import Iterable

from redis.asyncio import Redis

SECONDS = 24 * 3600


class Window:
    """The windows of all people.

    Args:
        redis: where they are.
    """

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def heard(self, mailboxes: Iterable[str]) -> None:
        """Opens the windows of people who write.

        Raises:
            RedisError: Redis is away.
        """
        # Not in a pipeline: on a cluster it has not the client's patience.
        await asyncio.gather(*(self._redis.set(_key(mailbox), b"", ex=SECONDS) for mailbox in mailboxes))

    async def open(self, mailbox: str) -> bool:
        """Whether somebody wrote in the last 24 hours.

        Raises:
            RedisError: Redis is away.
        """
        return bool(await self._redis.exists(_key(mailbox)))

    async def close(self, mailbox: str) -> None:
        """Closes a window before its time: Meta, whose clock counts, says that it is.

        Raises:
            RedisError: Redis is away.
        """
        await self._redis.delete(_key(mailbox))


def _key(mailbox: str) -> str:
    return f"window:{{{mailbox}}}"
