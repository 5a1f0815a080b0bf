"""`/ready` and `/metrics` as they are served."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample
from redis.asyncio import Redis

from bot.db.database import Database
from bot.dead_letters import DEAD
from bot.inbox import TASKS, UPDATES
from bot.metrics import registry
from bot.redis_client import once
from bot.watching.routes import watching_routes
from bot.watching.snapshots import NAMES, publish
from bot.web import web_app

WEB, WORKER, OTHER = "web:host:1", "worker:host:2", "worker:host:3"
AWAY = "redis://127.0.0.1:1"

Browse = Callable[[Redis], AbstractAsyncContextManager[httpx.AsyncClient]]


@pytest.fixture
def browse(sqlite_url: str) -> Browse:
    """Opens what the web side serves, on the Redis that is given."""

    @asynccontextmanager
    async def open_(redis: Redis) -> AsyncIterator[httpx.AsyncClient]:
        database = Database(sqlite_url)
        transport = httpx.ASGITransport(web_app(watching_routes(redis, database, WEB)))
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as http:
            yield http
        await database.close()

    return open_


async def publish_as(redis: Redis, *processes: str) -> None:
    """Publishes in the name of other processes."""
    stop = asyncio.Event()
    stop.set()
    for process in processes:
        await publish(redis, process, stop)


async def scraped(browse: Browse, redis: Redis) -> list[Sample]:
    """All samples that Prometheus would read."""
    async with browse(redis) as http:
        answer = await http.get("/metrics")
    assert 200 == answer.status_code
    return [sample for metric in text_string_to_metric_families(answer.text) for sample in metric.samples]


def processes(samples: list[Sample]) -> set[str]:
    return {sample.labels["process"] for sample in samples if sample.name == "bot_takeovers_total"}


def value(samples: list[Sample], name: str, **labels: str) -> float:
    return next(sample.value for sample in samples if (sample.name, sample.labels) == (name, labels))


async def test_metrics_are_of_all_processes(browse: Browse, redis: Redis) -> None:
    """Whoever asks one process hears of all."""
    await publish_as(redis, WORKER, OTHER)
    assert {WEB, WORKER, OTHER} == processes(await scraped(browse, redis))


async def test_each_name_is_told_once(browse: Browse, redis: Redis) -> None:
    """Prometheus refuses an answer in which a name is described twice."""
    await publish_as(redis, WORKER)
    async with browse(redis) as http:
        lines = (await http.get("/metrics")).text.splitlines()
    described = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert sorted(set(described)) == sorted(described)


async def test_no_series_is_told_twice(browse: Browse, redis: Redis) -> None:
    """No two samples have the same name and labels."""
    await publish_as(redis, WEB, WORKER)
    series = [(sample.name, *sorted(sample.labels.items())) for sample in await scraped(browse, redis)]
    assert sorted(set(series)) == sorted(series)


async def test_dead_process_is_told_no_more(browse: Browse, redis: Redis) -> None:
    """When its snapshot is gone a process is gone."""
    await publish_as(redis, WORKER, OTHER)
    await redis.expire(NAMES + b":" + OTHER.encode(), 0)
    assert {WEB, WORKER} == processes(await scraped(browse, redis))


async def test_broken_snapshot_is_skipped(browse: Browse, redis: Redis) -> None:
    """Nonsense in one process's place takes nothing from the others."""
    await publish_as(redis, WORKER, OTHER)
    await redis.set(NAMES + b":" + OTHER.encode(), b"\xffbot_takeovers_total 1")
    assert {WEB, WORKER} == processes(await scraped(browse, redis))


async def test_without_redis_this_process_is_told(browse: Browse) -> None:
    """Where Redis is away what this process measured is there, and only that."""
    samples = await scraped(browse, once(AWAY))
    assert registry.get_sample_value("bot_takeovers_total") == value(
        samples, "bot_takeovers_total", process=WEB
    )
    assert {WEB} == {sample.labels.get("process") for sample in samples}


async def test_queues_are_told_by_depth_and_age(browse: Browse, redis: Redis) -> None:
    """How many mailboxes wait, and since when the oldest does, for each queue."""
    for ago in (90, 30):
        await redis.xadd(UPDATES, {"chat": "telegram:42"}, id=f"{int((time.time() - ago) * 1000)}-0")
    samples = await scraped(browse, redis)
    assert [2, 0] == [value(samples, "bot_mailboxes_waiting", queue=queue) for queue in (UPDATES, TASKS)]
    assert [90, 0] == [
        value(samples, "bot_mailbox_age_seconds", queue=queue) // 10 * 10 for queue in (UPDATES, TASKS)
    ]


async def test_dead_letters_that_wait_are_told(browse: Browse, redis: Redis) -> None:
    """How many updates were set aside and lie there."""
    for _ in range(3):
        await redis.xadd(DEAD, {"chat": "telegram:42"})
    assert 3 == value(await scraped(browse, redis), "bot_dead_letters_waiting")


async def test_nobody_is_named(browse: Browse, redis: Redis) -> None:
    """Whose messages wait is not told."""
    for stream in (UPDATES, TASKS, DEAD):
        await redis.xadd(stream, {"chat": "telegram:5511987654321"})
    async with browse(redis) as http:
        assert "5511987654321" not in (await http.get("/metrics")).text


async def test_ready_program_says_ok(browse: Browse, redis: Redis) -> None:
    """A probe of a healthy program gets 200."""
    async with browse(redis) as http:
        answer = await http.get("/ready")
    assert (200, {"status": "ok"}) == (answer.status_code, answer.json())


async def test_unready_program_says_what_is_away(browse: Browse) -> None:
    """A probe gets 503 and which part, and learns no address."""
    async with browse(once(AWAY)) as http:
        answer = await http.get("/ready")
    assert (503, {"status": "not ready", "redis": "cannot be reached"}) == (answer.status_code, answer.json())


async def test_program_is_alive_without_redis(browse: Browse) -> None:
    """Who is not ready is alive: to start it again would not help."""
    async with browse(once(AWAY)) as http:
        assert 200 == (await http.get("/health")).status_code
