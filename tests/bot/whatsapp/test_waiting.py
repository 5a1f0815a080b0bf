"""What waits for somebody to write is kept whole, in order and sealed, and not for ever."""

from redis.asyncio import Redis

from bot.sealing import Seal
from bot.whatsapp.letters import Letter
from bot.whatsapp.messages import Text
from bot.whatsapp.waiting import MOST, SECONDS, Waiting
from tests.kit.program import SECRET

ANA, RUI = "whatsapp:ana", "whatsapp:rui"
OTHER_SECRET = "another secret of at least thirty-two characters"


def waiting_in(redis: Redis, secret: str = SECRET) -> Waiting:
    return Waiting(redis, Seal(secret))


def letter(text: str, born: float = 1.0) -> Letter:
    return Letter.of(Text(text), born)


async def said(waiting: Waiting, mailbox: str = ANA) -> list[str]:
    return [one.letter.content["body"] for one in await waiting.of(mailbox)]


async def test_is_kept_as_it_is(redis: Redis) -> None:
    """A letter comes back as it was, to the person it is for and to nobody else."""
    waiting, kept = (
        waiting_in(redis),
        Letter("text", {"body": "oi"}, 1.5, tries=2, by_id=True, not_before=3.0),
    )
    await waiting.add(ANA, kept)
    assert ([kept], []) == ([one.letter for one in await waiting.of(ANA)], await waiting.of(RUI))


async def test_is_in_order_of_saying(redis: Redis) -> None:
    """What Meta tells of in any order is said in the order in which it was first said."""
    waiting = waiting_in(redis)
    for text, born in (("b", 2.0), ("a", 1.0), ("c", 2.0)):
        await waiting.add(ANA, letter(text, born))
    assert ["a", "b", "c"] == await said(waiting)


async def test_same_words_twice_are_two(redis: Redis) -> None:
    """Two messages of the same words are two messages, and each is taken out by itself."""
    waiting = waiting_in(redis)
    for _ in range(2):
        await waiting.add(ANA, letter("oi"))
    first, _ = await waiting.of(ANA)
    await waiting.remove(ANA, first)
    assert ["oi"] == await said(waiting)


async def test_newest_are_kept(redis: Redis) -> None:
    """Of very many the oldest go."""
    waiting = waiting_in(redis)
    for number in range(MOST + 2):
        await waiting.add(ANA, letter(str(number), number))
    assert [str(number) for number in range(2, MOST + 2)] == await said(waiting)


async def test_is_forgotten_after_a_month(redis: Redis) -> None:
    """What nobody came for goes, and so does the note that they were told."""
    waiting = waiting_in(redis)
    await waiting.add(ANA, letter("oi"))
    await waiting.told(ANA)
    times = [await redis.ttl(key) for key in await redis.keys("*")]
    assert {True} == {SECONDS - 5 < seconds <= SECONDS for seconds in times}


async def test_another_key_is_in_nobodys_way(redis: Redis) -> None:
    """What was sealed with a key that is gone stays aside; it is there again when the key is."""
    old, new = waiting_in(redis), waiting_in(redis, OTHER_SECRET)
    await old.add(ANA, letter("old", 1))
    await new.add(ANA, letter("new", 2))
    for one in await new.of(ANA):
        await new.remove(ANA, one)
    await new.add(ANA, letter("newer", 3))
    assert (["newer"], ["old", "newer"]) == (
        await said(new),
        await said(waiting_in(redis, f"{OTHER_SECRET},{SECRET}")),
    )


async def test_is_sealed(redis: Redis) -> None:
    """Nobody reads in Redis what waits."""
    await waiting_in(redis).add(ANA, letter("segredo"))
    (sealed,) = await redis.lrange("letters:{whatsapp:ana}", 0, -1)
    assert b"segredo" not in sealed


async def test_who_was_told(redis: Redis) -> None:
    """It is known who was told that something waits, until they are to be told again."""
    waiting = waiting_in(redis)
    await waiting.told(ANA)
    before = [await waiting.is_told(ANA), await waiting.is_told(RUI)]
    await waiting.not_told(ANA)
    assert [True, False, False] == [*before, await waiting.is_told(ANA)]
