"""Announced chats are worked on: each once at a time, many at the same time, and none is forgotten."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError

from bot import streams
from bot.inbox import UPDATES, Held
from bot.streams import GROUP, Hands, prepare
from tests.kit.mail import CHAT, OTHER, inbox_of

SECONDS = 5.0


class Work:
    """Notes what it is asked to work on, and does not end before it is let."""

    def __init__(self, *failures: Exception) -> None:
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.let = asyncio.Event()
        self._failures = list(failures)
        self._changed = asyncio.Condition()

    async def __call__(self, chat: str) -> None:
        await self._note(self.begun, chat)
        if self._failures:
            raise self._failures.pop(0)
        await self.let.wait()
        await self._note(self.ended, chat)

    async def until(self, condition: Callable[["Work"], bool]) -> None:
        async with asyncio.timeout(SECONDS), self._changed:
            await self._changed.wait_for(lambda: condition(self))

    async def _note(self, where: list[str], chat: str) -> None:
        async with self._changed:
            where.append(chat)
            self._changed.notify_all()


def hands(redis: Redis, work: Callable[[str], Awaitable[None]], worker: str = "one") -> Hands:
    return Hands(redis, UPDATES, worker, work)


@asynccontextmanager
async def working(redis: Redis, work: Work) -> AsyncIterator[None]:
    """Hands that work until the end of the block."""
    await prepare(redis, UPDATES)
    stop = asyncio.Event()
    running = asyncio.create_task(hands(redis, work).run(stop))
    try:
        yield
    finally:
        stop.set()
        work.let.set()
        await running


async def pending(redis: Redis) -> int:
    """How many announcements were taken and not struck off."""
    return int((await redis.xpending(UPDATES, GROUP))["pending"])


async def struck_off(redis: Redis) -> None:
    """Waits until no announcement is left."""
    async with asyncio.timeout(SECONDS):
        while await redis.xlen(UPDATES):  # noqa: ASYNC110 - Redis tells nobody when a stream shrinks
            await asyncio.sleep(0.005)


async def test_announced_chat_is_worked_on_and_struck_off(redis: Redis) -> None:
    """An announcement leads to work, and is gone when the work is done."""
    work = Work()
    work.let.set()
    async with working(redis, work):
        await inbox_of(redis).announce(UPDATES, CHAT)
        await struck_off(redis)
    assert ([CHAT], 0) == (work.ended, await pending(redis))


async def test_other_chats_go_on_at_the_same_time(redis: Redis) -> None:
    """A chat whose work takes long keeps no other waiting."""
    work = Work()
    async with working(redis, work):
        for chat in (CHAT, OTHER):
            await inbox_of(redis).announce(UPDATES, chat)
        await work.until(lambda work: len(work.begun) == 2)
        assert {CHAT, OTHER} == set(work.begun)
        assert [] == work.ended


async def test_chat_announced_while_in_work_is_looked_at_afterwards(redis: Redis) -> None:
    """What comes in while a chat is in work is neither lost nor worked on at the same time."""
    work = Work()
    async with working(redis, work):
        await inbox_of(redis).announce(UPDATES, CHAT)
        await work.until(lambda work: work.begun == [CHAT])
        await inbox_of(redis).announce(UPDATES, CHAT)
        await inbox_of(redis).announce(UPDATES, OTHER)
        await work.until(lambda work: OTHER in work.begun)  # so the second of CHAT was taken before
        assert [CHAT, OTHER] == work.begun
        work.let.set()
        await work.until(lambda work: work.ended.count(CHAT) == 2)
        await struck_off(redis)


async def test_announcements_stay_until_the_work_is_done(redis: Redis) -> None:
    """A process that is killed leaves the announcements of all its work, the repeated ones too."""
    work = Work()
    async with working(redis, work):
        for chat in (CHAT, CHAT, OTHER):
            await inbox_of(redis).announce(UPDATES, chat)
        await work.until(lambda work: OTHER in work.begun)
        assert 3 == await pending(redis)


async def test_failed_work_is_left_for_later(redis: Redis) -> None:
    """After an error of ours the announcement stays and is taken again by whoever comes."""
    work = Work(ValueError("a fault of ours"))
    work.let.set()
    async with working(redis, work):
        await inbox_of(redis).announce(UPDATES, CHAT)
        await work.until(lambda work: len(work.begun) == 1)
    assert ([], 1) == (work.ended, await pending(redis))
    await hands(redis, work, "two").recover()
    await work.until(lambda work: work.ended == [CHAT])
    await struck_off(redis)


@pytest.mark.parametrize("failure", [RedisConnectionError(), Held(0.01)])
async def test_work_that_could_not_be_done_yet_is_tried_again(redis: Redis, failure: Exception) -> None:
    """When Redis was away, or another worker had the chat, the same hands try again before long."""
    work = Work(failure)
    work.let.set()
    async with working(redis, work):
        await inbox_of(redis).announce(UPDATES, CHAT)
        await work.until(lambda work: work.ended == [CHAT])
        await struck_off(redis)


async def test_waiting_for_another_worker_takes_no_hand(redis: Redis) -> None:
    """A chat that another worker has keeps no hand from the other chats."""
    await prepare(redis, UPDATES)
    work, stop = Work(Held(60)), asyncio.Event()
    work.let.set()
    running = asyncio.create_task(Hands(redis, UPDATES, "one", work, most=1).run(stop))
    for chat in (CHAT, OTHER):
        await inbox_of(redis).announce(UPDATES, chat)
    await work.until(lambda work: work.ended == [OTHER])
    stop.set()
    async with asyncio.timeout(SECONDS):
        await running
    assert 1 == await pending(redis)


async def test_new_announcement_ends_the_wait_for_another_worker(redis: Redis) -> None:
    """Who had the chat may be done by now: nobody waits for the rest of the lease."""
    work = Work(Held(60))
    work.let.set()
    async with working(redis, work):
        await inbox_of(redis).announce(UPDATES, CHAT)
        await work.until(lambda work: len(work.begun) == 1)
        await inbox_of(redis).announce(UPDATES, CHAT)
        await work.until(lambda work: work.ended == [CHAT])
        await struck_off(redis)


@pytest.mark.parametrize("most", [1, 100])
async def test_stopping_does_not_wait_for_a_free_hand(
    redis: Redis, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """With all hands full and more announced, a stop is heard at once."""
    monkeypatch.setattr(streams, "DRAIN_SECONDS", 0.01)
    await prepare(redis, UPDATES)
    work, stop = Work(), asyncio.Event()
    running = asyncio.create_task(Hands(redis, UPDATES, "one", work, most=most).run(stop))
    for number in range(3):
        await inbox_of(redis).announce(UPDATES, f"telegram:{number}")
    await work.until(lambda work: len(work.begun) >= min(most, 3))
    stop.set()
    async with asyncio.timeout(SECONDS):
        await running


async def test_error_of_ours_is_no_stop(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hands that cannot read their stream for a reason of ours say so, and do not stand still."""
    broken = hands(redis, Work())

    async def fail() -> None:
        raise ValueError("a fault of ours")

    monkeypatch.setattr(broken, "_take_new", fail)
    with pytest.raises(ValueError, match="a fault of ours"):
        await broken.run(asyncio.Event())


