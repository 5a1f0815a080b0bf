"""Mailboxes: what came in for each chat and what goes out, in Redis, sealed.

A chat's keys share the hash tag of its name, so that one script can change them together, also on a cluster.
The stream of announcements lies elsewhere: storing and announcing are two steps, and everything is announced
after it is stored, duplicates too. The worst that comes of a crash in between is an empty look.
"""

import time
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from bot.sealing import Seal

DRAFT_SECONDS = 30 * 24 * 3600  # how long a draft is kept after the last word
SEEN_SECONDS, SEEN_MOST = 2 * 24 * 3600, 1000  # Telegram delivers an update again for at most a day
LEASE_MS = 10_000
GROUP = "workers"
UPDATES, TASKS = "updates", "tasks"


def _script(name: str) -> str:
    return (files("bot") / "lua" / f"{name}.lua").read_text()


@dataclass(frozen=True, slots=True)
class Item:
    """Something in a mailbox: its value, and how it lies there."""

    value: Any
    sealed: bytes


@dataclass(slots=True)
class Mailbox:
    """What a worker sees when it takes a mailbox.

    Args:
        chat: what the chat remembers, none for a new one.
        update: the next one to answer, if there is one.
        outgoing: the next message to send, if there is one.
        tasks: how many tasks wait to be done.
        screen: what the channel remembers of the chat's last message.
    """

    chat: Any = None
    update: Item | None = None
    outgoing: Item | None = None
    tasks: int = 0
    screen: dict[str, Any] = field(default_factory=dict)


class Inbox:
    """The mailboxes of all chats.

    Args:
        redis: where they are; answers are bytes.
        seal: closes and opens everything that is kept.
        worker: this worker's token, unlike any other's.
    """

    def __init__(self, redis: Redis, seal: Seal, worker: str) -> None:
        self._redis = redis
        self._seal = seal
        self.worker = worker
        names = ("append", "take", "commit", "sent", "release", "renew", "finish_task")
        self._scripts = {name: redis.register_script(_script(name)) for name in names}

    async def prepare(self) -> None:
        """Makes the consumer groups, once."""
        for stream in (UPDATES, TASKS):
            try:
                await self._redis.xgroup_create(stream, GROUP, id="0", mkstream=True)
            except ResponseError as error:
                if "BUSYGROUP" not in str(error):
                    raise

    async def append(self, chat: str, id_: str, value: Any) -> None:
        """Stores an update or event and announces the chat.

        Args:
            chat: its mailbox, such as "telegram:42".
            id_: what makes a second delivery known as the same.
            value: JSON.
        """
        args = [id_, self._seal.close({"id": id_, "body": value}), time.time(), SEEN_SECONDS, SEEN_MOST]
        await self._run("append", chat, ["seen", "inbox"], args)
        await self.announce(UPDATES, chat)

    async def announce(self, stream: str, chat: str) -> None:
        """Tells the workers to look into a mailbox."""
        await self._redis.xadd(stream, {"chat": chat})

    async def take(self, chat: str) -> Mailbox | None:
        """Takes a mailbox for this worker, or renews the hold on it; none if another worker has it."""
        keys = ["lease", "chat", "inbox", "outbox", "tasks", "screen"]
        found = await self._run("take", chat, keys, [self.worker, LEASE_MS])
        if not found:
            return None
        remembered, update, outgoing, tasks, screen = found
        return Mailbox(
            chat=self._seal.open(remembered) if remembered else None,
            update=self._item(update),
            outgoing=self._item(outgoing),
            tasks=tasks,
            screen=self._seal.open(screen) if screen else {},
        )

    async def commit(
        self, chat: str, update: Item, remember: Any, outgoing: list[Any], tasks: list[Any]
    ) -> bool:
        """Commits a turn in one step; False if this worker lost the mailbox, and nothing happened."""
        sealed = [self._seal.close(value) for value in (*outgoing, *tasks)]
        args = [
            self.worker,
            update.sealed,
            self._seal.close(remember),
            DRAFT_SECONDS,
            len(outgoing),
            *sealed,
        ]
        done = await self._run("commit", chat, ["lease", "chat", "inbox", "outbox", "tasks"], args)
        if done and tasks:
            await self.announce(TASKS, chat)
        return bool(done)

    async def sent(self, chat: str, outgoing: Item, screen: dict[str, Any]) -> bool:
        """Takes a sent message out; False if this worker lost the mailbox."""
        args = [self.worker, outgoing.sealed, self._seal.close(screen), DRAFT_SECONDS]
        return bool(await self._run("sent", chat, ["lease", "outbox", "screen"], args))

    async def renew(self, chat: str) -> None:
        """Keeps the hold on a mailbox while a turn or a message takes long, if this worker has it."""
        await self._run("renew", chat, ["lease"], [self.worker, LEASE_MS])

    async def release(self, chat: str) -> bool:
        """Gives the mailbox back; False if more has come in."""
        return bool(await self._run("release", chat, ["lease", "inbox", "outbox"], [self.worker]))

    async def tasks(self, chat: str) -> list[Item]:
        """The tasks of a chat that wait to be done."""
        found: list[Any] = await self._redis.lrange(_key("tasks", chat), 0, -1)
        return [Item(self._seal.open(sealed), sealed) for sealed in found]

    async def finish_task(self, chat: str, task: Item, event: Any) -> None:
        """Puts a task's event into the mailbox in its place and announces it."""
        id_ = f"task:{task.value['id']}"
        body = self._seal.close({"id": id_, "body": event})
        await self._run(
            "finish_task",
            chat,
            ["tasks", "seen", "inbox"],
            [task.sealed, id_, body, time.time(), SEEN_SECONDS],
        )
        await self.announce(UPDATES, chat)

    def _item(self, sealed: bytes | None) -> Item | None:
        return Item(self._seal.open(sealed), sealed) if sealed else None

    async def break_leases(self) -> None:
        """Frees every mailbox: for a process that knows it is alone."""
        async for key in self._redis.scan_iter(match="lease:*", count=1000):
            await self._redis.delete(key)

    async def _run(self, script: str, chat: str, keys: list[str], args: list[Any]) -> Any:
        return await self._scripts[script](keys=[_key(kind, chat) for kind in keys], args=args)


def _key(kind: str, chat: str) -> str:
    return f"{kind}:{{{chat}}}"
