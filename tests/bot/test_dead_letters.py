"""What cannot be answered is kept, sealed, until somebody puts it back."""

from datetime import UTC, datetime, timedelta

import pytest
from redis.asyncio import Redis

from bot.dead_letters import DEAD, DeadLetters
from bot.inbox import Inbox, Update
from bot.sealing import Seal
from tests.kit.mail import CHAT, OTHER, inbox_of
from tests.kit.program import SECRET


@pytest.fixture
def letters(redis: Redis) -> DeadLetters:
    return DeadLetters(redis, Seal(SECRET))


def update(id_: str, text: str = "senha123") -> Update:
    value = {"id": id_, "body": {"text": text}}
    return Update(value, Seal(SECRET).close(value))


async def waiting(inbox: Inbox, chat: str = CHAT) -> object:
    """What is to be answered next in a mailbox."""
    found = (await inbox.take(chat)).update
    return found and found.value["body"]


async def test_letter_says_where_it_is_from(letters: DeadLetters) -> None:
    """Which chat, which update, what went wrong and when; not what was said."""
    await letters.add(CHAT, update("1"), ValueError("senha123"))
    (letter,) = await letters.all()
    assert (CHAT, "1", "ValueError") == (letter.chat, letter.update, letter.error)
    assert timedelta(0) <= datetime.now(UTC) - letter.at < timedelta(minutes=1)


async def test_letter_is_sealed(redis: Redis, letters: DeadLetters) -> None:
    """Nothing of what was said can be read in Redis, nor in what the error says of it."""
    await letters.add(CHAT, update("1"), ValueError("senha123"))
    assert b"senha123" not in repr(await redis.xrange(DEAD)).encode()


async def test_letter_put_aside_twice_is_one(redis: Redis, letters: DeadLetters) -> None:
    """Put aside again by the next worker, where the first died before its commit, it is put back once."""
    for _ in range(2):
        await letters.add(CHAT, update("1"), ValueError())
    assert 1 == len(await letters.all())
    assert 1 == await letters.replay(inbox_of(redis))
    assert (1, 0) == (await redis.llen(f"inbox:{{{CHAT}}}"), await redis.xlen(DEAD))


async def test_replayed_letter_is_no_duplicate(redis: Redis, letters: DeadLetters) -> None:
    """An update that its chat has seen is answered when it is put back, though its id is known."""
    inbox = inbox_of(redis)
    await inbox.append(CHAT, "1", {"text": "oi"})
    taken = (await inbox.take(CHAT)).update
    assert taken
    await letters.add(CHAT, taken, ValueError())
    await inbox.commit(CHAT, taken, "{}", [], [])
    await letters.replay(inbox)
    assert {"text": "oi"} == await waiting(inbox)


async def test_letters_go_back_to_their_own_chats(redis: Redis, letters: DeadLetters) -> None:
    """The same id in two chats is two letters."""
    for chat in (CHAT, OTHER):
        await letters.add(chat, update("1", chat), ValueError())
    assert 2 == await letters.replay(inbox_of(redis))
    for chat in (CHAT, OTHER):
        assert {"text": chat} == await waiting(inbox_of(redis), chat)


async def test_letter_of_another_key_stays(redis: Redis, letters: DeadLetters) -> None:
    """What cannot be opened is not lost, and in the way of no other."""
    other = Update({"id": "1"}, Seal("k" * 32).close({"id": "1", "body": {}}))
    for one in (other, update("2")):
        await letters.add(CHAT, one, ValueError())
    assert 1 == await letters.replay(inbox_of(redis))
    assert [("1", None)] == [(letter.update, letter.value) for letter in await letters.all()]


async def test_old_letters_go(redis: Redis, letters: DeadLetters) -> None:
    """What nobody looked into for 30 days is forgotten, as drafts are."""
    fields = {"chat": CHAT, "id": "0", "error": "ValueError", "update": b""}
    old = datetime.now(UTC) - timedelta(days=31)
    for number in range(200):  # Redis forgets a hundred or so at a time
        await redis.xadd(DEAD, fields, id=f"{int(old.timestamp() * 1000)}-{number + 1}")
    await letters.add(CHAT, update("1"), ValueError())
    assert await redis.xlen(DEAD) < 150
