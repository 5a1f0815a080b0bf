"""What is to be done by the clock is done, by all workers or by one of them, whatever else fails."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError

from bot.jobs import running
from bot.jobs.job import Job
from bot.jobs.running import LOOK, run_if_due, run_jobs

SECONDS = 5.0
QUICK = 0.01  # seconds from run to run
DAY = 86_400.0


class Deed:
    """Counts how often it is done, and fails as often as it is told to."""

    def __init__(self, *outcomes: Exception | bool | None) -> None:
        self.done = 0
        self._outcomes = list(outcomes)
        self._changed = asyncio.Condition()

    async def __call__(self) -> bool | None:
        async with self._changed:
            self.done += 1
            self._changed.notify_all()
        outcome = self._outcomes.pop(0) if self._outcomes else None
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def times(self, least: int) -> None:
        async with asyncio.timeout(SECONDS), self._changed:
            await self._changed.wait_for(lambda: self.done >= least)


class Away:
    """A Redis that does not answer."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        async def fail(*_: object, **__: object) -> None:
            raise RedisConnectionError

        return fail


@asynccontextmanager
async def at_work(redis: Any, *jobs: Job) -> AsyncIterator[None]:
    stop = asyncio.Event()
    working = asyncio.create_task(run_jobs(redis, jobs, stop))
    try:
        yield
    finally:
        stop.set()
        async with asyncio.timeout(SECONDS):
            await working


async def left(redis: Redis, job: Job) -> float:
    """Seconds until somebody may run it."""
    return float(await redis.pttl(f"job:{job.name}")) / 1000


async def each_asks(redis: Redis, workers: int, job: Job) -> Sequence[bool]:
    return await asyncio.gather(*(run_if_due(redis, job) for _ in range(workers)))


@pytest.mark.parametrize("by_one", [True, False])
async def test_job_is_done_again_and_again(redis: Redis, by_one: bool) -> None:
    """It is done at once, and once more each time that its pause is over."""
    deed = Deed()
    async with at_work(redis, Job("deed", QUICK, deed, by_one=by_one)):
        await deed.times(3)


async def test_one_worker_does_it_for_all(redis: Redis) -> None:
    """However many workers there are, what is to be done by one is done once."""
    deed = Deed()
    await each_asks(redis, 20, Job("deed", DAY, deed))
    assert 1 == deed.done


async def test_every_worker_does_its_own(redis: Redis) -> None:
    """What each has to do for itself each does."""
    deed = Deed()
    await each_asks(redis, 20, Job("deed", DAY, deed, by_one=False))
    assert 20 == deed.done


async def test_one_job_is_no_other(redis: Redis) -> None:
    """That one was done a moment ago keeps no other from being done."""
    one, other = Deed(), Deed()
    await run_if_due(redis, Job("one", DAY, one))
    await run_if_due(redis, Job("other", DAY, other))
    assert (1, 1) == (one.done, other.done)


@pytest.mark.parametrize(("every", "least", "most"), [(50.0, 35.0, 45.0), (DAY, DAY - 10, DAY - 6)])
async def test_next_run_comes_at_its_time(redis: Redis, every: float, least: float, most: float) -> None:
    """Nobody runs it anew before nine tenths of its time, or all but six seconds of a longer one."""
    job = Job("deed", every, Deed())
    await run_if_due(redis, job)
    assert least < await left(redis, job) <= most


async def test_more_to_do_is_done_at_once(redis: Redis) -> None:
    """A job that has not come to its end is not left until its next time."""
    deed = Deed(True, True)
    await run_if_due(redis, Job("deed", DAY, deed))
    assert 3 == deed.done


async def test_more_of_its_own_is_done_at_once(redis: Redis) -> None:
    """So is one that every worker has to do for itself."""
    deed = Deed(True, True)
    async with at_work(redis, Job("deed", DAY, deed, by_one=False)):
        await deed.times(3)


async def test_failure_is_tried_again_soon(redis: Redis) -> None:
    """A daily job that failed is tried again within a minute, by whoever looks first."""
    job = Job("deed", DAY, Deed(ValueError()))
    await run_if_due(redis, job)
    assert 0 < await left(redis, job) < LOOK


async def test_failure_is_not_the_end(redis: Redis) -> None:
    """A job that fails is done again, and others beside it go on."""
    bad, good = Deed(ValueError()), Deed()
    async with at_work(redis, Job("bad", QUICK, bad), Job("good", QUICK, good)):
        await asyncio.gather(bad.times(2), good.times(2))


async def test_nobody_works_for_all_without_redis() -> None:
    """While Redis is away nobody knows who is to do it, so nobody does; one's own work goes on."""
    deed = Deed()
    job = Job("deed", QUICK, deed)
    await run_if_due(Away(), job)  # type: ignore[arg-type]
    await run_if_due(Away(), replace(job, by_one=False))  # type: ignore[arg-type]
    assert 1 == deed.done


async def test_stop_lets_work_end(redis: Redis) -> None:
    """What is under way when the program is told to stop has a moment to end."""
    begun, ended = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        begun.set()
        await asyncio.sleep(0)
        ended.set()

    async with at_work(redis, Job("work", DAY, work)):
        await begun.wait()
    assert ended.is_set()


async def test_stop_does_not_wait_for_long(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not end is given up."""
    monkeypatch.setattr(running, "DRAIN_SECONDS", 0.01)
    begun, ended = asyncio.Event(), []

    async def work() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("given up")

    async with at_work(redis, Job("work", DAY, work)):
        await begun.wait()
    assert ["given up"] == ended
