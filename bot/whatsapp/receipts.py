"""What became of what was sent: Meta takes a message first, and tells later whether it arrived."""

import asyncio
import hashlib
import json
from typing import Any

import structlog
from redis.asyncio import Redis

from bot import metrics
from bot.outgoing import Outgoing, outgoing_from_json, outgoing_to_json
from bot.sealing import Seal
from bot.whatsapp import CHANNEL
from bot.whatsapp.errors import CloudApiError, NobodyThere, OutsideWindow, TooFast, Unreachable, error_of_code
from bot.whatsapp.naming import safe_name
from bot.whatsapp.window import Window

log = structlog.get_logger()
SECONDS = 3 * 24 * 3600
TRIES = 3  # of a message that Meta could not deliver for a while
LONGEST = 10.0  # seconds that a turn waits before such a message goes again
RANK = {"accepted": 0, "sent": 1, "delivered": 2, "read": 3, "failed": 4}
"""Statuses may come in any order: one goes only forward."""


class Receipts:
    """Kept for each message: its last status, and until it has arrived, sealed, what it said.

    Args:
        redis: where they are.
        seal: closes and opens what was said.
        window: is closed where Meta says that it is.
    """

    def __init__(self, redis: Redis, seal: Seal, window: Window) -> None:
        self._redis = redis
        self._seal = seal
        self._window = window

    async def note(self, chat: str, wamid: str, outgoing: Outgoing) -> None:
        """Remembers what was sent."""
        said = outgoing_to_json(outgoing)
        again = await self._redis.get(_tries(chat, said))
        record: dict[Any, Any] = {"status": "accepted", "tries": int(again or 0) + 1}
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.hset(self._key(chat, wamid), mapping=record | {"said": self._seal.close(said)})
            pipe.expire(self._key(chat, wamid), SECONDS)
            await pipe.execute()

    async def status(self, chat: str, wamid: str) -> str:
        """The last status of a message; empty if nothing is known of it."""
        found: Any = await self._redis.hget(self._key(chat, wamid), "status")
        return found.decode() if found else ""

    async def settle(self, chat: str, status: dict[str, Any]) -> tuple[Outgoing, ...]:
        """Takes what Meta tells of a message; gives what is to be sent again.

        Args:
            chat: whose message it is.
            status: as Meta delivers it.

        Raises:
            RedisError: Redis is away.
        """
        key, now = self._key(chat, str(status.get("id"))), str(status.get("status"))
        known: list[Any] = await self._redis.hmget(key, "status", "tries", "said")
        before, tries, sealed = known
        if before is None or now not in RANK or RANK[now] < RANK[before.decode()]:
            return ()  # of long ago, late, or nothing we know
        await self._redis.hset(key, "status", now)
        if now in {"delivered", "read"}:
            await self._redis.hdel(key, "said")  # it is where it belongs
        if now != "failed" or sealed is None:
            return ()
        # Nothing of it is taken away: until this turn is committed it may be played again.
        return await self._failed(chat, _error(status), int(tries), self._seal.open(sealed))

    def _key(self, chat: str, wamid: str) -> str:
        return f"receipt:{{{CHANNEL}:{chat}}}:{safe_name(self._seal, wamid)}"

    async def _failed(
        self, chat: str, error: CloudApiError, tries: int, said: dict[str, Any]
    ) -> tuple[Outgoing, ...]:
        log.warning("message failed", chat=f"{CHANNEL}:{chat}", code=error.code, error=type(error).__name__)
        metrics.count_send(CHANNEL, "failed")
        outgoing = outgoing_from_json(said)
        if isinstance(error, OutsideWindow):
            await self._window.close(f"{CHANNEL}:{chat}")
            return (outgoing,)  # which then waits
        if isinstance(error, NobodyThere):
            return ()
        if isinstance(error, TooFast | Unreachable) and tries < TRIES:
            await self._redis.set(_tries(chat, said), tries, ex=SECONDS)
            await asyncio.sleep(min(LONGEST, error.seconds if isinstance(error, TooFast) else 1.0))
            return (outgoing,)
        return ()


def _error(status: dict[str, Any]) -> CloudApiError:
    match status.get("errors"):
        case [{"code": int(code)}, *_]:
            return error_of_code(code)
    return error_of_code(0)


def _tries(chat: str, said: dict[str, Any]) -> str:
    """Counts the tries of what was said, however its messages are called."""
    words = json.dumps(said, sort_keys=True)
    return f"tries:{{{CHANNEL}:{chat}}}:{hashlib.sha256(words.encode()).hexdigest()[:16]}"
