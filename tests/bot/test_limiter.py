"""Messages go as fast as the limits allow and no faster, however many processes send."""

import asyncio
from collections.abc import Awaitable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis
from redis.crc import key_slot
from redis.exceptions import RedisError

from bot.limiter import Limiter
from bot.redis_client import Client, once
from bot.scripts import Scripts
from bot.valkey_server import server

NEVER = 0.001  # messages a second: what is used up is not free again within a test
FAST = 10_000.0
HALF_AN_HOUR = 1800


def limiter(redis: Redis, *, rate: float = FAST, chat_rate: float = FAST, chat_burst: int = 1) -> Limiter:
    """One process's view of the limits."""
    return Limiter(Scripts(redis), "test", rate=rate, chat_rate=chat_rate, chat_burst=chat_burst)


async def seconds(*waits: Awaitable[None]) -> float:
    """How long it takes until all are done."""
    start = asyncio.get_running_loop().time()
    async with asyncio.timeout(10):
        await asyncio.gather(*waits)
    return asyncio.get_running_loop().time() - start


async def asked(redis: Redis) -> int:
    """How often Redis was asked."""
    stats = await redis.info("commandstats")
    return sum(stats.get(f"cmdstat_{name}", {"calls": 0})["calls"] for name in ("evalsha", "eval"))


async def test_all_limiters_hold_one_rate(redis: Redis) -> None:
    """What one process sends is not there for the other to send."""
    one, other = limiter(redis, rate=NEVER), limiter(redis, rate=NEVER)
    await one.wait("1")
    opens, answers = await other._ask(["2"])
    assert (True, []) == (900_000 < opens <= 1_000_000, answers)


async def test_rate_is_held_over_time(redis: Redis) -> None:
    """Of 40 messages through two limiters of 100 a second, 10 go at once and 30 take their time."""
    pair = [limiter(redis, rate=100) for _ in range(2)]
    took = await seconds(*(pair[number % 2].wait(str(number)) for number in range(40)))
    assert took > 0.29


async def test_slow_rate_has_no_burst(redis: Redis) -> None:
    """Where a tenth of a second is not worth one message, one goes at a time."""
    _, answers = await limiter(redis, rate=NEVER)._ask(["1", "2"])
    assert [0] == answers


async def test_chat_has_its_burst_and_then_its_rate(redis: Redis) -> None:
    """So many go to a chat at once; the next one waits as long as its rate says."""
    limits = limiter(redis, chat_rate=NEVER, chat_burst=3)
    for _ in range(3):
        await limits.wait("1")
    _, (ms,) = await limits._ask(["1"])
    assert 900_000 < ms <= 1_000_000


async def test_burst_comes_back_at_the_rate(redis: Redis) -> None:
    """Of 10 messages to a chat with a burst of 4 and 50 a second, 6 wait."""
    limits = limiter(redis, chat_rate=50, chat_burst=4)
    assert await seconds(*(limits.wait("1") for _ in range(10))) > 0.11


async def test_refused_message_uses_nothing_up(redis: Redis) -> None:
    """A message that waits for its chat takes nothing from the others', nor pushes itself further off."""
    limits = limiter(redis, rate=NEVER, chat_rate=NEVER)
    await redis.set("limit:{test}:chat:1", 2**52)  # far ahead, as after a clock that was set back
    assert [True, True] == [(await limits._ask(["1"]))[1][0] <= 1_000_000 for _ in range(2)]
    assert [0] == (await limits._ask(["2"]))[1]


async def test_waiting_chat_holds_up_nobody(redis: Redis) -> None:
    """Other chats go on while one waits for its own limit."""
    limits = limiter(redis, chat_rate=NEVER)
    await limits.wait("1")
    waiting = asyncio.create_task(limits.wait("1"))
    await seconds(limits.wait("2"), limits.wait("3"))
    assert waiting.cancel()


class Goers:
    """Send messages and note who went when."""

    def __init__(self, limits: Limiter) -> None:
        self._limits = limits
        self.gone: list[str] = []

    async def send(self, chat: str, name: str = "") -> None:
        await self._limits.wait(chat)
        self.gone.append(name or chat)

    async def all_of(self, chats: str) -> list[str]:
        await seconds(*(self.send(chat) for chat in chats))
        return self.gone


