"""What became of each message is known, for some days."""

from itertools import permutations

import pytest
from redis.asyncio import Redis

from bot.sealing import Seal
from bot.whatsapp.letters import Letter
from bot.whatsapp.messages import Text
from bot.whatsapp.receipts import SECONDS, Receipts
from tests.bot.whatsapp.test_waiting import OTHER_SECRET
from tests.kit.program import SECRET

OUT = "wamid.HBgNNTUxMTk4NzY1NDMyMRUCABEYEg=="
LETTER = Letter.of(Text("segredo"), 1.0)


@pytest.fixture
def receipts(redis: Redis) -> Receipts:
    return Receipts(redis, Seal(SECRET))


async def test_statuses(receipts: Receipts) -> None:
    """A message is accepted, sent, delivered and read; of others nothing is known."""
    await receipts.note(OUT, LETTER, 1.0)
    found = [await receipts.status(OUT)]
    for status in ("sent", "delivered", "read"):
        await receipts.fares(OUT, status)
        found.append(await receipts.status(OUT))
    assert ["accepted", "sent", "delivered", "read", ""] == [*found, await receipts.status("wamid.OTHER")]


@pytest.mark.parametrize("told", list(permutations(("note", "sent", "delivered", "read"))), ids=" ".join)
async def test_any_order(receipts: Receipts, told: tuple[str, ...]) -> None:
    """Statuses come in any order, also before it is noted that the message was sent: it only goes forward,
    and what has arrived is no longer kept.
    """
    for one in told:
        await (receipts.note(OUT, LETTER, 1.0) if one == "note" else receipts.fares(OUT, one))
    assert ("read", None) == (await receipts.status(OUT), await receipts.failed(OUT))


async def test_failure(receipts: Receipts) -> None:
    """Of a message that failed it is known what it said and when it was sent, as often as it is asked."""
    await receipts.note(OUT, LETTER, 1.5)
    found = [await receipts.failed(OUT) for _ in range(2)]
    assert ([(LETTER, 1.5)] * 2, "failed") == (found, await receipts.status(OUT))


async def test_failure_of_nothing(receipts: Receipts, redis: Redis) -> None:
    """Of a message that is not known nothing is kept."""
    assert (None, 0) == (await receipts.failed(OUT), await redis.dbsize())


async def test_what_arrived_does_not_fail(receipts: Receipts) -> None:
    """A failure that is told of a message that was delivered all the same is none."""
    await receipts.note(OUT, LETTER, 1.0)
    await receipts.fares(OUT, "delivered")
    assert (None, "delivered") == (await receipts.failed(OUT), await receipts.status(OUT))


async def test_unknown_status(receipts: Receipts, redis: Redis) -> None:
    """A status that Meta has not told of before says nothing."""
    await receipts.fares(OUT, "deleted")
    assert 0 == await redis.dbsize()


async def test_how_long(receipts: Receipts, redis: Redis) -> None:
    """It is kept for three days; what is told of messages that are not ours, for a minute."""
    await receipts.note(OUT, LETTER, 1.0)
    (key,) = await redis.keys("*")
    await receipts.fares("wamid.OTHER", "sent")
    (other,) = [one for one in await redis.keys("*") if one != key]
    assert (True, True) == (SECONDS - 5 < await redis.ttl(key) <= SECONDS, 55 < await redis.ttl(other) <= 60)


async def test_another_key(redis: Redis, receipts: Receipts) -> None:
    """What was sealed with a key that is gone cannot be sent again, and is no error."""
    await receipts.note(OUT, LETTER, 1.0)
    (key,) = await redis.keys("*")
    other = Receipts(redis, Seal(OTHER_SECRET))
    await other.note(OUT, LETTER, 1.0)
    (other_key,) = [one for one in await redis.keys("*") if one != key]
    await redis.hset(other_key, "said", await redis.hget(key, "said"))
    assert await other.failed(OUT) is None


async def test_is_sealed(receipts: Receipts, redis: Redis) -> None:
    """Nobody reads in Redis what was said, or to whom."""
    await receipts.note(OUT, LETTER, 1.0)
    (key,) = await redis.keys("*")
    found = repr((key, await redis.hgetall(key)))
    assert [False, False] == ["segredo" in found, "HBgN" in found]
