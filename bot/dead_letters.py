"""Updates that could not be answered, put aside in Redis, sealed: to be looked into and answered later."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from redis.asyncio import Redis

from bot.inbox import Inbox, Update
from bot.sealing import InvalidToken, Seal

DEAD = "dead"
KEPT = timedelta(days=30)  # as long as a draft


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An update that was put aside.

    Args:
        entries: its places in the stream: more than one, where a crash came between.
        chat: whose mailbox it was in.
        update: its id there.
        error: the kind of exception it ended in.
        at: UTC.
        value: the update, `{"id": …, "body": …}`; none if it was sealed by a SECRET_KEY that is not known.
    """

    entries: tuple[bytes, ...]
    chat: str
    update: str
    error: str
    at: datetime
    value: Any


class DeadLetters:
    """The stream of dead letters.

    Args:
        redis: where it is; answers are bytes.
        seal: closes and opens what is in it.
    """

    def __init__(self, redis: Redis, seal: Seal) -> None:
        self._redis = redis
        self._seal = seal

    async def add(self, chat: str, update: Update, error: Exception) -> None:
        """Puts an update aside. It may come to lie there twice, where a crash follows; it is told once."""
        fields: dict[Any, Any] = {
            "chat": chat,
            "id": update.value["id"],
            "error": type(error).__name__,
            "update": update.sealed,
        }
        oldest = datetime.now(UTC) - KEPT
        await self._redis.xadd(DEAD, fields, minid=f"{int(oldest.timestamp() * 1000)}", approximate=True)

    async def all(self) -> list[DeadLetter]:
        """What was put aside, oldest first."""
        entries: dict[tuple[bytes, bytes], list[tuple[bytes, dict[bytes, bytes]]]] = {}
        found: Any = await self._redis.xrange(DEAD)
        for entry, fields in found:
            entries.setdefault((fields[b"chat"], fields[b"id"]), []).append((entry, fields))
        return [self._letter(found) for found in entries.values()]

    async def replay(self, inbox: Inbox) -> int:
        """Puts those back into their mailboxes that can be opened, behind what is there; says how many."""
        letters = [letter for letter in await self.all() if letter.value is not None]
        for letter in letters:
            id_ = f"{letter.update}~{letter.entries[0].decode()}"
            await inbox.append(letter.chat, id_, letter.value["body"])
            await self._redis.xdel(DEAD, *letter.entries)
        return len(letters)

    def _letter(self, found: list[tuple[bytes, dict[bytes, bytes]]]) -> DeadLetter:
        entry, fields = found[0]
        milliseconds = int(entry.partition(b"-")[0])
        value = None
        with suppress(InvalidToken):
            value = self._seal.open(fields[b"update"])
        return DeadLetter(
            entries=tuple(entry for entry, _ in found),
            chat=fields[b"chat"].decode(),
            update=fields[b"id"].decode(),
            error=fields[b"error"].decode(),
            at=datetime.fromtimestamp(milliseconds / 1000, UTC),
            value=value,
        )
