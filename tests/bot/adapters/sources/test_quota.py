"""Public services are asked no oftener than they allow, by all processes together."""

import pytest
from redis.asyncio import Redis
from redis.crc import key_slot

from bot.adapters.sources.quota import PER_MINUTE, SharedQuota
from bot.redis_client import once

CNPJA, OWN = "https://open.cnpja.com", "https://cnpj.example.com"


def quota(redis: Redis, url: str = CNPJA, name: str = "cnpja") -> SharedQuota:
    """One process's view of it."""
    return SharedQuota(redis, name, url)


async def taken(*quotas: SharedQuota) -> int:
    """How often they let themselves be asked now, in turn, of twenty times."""
    return sum([not await quotas[number % len(quotas)].take() for number in range(20)])


async def pass_by(redis: Redis, seconds: int) -> None:
    """Lets so much time pass: a limit is one time, which comes nearer."""
    if await redis.exists("limit:{lookup:cnpja}"):
        await redis.decrby("limit:{lookup:cnpja}", seconds * 1_000_000)


@pytest.mark.parametrize("host", PER_MINUTE)
async def test_no_minute_has_more(redis: Redis, host: str) -> None:
    """Asked each second for three minutes, it is never more than it allows, and not much less."""
    public = quota(redis, f"https://{host}/v1")
    asked: list[int] = []
    for second in range(180):
        if not await public.take():
            asked.append(second)
        await pass_by(redis, 1)
    minutes = [len([second for second in asked if 0 <= second - begin < 60]) for begin in range(121)]
    assert max(minutes) == PER_MINUTE[host]
    assert min(minutes) >= PER_MINUTE[host] // 2


@pytest.mark.parametrize(("most", "at_once"), [(5, 3), (3, 2)])
async def test_some_may_go_at_once(redis: Redis, most: int, at_once: int) -> None:
    """About half of a minute's worth: people come together."""
    host = next(host for host, number in PER_MINUTE.items() if number == most)
    assert at_once == await taken(quota(redis, f"https://{host}"))


async def test_processes_share_it(redis: Redis) -> None:
    """What one of them has asked, the others may not."""
    assert 3 == await taken(quota(redis), quota(redis))


async def test_services_do_not_meet(redis: Redis) -> None:
    """Each has its own."""
    await taken(quota(redis))
    assert 2 == await taken(quota(redis, "https://publica.cnpj.ws", "cnpjws"))


async def test_ones_own_service_has_no_limit(redis: Redis) -> None:
    """It is the public addresses that count."""
    assert 20 == await taken(quota(redis, OWN))


async def test_a_hold_is_for_everybody(redis: Redis) -> None:
    """Also of a service that otherwise does not count."""
    await quota(redis, OWN).hold(60)
    assert 0 == await taken(quota(redis, OWN))


async def test_it_says_when(redis: Redis) -> None:
    """One who comes too early learns how long the others' questions last: for 20 s, of 5 a minute."""
    await taken(quota(redis))
    assert 19 < await quota(redis).take() <= 20


async def test_a_hold_says_when(redis: Redis) -> None:
    """As long as the service asked for."""
    await quota(redis).hold(60)
    assert 59 < await quota(redis).take() <= 60.1


async def test_a_hold_ends(redis: Redis) -> None:
    """After as many seconds as were asked for."""
    await quota(redis).hold(7)
    assert 6_000 < await redis.pttl("limit:{lookup:cnpja}:hold") <= 7_000


@pytest.mark.parametrize(("url", "asked"), [(CNPJA, 0), (OWN, 20)])
async def test_without_redis_only_what_counts_is_spared(url: str, asked: int) -> None:
    """Nobody knows how often that was asked; the others are there to answer."""
    away = once("redis://127.0.0.1:1")
    assert asked == await taken(quota(away, url))
    await quota(away, url).hold(1)
    await away.aclose()


async def test_its_keys_lie_together(redis: Redis) -> None:
    """On a cluster, one script can see them all."""
    await quota(redis).take()
    await quota(redis).hold(60)
    keys = await redis.keys()
    assert 1 == len({key_slot(key) for key in keys})
    assert len(keys) >= 2
