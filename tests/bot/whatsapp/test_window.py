"""Who may be written to: whoever wrote in the last 24 hours."""

import pytest
from redis.asyncio import Redis

from bot.redis_client import Client
from bot.whatsapp.window import SECONDS, Window
from tests.bot.whatsapp.office import Clock

ANA, RUI = "whatsapp:ana", "whatsapp:rui"


async def test_opens_by_writing(redis: Redis) -> None:
    """It is open for those who wrote and for nobody else."""
    window = Window(redis)
    await window.heard([ANA])
    assert [True, False] == [await window.open(ANA), await window.open(RUI)]


async def test_closes_after_a_day(redis: Redis) -> None:
    """It is forgotten 24 hours after the last word."""
    window = Window(redis)
    await window.heard([ANA])
    await redis.expire("heard:{whatsapp:ana}", 5)
    await window.heard([ANA])
    assert SECONDS - 2 < await redis.ttl("heard:{whatsapp:ana}") <= SECONDS == 86400


async def test_closes_before_its_time(redis: Redis) -> None:
    """Meta has the last word on what was sent after the person's."""
    clock = Clock()
    window = Window(redis, clock)
    await window.heard([ANA, RUI])
    await window.close(ANA, clock())
    assert [False, True] == [await window.open(ANA), await window.open(RUI)]


async def test_what_was_heard_since_counts(redis: Redis) -> None:
    """Meta tells late of a message that was sent before the person wrote again: the window stays open."""
    clock = Clock()
    window, sent = Window(redis, clock), clock()
    await window.heard([ANA])
    await window.close(ANA, sent)
    assert await window.open(ANA)


async def test_opens_anew(redis: Redis) -> None:
    """A window that was closed before its time opens by the next word."""
    clock = Clock()
    window = Window(redis, clock)
    await window.heard([ANA])
    await window.close(ANA, clock())
    await window.heard([ANA])
    assert await window.open(ANA)


@pytest.mark.xdist_group("cluster")
async def test_many_on_a_cluster(cluster: Client) -> None:
    """Windows of many lie on different servers, and are opened together."""
    window = Window(cluster)
    many = [f"whatsapp:{number}" for number in range(100)]
    await window.heard(many)
    assert {True} == {await window.open(mailbox) for mailbox in many}
