"""Processes tell through Redis what they measured."""

import asyncio

from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families
from redis.asyncio import Redis

from bot.metrics import count_send, registry, takeovers
from bot.redis_client import once
from bot.watching.snapshots import NAMES, process_name, publish, published, publishing

PROCESS = "worker:host:1"
KEY = f"{NAMES.decode()}:{PROCESS}"
SECONDS = 5.0


def stopped() -> asyncio.Event:
    """A stop that was said already: what is published then is published once."""
    stop = asyncio.Event()
    stop.set()
    return stop


async def kept(redis: Redis, key: str | bytes = KEY) -> None:
    """Waits until there is such a key."""
    async with asyncio.timeout(SECONDS):
        while not await redis.exists(key):  # noqa: ASYNC110 - the publisher tells nobody but Redis
            await asyncio.sleep(0.005)


def takeovers_in(snapshot: bytes) -> float:
    metrics = text_string_to_metric_families(snapshot.decode())
    return next(metric.samples[0].value for metric in metrics if metric.name == "bot_takeovers")


async def test_published_is_what_was_measured(redis: Redis) -> None:
    """Others find a process's metrics as the library tells them."""
    count_send("telegram", "sent")
    await publish(redis, PROCESS, stopped())
    assert {PROCESS: generate_latest(registry)} == await published(redis)


async def test_all_processes_are_found(redis: Redis) -> None:
    """Each process has its own place."""
    for process in ("web:host:1", "worker:host:2", "poll:host:3"):
        await publish(redis, process, stopped())
    assert {"web:host:1", "worker:host:2", "poll:host:3"} == set(await published(redis))


async def test_work_up_to_the_end_is_published(redis: Redis) -> None:
    """A process that ends has told of all that it did."""
    async with publishing(redis, PROCESS):
        await kept(redis)
        takeovers.inc()
    assert registry.get_sample_value("bot_takeovers_total") == takeovers_in((await published(redis))[PROCESS])


async def test_it_is_published_again_and_again(redis: Redis) -> None:
    """What somebody removed is there again after a while."""
    stop = asyncio.Event()
    publishing = asyncio.create_task(publish(redis, PROCESS, stop, every=0.01))
    await kept(redis)
    await redis.delete(KEY)
    await kept(redis)
    stop.set()
    await publishing


async def test_publishing_outlives_an_error(redis: Redis) -> None:
    """A Redis that refuses for a while is asked again."""
    await redis.set(NAMES, "no set of names")
    stop = asyncio.Event()
    publishing = asyncio.create_task(publish(redis, PROCESS, stop, every=0.01))
    await kept(redis)  # and then the script failed at the names
    await redis.delete(NAMES)
    await kept(redis, NAMES)
    stop.set()
    await publishing
    assert {PROCESS} == set(await published(redis))


async def test_an_absent_redis_does_not_hold_up_the_stop() -> None:
    """Without Redis the publishing ends all the same."""
    await asyncio.wait_for(publish(once("redis://127.0.0.1:1"), PROCESS, stopped()), SECONDS)


async def test_the_dead_are_forgotten(redis: Redis) -> None:
    """What a process said goes by itself within half a minute, and then nobody finds it."""
    await publish(redis, PROCESS, stopped())
    assert 0 < await redis.ttl(KEY) <= 30
    await redis.expire(KEY, 0)
    assert {} == await published(redis)


async def test_the_names_of_the_dead_are_forgotten(redis: Redis) -> None:
    """Names of processes that are no more do not pile up."""
    await redis.zadd(NAMES, {"worker:host:0": 1})
    await publish(redis, PROCESS, stopped())
    assert [PROCESS.encode()] == await redis.zrange(NAMES, 0, -1)


async def test_nothing_stays_of_a_service_that_ended(redis: Redis) -> None:
    """Each key that publishing makes goes by itself."""
    await publish(redis, PROCESS, stopped())
    assert {True} == {await redis.ttl(key) > 0 for key in await redis.keys("*")}


def test_a_process_is_named_by_what_it_does() -> None:
    """The name begins with the role."""
    assert "worker" == process_name("worker").split(":")[0]