async def test_stopping_gives_up_what_takes_long(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not end in time is left to the others, still announced."""
    monkeypatch.setattr(streams, "DRAIN_SECONDS", 0.01)
    await prepare(redis, UPDATES)
    work, stop = Work(), asyncio.Event()
    running = asyncio.create_task(hands(redis, work).run(stop))
    await inbox_of(redis).announce(UPDATES, CHAT)
    await work.until(lambda work: work.begun == [CHAT])
    stop.set()
    async with asyncio.timeout(SECONDS):
        await running
    assert ([], 1) == (work.ended, await pending(redis))


async def workers(redis: Redis) -> set[bytes]:
    """The names of those that the stream knows."""
    return {one["name"] for one in await redis.xinfo_consumers(UPDATES, GROUP)}


async def test_who_leaves_is_forgotten(redis: Redis) -> None:
    """A worker that ends well leaves no name behind."""
    work = Work()
    work.let.set()
    async with working(redis, work):
        await inbox_of(redis).announce(UPDATES, CHAT)
        await struck_off(redis)
        assert {b"one"} == await workers(redis)
    assert set() == await workers(redis)


async def test_the_dead_are_forgotten_when_nothing_is_left_of_them(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that was not heard of for long is forgotten once its announcements are taken over."""
    monkeypatch.setattr(streams, "GONE_MS", -1)
    monkeypatch.setattr(streams, "LEASE_MS", 0)
    monkeypatch.setattr(streams, "TAKE_OVER_EACH", 0.01)
    await prepare(redis, UPDATES)
    await inbox_of(redis).announce(UPDATES, CHAT)
    await redis.xreadgroup(GROUP, "dead", {UPDATES: ">"})
    work = Work()
    work.let.set()
    async with working(redis, work), asyncio.timeout(SECONDS):
        while b"dead" in await workers(redis):  # noqa: ASYNC110 - Redis tells nobody
            await asyncio.sleep(0.005)
    assert [CHAT] == work.ended


async def test_redis_that_came_back_empty_is_worked_on_again(redis: Redis) -> None:
    """A Redis that lost everything gets its group of workers again, without a restart of ours."""
    work = Work()
    work.let.set()
    async with working(redis, work):
        await redis.flushall()
        await inbox_of(redis).announce(UPDATES, CHAT)
        await work.until(lambda work: work.ended == [CHAT])


async def test_what_the_dead_had_taken_is_recovered(redis: Redis) -> None:
    """A process that knows it is alone takes over at once what an earlier one had in work."""
    await prepare(redis, UPDATES)
    for chat in (CHAT, OTHER):
        await inbox_of(redis).announce(UPDATES, chat)
    await redis.xreadgroup(GROUP, "dead", {UPDATES: ">"})
    work = Work()
    work.let.set()
    await hands(redis, work).recover()
    await work.until(lambda work: set(work.ended) == {CHAT, OTHER})
    await struck_off(redis)


async def entry_of(redis: Redis, chat: str) -> bytes:
    """The announcement of a chat."""
    found = {fields[b"chat"]: entry for entry, fields in await redis.xrange(UPDATES)}
    return bytes(found[chat.encode()])


async def idle_since(redis: Redis, chat: str) -> tuple[str, bool]:
    """Who has a chat's announcement in hand, and whether nothing was heard of it for five seconds."""
    entry = await entry_of(redis, chat)
    (found,) = await redis.xpending_range(UPDATES, GROUP, entry, entry, 1)
    return found["consumer"].decode(), found["time_since_delivered"] >= 5000


async def test_living_worker_keeps_its_announcements(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that takes long is not taken for a dead one's; what somebody else has by now stays theirs."""
    monkeypatch.setattr(streams, "TAKE_OVER_EACH", 0.01)
    work = Work()
    async with working(redis, work):
        for chat in (OTHER, CHAT):
            await inbox_of(redis).announce(UPDATES, chat)
        await work.until(lambda work: {CHAT, OTHER} == set(work.begun))
        for worker, chat in (("two", OTHER), ("one", CHAT)):
            entry = await entry_of(redis, chat)
            await redis.xclaim(UPDATES, GROUP, worker, 0, [entry], idle=5000, justid=True)
        async with asyncio.timeout(SECONDS):
            while ("one", False) != await idle_since(redis, CHAT):  # noqa: ASYNC110 - Redis tells nobody
                await asyncio.sleep(0.005)
        assert ("two", True) == await idle_since(redis, OTHER)


async def test_stopping_finishes_what_is_in_hand(redis: Redis) -> None:
    """Told to stop, hands take nothing new and end when their work has."""
    work = Work()
    async with working(redis, work):
        await inbox_of(redis).announce(UPDATES, CHAT)
        await work.until(lambda work: work.begun == [CHAT])
    assert [CHAT] == work.ended


async def test_no_more_at_a_time_than_there_are_hands(redis: Redis) -> None:
    """A flood of chats is worked on by so many hands and no more."""
    await prepare(redis, UPDATES)
    work, stop = Work(), asyncio.Event()
    running = asyncio.create_task(Hands(redis, UPDATES, "one", work, most=2).run(stop))
    for number in range(3):
        await inbox_of(redis).announce(UPDATES, f"telegram:{number}")
    await work.until(lambda work: len(work.begun) == 2)
    work.let.set()
    await work.until(lambda work: len(work.ended) == 3)
    assert ["telegram:0", "telegram:1"] == work.begun[:2]
    stop.set()
    await running
