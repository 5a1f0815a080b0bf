"""Mailboxes: what came in for each chat and what goes out, in Redis, sealed.

A chat's keys share the hash tag of its name, so that one script can change them together, also on a cluster.
There the stream of announcements lies elsewhere, and storing and announcing are two steps: so everything is
announced after it is stored, duplicates too. The worst that comes of a crash in between is an empty look.
"""

import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from redis.asyncio import Redis, RedisCluster

from bot import metrics
from bot.scripts import Call, Scripts
from bot.sealing import InvalidToken, Seal
from conversations.quick_json import from_json, to_json

DRAFT_SECONDS = 30 * 24 * 3600  # how long a draft is kept after the last word
SEEN_SECONDS, SEEN_MOST = 2 * 24 * 3600, 1000  # Telegram delivers an update again for at most a day
LEASE_MS = 10_000
UNSEALABLE_PAUSE = 60.0  # seconds until it is tried again to open what was sealed with another SECRET_KEY
UPDATES, TASKS = "updates", "tasks"


class Held(Exception):  # noqa: N818 - a state of the chat
    """Somebody else works on the chat.

    Args:
        seconds: how long they have it for, unless they keep it.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(f"for {seconds} s")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Item:
    """Something in a mailbox: its value, and how it lies there."""

    value: Any
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Update(Item):
    """An update: its value is `{"id": …, "body": …}`.

    Args:
        again: it was handed out before and not committed: what it did to the database may be done.
    """

    again: bool = False


@dataclass(slots=True)
class Mailbox:
    """What a worker sees when it takes a mailbox.

    Args:
        since: when it was taken, in µs by Redis' clock.
        chat: what the chat remembers as JSON, none for a new one.
        update: the next one to answer, if there is one.
        outgoing: what is still to be sent, before the update is answered.
        tasks: how many tasks wait to be done.
        screen: what the channel remembers of the chat's last message: ids and flags, no words, so not sealed.
    """

    since: int = 0
    chat: str | None = None
    update: Update | None = None
    outgoing: list[Any] = field(default_factory=list)
    tasks: int = 0
    screen: dict[str, Any] = field(default_factory=dict)


class Inbox:
    """The mailboxes of all chats.

    Args:
        redis: where they are; answers are bytes.
        seal: closes and opens everything that is kept.
        worker: this worker's token, unlike any other's.
        scripts: of the same Redis, to share ways with others.
    """

    def __init__(self, redis: Redis, seal: Seal, worker: str, scripts: Scripts | None = None) -> None:
        self._redis = redis
        self._seal = seal
        self.worker = worker
        self._scripts = scripts or Scripts(redis)
        self._one_server = not isinstance(redis, RedisCluster)

    async def append(self, chat: str, id_: str, value: Any) -> None:
        """Stores an update or event and announces the chat.

        Args:
            chat: its mailbox, such as "telegram:42".
            id_: what makes a second delivery known as the same.
            value: JSON.
        """
        args = [chat, id_, self._seal.close({"id": id_, "body": value}), time.time(), SEEN_SECONDS, SEEN_MOST]
        if not await self._run("append", chat, ["seen", "inbox"], args, announced=UPDATES):
            metrics.count_update(channel_of(chat), "duplicate")

    async def announce(self, stream: str, chat: str) -> None:
        """Tells the workers to look into a mailbox."""
        await self._redis.xadd(stream, {"chat": chat})

    async def take(self, chat: str) -> Mailbox:
        """Takes a mailbox for this worker, or renews the hold on it; one with nothing to do is left.

        Raises:
            Held: another worker has it.
        """
        keys = ["lease", "trying", "chat", "inbox", "outbox", "tasks", "screen"]
        taken, *found = await self._run("take", chat, keys, [self.worker, LEASE_MS])
        if not taken:
            raise Held(max(0, found[0]) / 1000)
        since, update, again, remembered, outgoing, tasks, screen = found
        return Mailbox(
            since=since,
            chat=self._seal.open_text(remembered) if remembered else None,
            update=self._update(update, again=bool(again)) if update else None,
            outgoing=[self._seal.open(sealed) for sealed in outgoing],
            tasks=tasks,
            screen=from_json(screen) if screen else {},
        )

    async def commit(
        self, chat: str, update: Update, remember: str, outgoing: list[Any], tasks: list[Any]
    ) -> None:
        """Commits a turn in one step.

        Raises:
            Held: this worker lost the mailbox, and nothing happened.
        """
        sealed = [self._seal.close(value) for value in (*outgoing, *tasks)]
        remembered = self._seal.close_text(remember)
        args = [chat, self.worker, update.sealed, remembered, DRAFT_SECONDS, len(outgoing), *sealed]
        keys = ["lease", "trying", "chat", "inbox", "outbox", "tasks"]
        if not await self._run("commit", chat, keys, args, announced=TASKS if tasks else ""):
            raise Held(0)

    async def sent(
        self, chat: str, count: int, left: int, screen: dict[str, Any] | None = None
    ) -> Update | None:
        """Takes sent messages out. When all are, gives the next update; without one, gives the mailbox back.

        Args:
            chat: its mailbox.
            count: how many were sent.
            left: how many are still to be sent.
            screen: what the channel remembers now; none if nothing changed.

        Raises:
            Held: this worker lost the mailbox, and nothing happened.
        """
        kept = "" if screen is None else to_json(screen)
        args = [self.worker, count, left, kept, DRAFT_SECONDS]
        keys = ["lease", "trying", "inbox", "outbox", "screen"]
        ours, update = await self._run("sent", chat, keys, args)
        if not ours:
            raise Held(0)
        return self._update(update) if update else None

    async def renew(self, chat: str) -> None:
        """Keeps the hold on a mailbox while a turn or a message takes long, if this worker has it."""
        await self._run("renew", chat, ["lease"], [self.worker, LEASE_MS])

    async def tasks(self, chat: str) -> tuple[list[Item], int]:
        """The tasks of a chat that wait to be done, and how many more no key opens."""
        found: list[Any] = await self._redis.lrange(_key("tasks", chat), 0, -1)
        items = []
        for sealed in found:
            with suppress(InvalidToken):
                items.append(Item(self._seal.open(sealed), sealed))
        return items, len(found) - len(items)

    async def finish_task(self, chat: str, task: Item, event: Any) -> None:
        """Puts a task's event into the mailbox in its place and announces it."""
        id_ = f"task:{task.value['id']}"
        body = self._seal.close({"id": id_, "body": event})
        args = [chat, task.sealed, id_, body, time.time(), SEEN_SECONDS]
        await self._run("finish_task", chat, ["tasks", "seen", "inbox"], args, announced=UPDATES)

    async def break_leases(self) -> None:
        """Frees every mailbox: for a process that knows it is alone."""
        async for key in self._redis.scan_iter(match="lease:*", count=1000):
            await self._redis.delete(key)

    def _update(self, sealed: bytes, *, again: bool = False) -> Update:
        return Update(self._seal.open(sealed), sealed, again)

    async def _run(
        self, name: str, chat: str, kinds: list[str], args: list[Any], *, announced: str = ""
    ) -> Any:
        """Runs a script on a chat's keys, together with those of other chats, and announces the chat after.

        Args:
            name: of the script.
            chat: its mailbox.
            kinds: of the keys.
            args: as the script takes them.
            announced: the stream in which to announce it; none if nothing is to be done. On one server it is
                done by the script; on a cluster the stream lies elsewhere.
        """
        keys = [_key(kind, chat) for kind in kinds]
        if announced and self._one_server:
            return await self._scripts.ask(Call(name, [*keys, announced], args))
        done = await self._scripts.ask(Call(name, keys, args))
        if announced:
            await self.announce(announced, chat)
        return done


def channel_of(chat: str) -> str:
    """The channel of a mailbox, such as "telegram" of "telegram:42"."""
    return chat.partition(":")[0]


def _key(kind: str, chat: str) -> str:
    return f"{kind}:{{{chat}}}"
