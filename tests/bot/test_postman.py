"""What was committed is sent in order, at least once; what cannot be sent stands in nobody's way."""

import asyncio
from typing import Any

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError

from bot.channel import CannotSend, SendLater
from bot.inbox import Held, Inbox
from bot.outgoing import Message, News, Outgoing, Tapped, outgoing_to_json
from bot.sealing import Seal
from conversations import words
from conversations.draft import Chat
from conversations.prompt import Event, Prompt
from tests.bot.test_worker import echo
from tests.kit.mail import CHAT, OTHER, Post
from tests.kit.messenger import Messenger
from tests.kit.program import SECRET, Place

NEWS = News(OTHER, "news:1", Event("customer_registered", {"customer": "c"}, "found"))


class Failing(Messenger):
    """A channel that raises an error at some of its sends, which then reach nobody.

    Args:
        error: what it raises.
        at: the numbers of these sends, from 1.
    """

    def __init__(self, error: BaseException, *at: int) -> None:
        super().__init__(echo)
        self.tries: list[Outgoing] = []
        self._error, self._at = error, at

    async def send(self, chat: str, outgoing: Outgoing, screen: dict[str, Any]) -> dict[str, Any]:
        self.tries.append(outgoing)
        if len(self.tries) in self._at:
            raise self._error
        return await super().send(chat, outgoing, screen)


def message(text: str) -> Message:
    return Message(Prompt(text))


async def committed(desk: Post, *outgoing: Outgoing) -> None:
    """Puts messages into the outbox, as a turn of a worker that died would."""
    await desk.deliver("before")
    update = (await desk.inbox.take(CHAT)).update
    assert update
    told = [outgoing_to_json(one) for one in outgoing]
    await desk.inbox.commit(CHAT, update, Chat().to_json(), told, [])


async def left(place: Place) -> int:
    return int(await place.redis.llen(f"outbox:{{{CHAT}}}"))


async def test_message_waits_as_long_as_the_channel_asks(place: Place) -> None:
    """A message that is to come later is sent when that time is over, and the next one after it."""
    asked: list[float] = []
    now = asyncio.get_running_loop().time

    class Busy(Messenger):
        async def send(self, *args: object) -> dict[str, object]:
            asked.append(now())
            if len(asked) == 1:
                raise SendLater(0.05)
            return await super().send(*args)  # type: ignore[arg-type]

    desk = Post(place.redis, place.database, Busy(echo))
    await desk.deliver("1", "2")
    await desk.work()
    assert ["1", "2"] == desk.messenger.said
    assert asked[1] - asked[0] >= 0.05


@pytest.mark.parametrize(
    ("error", "instead"), [(CannotSend(), []), (ValueError("refused"), [words.OUR_FAULT])]
)
async def test_message_that_cannot_be_sent_is_out_of_the_way(
    place: Place, error: Exception, instead: list[str]
) -> None:
    """Where nobody is there to read, or a message is refused, the chat goes on with the next; a refused one
    is owned up to.
    """

    class Gone(Messenger):
        async def send(self, chat: str, *args: object) -> dict[str, object]:
            if not self.sent:
                self.sent.append((chat, args[0]))  # type: ignore[arg-type]
                raise error
            return await super().send(chat, *args)  # type: ignore[arg-type]

    desk = Post(place.redis, place.database, Gone(echo))
    await desk.deliver("1", "2")
    assert await desk.work()
    assert ["1", *instead, "2"] == desk.messenger.said
    assert not await place.redis.exists(f"outbox:{{{CHAT}}}")


async def test_message_goes_on_where_it_was_put_off(place: Place) -> None:
    """What the channel has done of a message is given back to it, for this message alone."""
    screens: list[dict[str, Any]] = []

    class Partly(Messenger):
        async def send(self, chat: str, outgoing: Outgoing, screen: dict[str, Any]) -> dict[str, Any]:
            screens.append(screen)
            if len(screens) == 1:
                raise SendLater(0, {"gone": 1})
            if len(screens) == 2:
                raise ValueError("refused")
            return {}

    desk = Post(place.redis, place.database, Partly(echo))
    await committed(desk, message("a"), message("b"))
    await desk.work()
    assert [{}, {"gone": 1}, {}, {}] == screens


async def test_blocked_bot_ends_the_chats_queue_quietly(place: Place) -> None:
    """Whoever blocked the bot is sent one message and not the rest; what is for somebody else still goes."""
    desk = Post(place.redis, place.database, Failing(CannotSend(), 1))
    await committed(desk, message("a"), message("b"), NEWS)
    assert await desk.work()
    assert ([message("a")], 0) == (desk.messenger.tries, await left(place))  # type: ignore[attr-defined]
    assert (await desk.inbox.take(OTHER)).update


async def test_crash_sends_one_message_again_and_not_all(place: Place) -> None:
    """A worker that dies at the third message has noted those before: they are not sent again."""
    desk = Post(place.redis, place.database, Failing(asyncio.CancelledError(), 3))
    await committed(desk, message("a"), message("b"), message("c"))
    with pytest.raises(asyncio.CancelledError):
        await desk.work()
    await desk.work()
    assert ["a", "b", "c"] == desk.messenger.said


async def test_tap_is_confirmed_without_a_note_of_its_own(place: Place) -> None:
    """What does no harm when it is sent twice costs no round trip to be noted."""
    notes: list[int] = []

    class Counting(Inbox):
        async def sent(self, chat: str, count: int, left: int, screen: Any = None) -> Any:
            notes.append(count)
            return await super().sent(chat, count, left, screen)

    inbox = Counting(place.redis, Seal(SECRET), "one")
    desk = Post(place.redis, place.database, Messenger(echo), inbox)
    await committed(desk, Tapped("query"), message("a"))
    await desk.work()
    assert [2] == notes


async def test_lost_mailbox_is_sent_by_its_new_worker(place: Place) -> None:
    """A worker that lost its hold while it sent notes nothing and stops."""

    class Losing(Messenger):
        async def send(self, *args: Any) -> dict[str, Any]:
            await place.redis.set(f"lease:{{{CHAT}}}", "another")
            return await super().send(*args)

    desk = Post(place.redis, place.database, Losing(echo))
    await committed(desk, message("a"), message("b"))
    with pytest.raises(Held):
        await desk.worker.work(CHAT)
    assert (["a"], 2) == (desk.messenger.said, await left(place))


async def test_redis_away_leaves_the_message(place: Place) -> None:
    """Where Redis fails in a send, as the limiter's may, nothing counts as sent."""
    desk = Post(place.redis, place.database, Failing(RedisConnectionError(), 1))
    await committed(desk, message("a"))
    with pytest.raises(RedisConnectionError):
        await desk.work()
    await desk.work()
    assert ["a"] == desk.messenger.said
