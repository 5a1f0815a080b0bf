"""What became of what was sent: Meta takes a message first, and tells later whether it arrived."""

from typing import Any

import structlog
from redis.asyncio import Redis

from bot.scripts import Call, Scripts
from bot.sealing import InvalidToken, Seal
from bot.together import Together
from bot.whatsapp.letters import Letter
from bot.whatsapp.naming import safe_name

log = structlog.get_logger()
SECONDS = 3 * 24 * 3600
FAILED = "failed"
FARES = frozenset({"sent", "delivered", "read"})
"""Statuses that ask for nothing."""


class Receipts:
    """Kept for each message: its last status, when it was sent, and until it arrives, sealed, what it said.

    Args:
        redis: where they are.
        seal: closes and opens what was said.
    """

    def __init__(self, redis: Redis, seal: Seal) -> None:
        self._redis = redis
        self._seal = seal
        self._scripts = Together(Scripts(redis).run)

    async def note(self, wamid: str, letter: Letter, sent: float) -> None:
        """Remembers what was sent.

        Args:
            wamid: Meta's id of it.
            letter: what it said.
            sent: Unix time.

        Raises:
            RedisError: Redis is away.
        """
        await self._note(wamid, "accepted", sent, self._seal.close(letter.to_kept()))

    async def fares(self, wamid: str, status: str) -> None:
        """Notes how a message fares; of a status that is none of these, nothing.

        Raises:
            RedisError: Redis is away.
        """
        if status in FARES:
            await self._note(wamid, status)

    async def status(self, wamid: str) -> str:
        """The last status of a message; empty if nothing is known of it."""
        found: Any = await self._redis.hget(self._key(wamid), "status")
        return found.decode() if found else ""

    async def failed(self, wamid: str) -> tuple[Letter, float] | None:
        """Notes that a message did not arrive; gives what it said and when it was sent.

        None of one of long ago, of one that has arrived all the same, and of what we cannot open. It may be
        asked again: whoever acts on it may die before that is kept.

        Raises:
            RedisError: Redis is away.
        """
        known: list[Any] = await self._redis.hmget(self._key(wamid), "sent", "said")
        sent, sealed = known
        if sealed is None:
            return None
        await self._note(wamid, FAILED)
        try:
            return Letter.from_kept(self._seal.open(sealed)), float(sent)
        except InvalidToken:
            log.warning("failed message is sealed with another SECRET_KEY", mend="SECRET_KEY=new,old")
            return None

    async def _note(self, wamid: str, status: str, *sent: Any) -> None:
        await self._scripts.ask(Call("receipt", [self._key(wamid)], [status, SECONDS, *sent]))

    def _key(self, wamid: str) -> str:
        return f"receipt:{safe_name(self._seal, wamid)}"
