"""Work announced on a Redis stream: taken by a bounded number of hands, taken over from the dead."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.inbox import GROUP, LEASE_MS
from bot.waiting import pause

log = structlog.get_logger()
PAUSE = 1.0  # seconds after Redis failed


class Held(Exception):  # noqa: N818 - a state of the chat
    """Somebody else works on the chat. The announcement stays: should they die, it leads back to it."""


class Hands:
    """Takes announced chats from a stream and works on many of them at a time.

    Args:
        redis: where the stream is.
        stream: its name.
        worker: this worker's name in the consumer group.
        work: does what is to be done for one chat. After Held, and after anything else it raises, which is
            logged, the chat is left to be taken again later.
        most: how many chats at a time.
    """

    def __init__(
        self,
        redis: Redis,
        stream: str,
        worker: str,
        work: Callable[[str], Awaitable[None]],
        *,
        most: int = 100,
    ) -> None:
        self._redis = redis
        self._stream = stream
        self._worker = worker
        self._work = work
        self._free = asyncio.Semaphore(most)
        self._busy: set[asyncio.Task[None]] = set()
        self._chats: dict[str, set[bytes]] = {}  # in work here, each with its announcements
        self._again: set[str] = set()  # announced once more meanwhile

    async def run(self, stop: asyncio.Event) -> None:
        """Works until told to stop, then finishes what is in hand."""
        claimed = 0.0
        loop = asyncio.get_running_loop()
        while not stop.is_set():
            try:
                if loop.time() >= claimed:
                    claimed = loop.time() + LEASE_MS / 2000
                    await self._take_over(LEASE_MS)
                await self._take_new()
            except RedisError as error:
                log.warning("redis is away", stream=self._stream, error=type(error).__name__)
                await pause(stop, PAUSE)
        await asyncio.gather(*self._busy, return_exceptions=True)

    async def recover(self) -> None:
        """Takes everything that an earlier process left, at once: for a process that knows it is alone."""
        await self._take_over(0)

    async def _take_new(self) -> None:
        found: Any = await self._redis.xreadgroup(
            GROUP, self._worker, {self._stream: ">"}, count=50, block=500
        )
        for _, entries in found or []:
            for entry, fields in entries:
                await self._start(entry, fields)

    async def _take_over(self, idle_ms: int) -> None:
        start: Any = "0-0"
        while True:
            found: Any = await self._redis.xautoclaim(
                self._stream, GROUP, self._worker, idle_ms, start_id=start, count=100
            )
            start = found[0]
            for entry, fields in found[1]:
                await self._start(entry, fields)
            if start == b"0-0":
                return

    async def _start(self, entry: bytes, fields: dict[bytes, bytes]) -> None:
        await self._free.acquire()
        task = asyncio.create_task(self._handle(entry, fields[b"chat"].decode()))
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)

    async def _handle(self, entry: bytes, chat: str) -> None:
        """Works on a chat, once at a time: what is announced meanwhile is looked at afterwards.

        An announcement goes when all work is done and not before: also a repeated one, and one that was
        taken over from ourselves because the work takes long.
        """
        try:
            if chat in self._chats:
                self._chats[chat].add(entry)
                self._again.add(chat)
                return
            self._chats[chat] = {entry}
            entries = await self._work_on(chat)
            await self._redis.xack(self._stream, GROUP, *entries)
            await self._redis.xdel(self._stream, *entries)
        except Held:
            log.debug("in other hands", stream=self._stream, chat=chat)
        except Exception:  # whatever it was, the announcements stay pending and are taken over again
            log.exception("left for later", stream=self._stream, chat=chat)
        finally:
            self._free.release()

    async def _work_on(self, chat: str) -> set[bytes]:
        try:
            while True:
                self._again.discard(chat)
                await self._work(chat)
                if chat not in self._again:
                    return self._chats[chat]
        finally:
            del self._chats[chat]
            self._again.discard(chat)
