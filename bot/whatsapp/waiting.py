"""What waits until somebody writes again: outside of 24 hours WhatsApp takes nothing free-form."""

from dataclasses import dataclass
from typing import Any

import structlog
from redis.asyncio import Redis

from bot.scripts import Call, Scripts
from bot.sealing import InvalidToken, Seal
from bot.together import Together
from bot.whatsapp.letters import Letter

log = structlog.get_logger()
SECONDS = 30 * 24 * 3600
"""Not longer: then Meta forgets the pictures in them."""
MOST = 20
"""Messages of one person. Nobody reads more at once, and what is older has lost its point."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter, and how it lies there."""

    letter: Letter
    sealed: bytes


class Waiting:
    """The letters that wait, by mailbox, sealed; and whether the person was told that something waits.

    Args:
        redis: where they are.
        seal: closes and opens them.
    """

    def __init__(self, redis: Redis, seal: Seal) -> None:
        self._redis = redis
        self._seal = seal
        self._scripts = Together(Scripts(redis).run)

    async def add(self, mailbox: str, letter: Letter) -> None:
        """Keeps a letter for later.

        Raises:
            RedisError: Redis is away; whether it is kept is not known.
        """
        args = [self._seal.close(letter.to_kept()), MOST, SECONDS]
        await self._scripts.ask(Call("wait", [_key(mailbox)], args))

    async def of(self, mailbox: str) -> list[Kept]:
        """What waits, by when it was said. What is sealed with a key that is not known stays where it is."""
        sealed: list[Any] = await self._redis.lrange(_key(mailbox), 0, -1)
        kept = [Kept(letter, one) for one in sealed if (letter := self._opened(one))]
        if len(kept) < len(sealed):
            count = len(sealed) - len(kept)
            log.warning(
                "sealed with another SECRET_KEY", chat=mailbox, count=count, mend="SECRET_KEY=new,old"
            )
        return sorted(kept, key=lambda one: one.letter.born)

    async def remove(self, mailbox: str, kept: Kept) -> None:
        """Forgets a letter."""
        await self._redis.lrem(_key(mailbox), 1, kept.sealed.decode())

    async def is_told(self, mailbox: str) -> bool:
        """Whether the person was told that something waits."""
        return bool(await self._redis.exists(_told(mailbox)))

    async def told(self, mailbox: str) -> None:
        """Notes that the person was told."""
        await self._redis.set(_told(mailbox), b"", ex=SECONDS)

    async def not_told(self, mailbox: str) -> None:
        """Notes that the person is to be told again when something waits."""
        await self._redis.delete(_told(mailbox))

    def _opened(self, sealed: bytes) -> Letter | None:
        try:
            return Letter.from_kept(self._seal.open(sealed))
        except InvalidToken:
            return None


def _key(mailbox: str) -> str:
    return f"letters:{{{mailbox}}}"


def _told(mailbox: str) -> str:
    return f"told:{{{mailbox}}}"
