"""Scripts are run many at a time, also by a server that does not know them yet."""

import pytest
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import ResponseError

from bot.redis_client import once
from bot.scripts import Call, Scripts


def renew(number: int) -> Call:
    """A script that says whether this worker has a lease."""
    return Call("renew", [f"lease:{{{number}}}"], ["one", 1000])


async def test_each_gets_its_own_answer(redis: Redis) -> None:
    """Answers come in the order of the calls."""
    await redis.set("lease:{2}", "one")
    assert [0, 1, 0] == await Scripts(redis).run([renew(number) for number in (1, 2, 3)])


async def test_server_that_forgot_the_scripts_is_told_again(redis: Redis) -> None:
    """A server that was started anew runs them all the same."""
    scripts = Scripts(redis)
    await scripts.run([renew(1), renew(2)])
    await redis.script_flush()
    await redis.set("lease:{1}", "one")
    assert [1, 0] == await scripts.run([renew(1), renew(2)])


@pytest.mark.parametrize("others", [0, 1])
async def test_failing_script_is_an_answer(redis: Redis, others: int) -> None:
    """What fails in one script is nothing to the others."""
    await redis.rpush("lease:{1}", "not a lease")
    found = await Scripts(redis).run([renew(1), *(renew(2) for _ in range(others))])
    assert [True, *[0] * others] == [isinstance(found[0], ResponseError), *found[1:]]


async def test_redis_away_is_raised() -> None:
    """Where no server is, nobody is told an answer."""
    async with once("redis://127.0.0.1:1") as nowhere:
        with pytest.raises(RedisConnectionError):
            await Scripts(nowhere).run([renew(1), renew(2)])
