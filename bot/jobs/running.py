"""Runs the jobs of one process."""

import asyncio
import math
from collections.abc import Sequence

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.db.database import AWAY as DATABASE_AWAY
from bot.jobs.job import Job
from bot.streams import DRAIN_SECONDS, LAST_SECONDS
from bot.waiting import pause

log = structlog.get_logger()
AWAY = (RedisError, *DATABASE_AWAY)
LOOK = 60.0
"""Seconds at most from one look whether a job is due to the next, and until one that failed is due again."""
EARLY = 0.1  # of a look: who comes so much before the time, by the spread of clocks, is no second one


async def run_jobs(redis: Redis, jobs: Sequence[Job], stop: asyncio.Event) -> None:
    """Runs jobs, each beside the others, until told to stop; what is under way then has a moment to end.

    Args:
        redis: where workers agree on who runs what; while it is away, what is to be done by one is not.
        jobs: their names differ.
        stop: set when it is time to end.
    """
    running = {asyncio.create_task(_repeat(redis, job, stop)) for job in jobs}
    await stop.wait()
    if running:
        _, late = await asyncio.wait(running, timeout=DRAIN_SECONDS)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=LAST_SECONDS)


async def run_if_due(redis: Redis, job: Job) -> bool:
    """Runs a job unless another worker did so a moment ago; whether there is more to do at once."""
    try:
        if job.by_one and not await _mine(redis, job):
            return False
    except RedisError as error:
        log.warning("job not looked at: redis is away", job=job.name, error=type(error).__name__)
        return False
    try:
        more = await job.run()
        while job.by_one and more:  # whoever has begun goes on to the end
            more = await job.run()
    except AWAY as error:
        log.warning("job put off", job=job.name, error=type(error).__name__)
        await _give_back(redis, job)
        return False
    except Exception:  # whatever it was, it is not the end of the others, nor of this one
        log.exception("job failed", job=job.name)
        await _give_back(redis, job)
        return False
    return bool(more)


async def _repeat(redis: Redis, job: Job, stop: asyncio.Event) -> None:
    while not stop.is_set():
        if not await run_if_due(redis, job):
            await pause(stop, _look(job))


async def _mine(redis: Redis, job: Job) -> bool:
    """Whether this worker is the one to run it now: the first that asks in the time from run to run."""
    until_the_next = job.every - EARLY * _look(job)
    return bool(await redis.set(_key(job), b"", nx=True, px=math.ceil(until_the_next * 1000)))


async def _give_back(redis: Redis, job: Job) -> None:
    """Has a job that failed tried again soon, by whoever comes first, though its next run may be far off."""
    if not job.by_one:
        return
    try:
        await redis.pexpire(_key(job), math.ceil((1 - EARLY) * _look(job) * 1000), lt=True)
    except RedisError as error:  # it is tried again at its own time
        log.warning("job not given back: redis is away", job=job.name, error=type(error).__name__)


def _look(job: Job) -> float:
    return min(job.every, LOOK)


def _key(job: Job) -> str:
    return f"job:{job.name}"