async def test_order_within_a_chat(redis: Redis) -> None:
    """Who came first goes first."""
    goers = Goers(limiter(redis, chat_rate=200))
    await seconds(*(goers.send("1", name) for name in "abcde"))
    assert list("abcde") == goers.gone


async def test_order_among_chats(redis: Redis) -> None:
    """When all together are too many, the chats that waited longest go first; newcomers do not push in."""
    goers = Goers(limiter(redis, rate=100))
    first = asyncio.create_task(goers.all_of("abcdefghijklmno"))
    while not goers.gone:
        await redis.ping()
    await seconds(goers.send("new"))
    assert [*"abcdefghijklmno", "new"] == goers.gone
    await first


async def test_chats_take_turns(redis: Redis) -> None:
    """A chat with many messages lets the others go between."""
    assert list("abcaaa") == await Goers(limiter(redis, rate=20, chat_burst=4)).all_of("aaaabc")


async def test_hold_stops_everybody(redis: Redis) -> None:
    """Told by one process to wait, all chats of all processes do."""
    one, other = limiter(redis), limiter(redis)
    await one.hold(HALF_AN_HOUR)
    opens, answers = await other._ask(["1", "2"])
    assert (True, []) == (1_700_000 < opens <= 1_800_001, answers)


async def test_hold_does_not_end_early(redis: Redis) -> None:
    """Messages go when it is over, and not before."""
    one, other = limiter(redis), limiter(redis)

    async def held() -> None:
        await one.hold(0.1)
        await other.wait("1")

    assert await seconds(held()) > 0.098


@pytest.mark.parametrize("others", [(1, HALF_AN_HOUR), (HALF_AN_HOUR, 1), (0, HALF_AN_HOUR)])
async def test_longest_hold_counts(redis: Redis, others: tuple[float, float]) -> None:
    """A hold is made longer by another and never shorter."""
    limits = limiter(redis)
    for length in others:
        await limits.hold(length)
    opens, _ = await limits._ask(["1"])
    assert opens > 1_700_000


@pytest.mark.parametrize("place", [0, 1, 2])
async def test_who_gives_up_disturbs_nobody(redis: Redis, place: int) -> None:
    """When one of a chat's line goes away, wherever it stands, the others go on."""
    limits = limiter(redis, chat_rate=100)
    line = [asyncio.create_task(limits.wait("1")) for _ in range(3)]
    other = asyncio.create_task(limits.wait("2"))
    await limits.wait("3")
    left = line.pop(place)
    left.cancel()
    await seconds(*line, other)
    assert left.cancelled()


async def test_who_gives_up_while_redis_is_asked(redis: Redis) -> None:
    """What was let go for somebody who left meanwhile lets the next one go."""
    limits = limiter(redis, chat_rate=NEVER)
    line = await under_way(redis, limits.wait("1"), limits.wait("1"))
    line[0].cancel()
    await redis.client_unpause()
    await seconds(line[1])
    assert line[0].cancelled()


async def under_way(redis: Redis, *waits: Coroutine[Any, Any, None]) -> list[asyncio.Task[None]]:
    """Those who wait, when Redis has got the question and does not answer."""
    await redis.client_pause(60_000, all=False)
    tasks = [asyncio.create_task(wait) for wait in waits]
    while not any("b" in client["flags"] for client in await redis.client_list()):
        pass
    return tasks


async def test_nothing_outlives_the_waiting(redis: Redis) -> None:
    """When nobody waits any more, whether they went or gave up, nothing of the limiter runs."""
    limits = limiter(redis, chat_rate=NEVER)
    await limits.wait("1")
    waiting = [asyncio.create_task(limits.wait("1")) for _ in range(2)]
    await limits.wait("2")
    for task in waiting:
        task.cancel()
    async with asyncio.timeout(5):
        await asyncio.wait(asyncio.all_tasks() - {asyncio.current_task()})
    assert {asyncio.current_task()} == asyncio.all_tasks()


