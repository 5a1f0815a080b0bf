"""Who wrote in the last 24 hours: only they are sent what is no template.

Kept are the time of somebody's last word, and of the last message that Meta refused for coming too late. The
window is open if the word is the younger one: what Meta tells late does not undo what was heard since.

Source: Cloud API, Send messages, customer service windows.
"""

import asyncio
import time
from collections.abc import Callable, Iterable
from typing import Any

from redis.asyncio import Redis

SECONDS = 24 * 3600


class Window:
    """The windows of all people.

    Args:
        redis: where they are.
        clock: Unix time.
    """

    def __init__(self, redis: Redis, clock: Callable[[], float] = time.time) -> None:
        self._redis = redis
        self._clock = clock

    async def heard(self, mailboxes: Iterable[str]) -> None:
        """Opens the windows of people who write.

        Raises:
            RedisError: Redis is away.
        """
        now = self._clock()
        # Not in a pipeline: on a cluster it has not the client's patience.
        await asyncio.gather(*(self._redis.set(_heard(mailbox), now, ex=SECONDS) for mailbox in mailboxes))

    async def open(self, mailbox: str) -> bool:
        """Whether somebody wrote in the last 24 hours, and Meta has not refused anything since.

        Raises:
            RedisError: Redis is away.
        """
        times: list[Any] = await self._redis.mget(_heard(mailbox), _refused(mailbox))
        heard, refused = times
        return heard is not None and (refused is None or float(heard) > float(refused))

    async def close(self, mailbox: str, sent: float) -> None:
        """Closes a window before its time, unless it was opened anew since: Meta's clock counts.

        Args:
            mailbox: whose.
            sent: Unix time at which the message was sent that Meta refused.

        Raises:
            RedisError: Redis is away.
        """
        await self._redis.set(_refused(mailbox), sent, ex=SECONDS)


def _heard(mailbox: str) -> str:
    return f"heard:{{{mailbox}}}"


def _refused(mailbox: str) -> str:
    return f"refused:{{{mailbox}}}"
