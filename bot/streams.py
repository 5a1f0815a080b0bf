"""Work announced on a Redis stream: taken by a bounded number of hands, taken over from the dead."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError, ResponseError

from bot import metrics
from bot.inbox import LEASE_MS, Held
from bot.scripts import script
from bot.waiting import pause

log = structlog.get_logger()
GROUP = "workers"
BLOCK_MS = 500  # how long a look at the stream waits for something new; a stop waits for it
TAKE_OVER_EACH = 2.0  # seconds between looks for what the dead left: with the lease, 12 s at most
DRAIN_SECONDS = 4.0  # what work in hand gets to finish when told to stop; the program promises 10
LAST_SECONDS = 1.0  # what is cancelled gets to let go
PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)  # seconds after Redis failed once, twice, …
GONE_MS = 600_000  # a worker not heard of for so long will not come back


async def prepare(redis: Redis, stream: str) -> None:
    """Makes the stream's group of workers, which sees all that was ever announced, if it is not there."""
    try:
        await redis.xgroup_create(stream, GROUP, id="0", mkstream=True)
    except ResponseError as error:
        if "BUSYGROUP" not in str(error):
            raise


class Hands:
    """Takes announced chats from a stream and works on many of them at a time.

    Args:
        redis: where the stream is.
        stream: its name.
        worker: this worker's name in the group.
        work: does what is to be done for one chat. After Held and RedisError it is tried again here; after
            anything else, which is logged, the chat is left to be taken again later, by whoever comes.
        most: how many chats at a time.
    """

    def __init__(
        self,
        redis: Redis,
        stream: str,
        worker: str,
        work: Callable[[str], Awaitable[None]],
        *,
        most: int = 500,
    ) -> None:
        self._redis = redis
        self._stream = stream
        self._worker = worker
        self._work = work
        self._free = asyncio.Semaphore(most)
        self._busy: set[asyncio.Task[None]] = set()
        self._chats: dict[str, set[bytes]] = {}  # in work here, each with its announcements
        self._again: set[str] = set()  # announced once more meanwhile
        self._wakes: dict[str, asyncio.Event] = {}  # of those that wait to be tried again
        self._done: list[bytes] = []  # announcements to be struck off
        self._stopping = asyncio.Event()
        self._striking: asyncio.Task[None] | None = None
        self._strike = redis.register_script(script("strike"))
        self._dismiss = redis.register_script(script("dismiss"))
        self._fresh = redis.register_script(script("keep"))

    async def run(self, stop: asyncio.Event) -> None:
        """Works until told to stop, then finishes what is in hand, if that does not take long.

        What is not finished is not lost: it was not committed, and stays announced.
        """
        reader, minder = asyncio.create_task(self._read(stop)), asyncio.create_task(self._mind())
        told = asyncio.create_task(stop.wait())
        await asyncio.wait({reader, told}, return_when=asyncio.FIRST_COMPLETED)
        told.cancel()
        self._stopping.set()
        for wake in self._wakes.values():
            wake.set()
        minder.cancel()
        await asyncio.wait({reader}, timeout=2 * BLOCK_MS / 1000)  # what it has just been given is ours to do
        reader.cancel()
        await self._drain()
        if reader.done() and not reader.cancelled():
            reader.result()  # an error of ours, which must not pass for a stop

    async def _read(self, stop: asyncio.Event) -> None:
        failed, prepared = 0, False
        while not stop.is_set():
            try:
                if not prepared:
                    await prepare(self._redis, self._stream)
                await self._take_new()
                failed, prepared = 0, True
            except RedisError as error:
                log.warning("redis is away", stream=self._stream, error=type(error).__name__)
                await pause(stop, _pause_after(failed))
                failed, prepared = failed + 1, False  # it may come back empty

    async def recover(self) -> None:
        """Takes everything that an earlier process left, at once: for a process that knows it is alone."""
        await prepare(self._redis, self._stream)
        await self._take_over(0)

    async def _take_new(self) -> None:
        async with self._free:  # no more is taken from the stream than there are hands
            pass
        found: Any = await self._redis.xreadgroup(
            GROUP, self._worker, {self._stream: ">"}, count=50, block=BLOCK_MS
        )
        for _, entries in found or []:
            for entry, fields in entries:
                await self._start(entry, fields)

    async def _mind(self) -> None:
        """Keeps what is in hand, takes over what the dead had in theirs, and forgets them."""
        while True:
            try:
                await self._keep()
                await self._take_over(LEASE_MS)
                await self._forget_the_dead()
            except RedisError as error:
                log.debug("nothing taken over", stream=self._stream, error=type(error).__name__)
            except Exception:  # of ours: who looks for what the dead left must not die of it
                log.exception("nothing taken over", stream=self._stream)
            await asyncio.sleep(TAKE_OVER_EACH)

    async def _keep(self) -> None:
        """Says that the work in hand goes on, however long it takes: only the dead are taken over from."""
        entries = [entry for held in self._chats.values() for entry in held]
        for begin in range(0, len(entries), 500):
            await self._fresh(keys=[self._stream], args=[GROUP, self._worker, *entries[begin : begin + 500]])

    async def _take_over(self, idle_ms: int) -> None:
        start: Any = "0-0"
        while True:
            found: Any = await self._redis.xautoclaim(
                self._stream, GROUP, self._worker, idle_ms, start_id=start, count=100
            )
            start = found[0]
            for entry, fields in found[1]:
                if (
                    fields[b"chat"].decode() not in self._chats
                ):  # else our own: this process was slow to say that it lives
                    metrics.takeovers.inc()
                await self._start(entry, fields)
            if start == b"0-0":
                return

    async def _forget_the_dead(self) -> None:
        for one in await self._redis.xinfo_consumers(self._stream, GROUP):
            if one["idle"] > GONE_MS and not one["pending"]:
                await self._dismiss(keys=[self._stream], args=[GROUP, one["name"]])

    async def _start(self, entry: bytes, fields: dict[bytes, bytes]) -> None:
        """Has a chat worked on, once at a time: one announced meanwhile is looked at again afterwards.

        An announcement goes when all work is done and not before: also a repeated one, and one that was
        taken over from ourselves because the work takes long.
        """
        chat = fields[b"chat"].decode()
        if chat in self._chats:
            self._chats[chat].add(entry)
            self._again.add(chat)
            if wake := self._wakes.get(chat):
                wake.set()
            return
        self._chats[chat] = {entry}
        task = asyncio.create_task(self._handle(chat))
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)

    async def _handle(self, chat: str) -> None:
        failed = 0
        try:
            while True:
                self._again.discard(chat)
                wait = await self._try(chat, failed)
                if wait is not None:
                    failed += 1
                    await self._wait(chat, wait)
                    if self._stopping.is_set():
                        return
                elif chat not in self._again:
                    self._strike_off(self._chats[chat])
                    return
        except Exception:  # whatever it was, the announcements stay pending and are taken over again
            log.exception("left for later", stream=self._stream, chat=chat)
        finally:
            del self._chats[chat]

    async def _wait(self, chat: str, seconds: float) -> None:
        """Waits without a hand, which another chat may need, until the time is over, the chat is announced
        again (whoever had it may be done by now), or it is time to stop.
        """
        wake = self._wakes[chat] = asyncio.Event()
        if not self._stopping.is_set():
            await pause(wake, seconds)
        del self._wakes[chat]

    async def _try(self, chat: str, failed: int) -> float | None:
        """Works on a chat; in how many seconds to try again, if that makes sense."""
        async with self._free:
            try:
                await self._work(chat)
            except Held as held:
                log.debug("in other hands", stream=self._stream, chat=chat)
                return held.seconds + 0.05
            except RedisError as error:
                log.warning("redis is away", stream=self._stream, chat=chat, error=type(error).__name__)
                return _pause_after(failed)
        return None

    def _strike_off(self, entries: set[bytes]) -> None:
        """Strikes announcements off, together with those of other chats that are done meanwhile."""
        self._done += entries
        if self._striking is None:
            self._striking = asyncio.create_task(self._strike_all())

    async def _strike_all(self) -> None:
        try:
            while self._done:
                entries, self._done = self._done[:500], self._done[500:]
                await self._strike(keys=[self._stream], args=[GROUP, *entries])
        except RedisError as error:  # they are taken over again, and lead to an empty mailbox
            log.debug("announcements not struck off", error=type(error).__name__)
        finally:
            self._striking = None

    async def _drain(self) -> None:
        """Lets work in hand end, then gives it up; nothing here waits for long, whatever is away."""
        if self._busy:
            _, late = await asyncio.wait(self._busy, timeout=DRAIN_SECONDS)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=LAST_SECONDS)
        try:
            async with asyncio.timeout(LAST_SECONDS):
                if self._striking:
                    await self._striking
                await self._dismiss(keys=[self._stream], args=[GROUP, self._worker])
        except (RedisError, TimeoutError) as error:
            log.debug("not dismissed", stream=self._stream, error=type(error).__name__)


def _pause_after(failures: int) -> float:
    """Seconds, not the same for everybody who waits."""
    longest = PAUSES[min(failures, len(PAUSES) - 1)]
    return longest * random.uniform(0.5, 1)  # noqa: S311 - no secret