async def test_making_one_starts_nothing() -> None:
    """A limiter can be made where no Redis is."""
    Limiter(Scripts(once("unix:///nowhere")), "test", rate=1, chat_rate=1, chat_burst=1)
    assert {asyncio.current_task()} == asyncio.all_tasks()


async def test_redis_away_is_told_to_all_who_wait(tmp_path: Path) -> None:
    """Also to those who were waiting before for their chat's limit; and when Redis is back, messages go."""
    async with server(tmp_path) as url, once(url) as redis:
        limits = limiter(redis, chat_rate=NEVER)
        await limits.wait("1")
        waiting = [asyncio.create_task(limits.wait("1")) for _ in range(2)]
        await limits.wait("2")
    waiting.append(asyncio.create_task(limits.wait("3")))
    told = await asyncio.gather(*waiting, return_exceptions=True)
    assert [True, True, True] == [isinstance(error, RedisError) for error in told]
    async with server(tmp_path):
        await limits.wait("3")
    await redis.aclose()


async def test_who_gives_up_while_redis_fails(tmp_path: Path) -> None:
    """Those who did not are told."""
    async with server(tmp_path) as url, once(url) as redis:
        limits = limiter(redis)
        line = await under_way(redis, limits.wait("1"), limits.wait("1"))
        line[0].cancel()
    with pytest.raises(RedisError):
        await line[1]
    await redis.aclose()


async def test_waiting_together_is_one_question(redis: Redis) -> None:
    """Fifty who wait at the same moment are asked for at once."""
    limits = limiter(redis)
    await limits.wait("first")  # Redis learns the script
    before = await asked(redis)
    await seconds(*(limits.wait(str(number)) for number in range(50)))
    assert 1 == await asked(redis) - before


async def test_waiting_is_no_asking(redis: Redis) -> None:
    """Who must wait asks again when it is time, and not before; nor do those who come meanwhile."""
    limits = limiter(redis)
    await limits.hold(0.2)
    before = await asked(redis)
    waiting = [asyncio.create_task(limits.wait(str(number))) for number in range(20)]
    await seconds(limits.wait("late"), *waiting)
    assert await asked(redis) - before <= 4


async def test_chat_that_waits_is_not_asked_for_meanwhile(redis: Redis) -> None:
    """A chat's own limit is waited for just as quietly."""
    limits = limiter(redis, chat_rate=10)
    await limits.wait("1")
    before = await asked(redis)
    await seconds(limits.wait("1"))
    assert await asked(redis) - before <= 3


async def test_nothing_is_kept_for_long(redis: Redis) -> None:
    """What is kept goes by itself when it means nothing any more."""
    limits = limiter(redis, rate=0.1, chat_rate=0.1)
    await limits._ask(["1"])
    await limits.hold(10)
    left = [await redis.pttl(key) for key in await redis.keys()]
    assert (3, []) == (len(left), [ms for ms in left if not 0 < ms <= 10_000])


async def test_keys_lie_in_one_slot(redis: Redis) -> None:
    """One script can reach them all, also on a cluster."""
    limits = limiter(redis, rate=30, chat_rate=NEVER)
    await limits._ask(["1", "2"])
    await limits.hold(1)
    keys: list[Any] = await redis.keys()
    assert (4, 1) == (len(keys), len({key_slot(key) for key in keys}))


async def test_other_limits_are_others_affair(redis: Redis) -> None:
    """Two channels on one Redis do not slow each other."""
    await limiter(redis, rate=NEVER).wait("1")
    other = Limiter(Scripts(redis), "other", rate=FAST, chat_rate=FAST, chat_burst=1)
    assert (0, [0]) == await other._ask(["1"])


@pytest.mark.xdist_group("cluster")
async def test_limits_are_kept_on_a_cluster(cluster: Client) -> None:
    """On Redis Cluster messages go, are counted, and are held."""
    limits = limiter(cluster, rate=NEVER)
    await seconds(limits.wait("1"))
    counted, _ = await limits._ask(["2"])
    await limits.hold(HALF_AN_HOUR)
    held, _ = await limits._ask(["2"])
    assert (True, True) == (counted > 900_000, held > 1_700_000)
