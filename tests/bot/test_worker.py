"""A worker answers a mailbox in order, once, and whatever fails leaves nobody without a word."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from bot import worker
from bot.db.models import ResellerRow
from bot.inbox import TASKS, Inbox
from bot.sealing import Seal
from bot.worker import TRIES
from conversations import words
from conversations.draft import Chat
from conversations.prompt import Prompt, Task
from conversations.turn import Turn
from tests.kit.given import NOON
from tests.kit.mail import CHAT, Post
from tests.kit.messenger import Messenger
from tests.kit.program import SECRET, Place

Answer = Callable[[Turn], Awaitable[None]]


async def echo(turn: Turn) -> None:
    """Says what was said."""
    turn.say(Prompt(turn.reply.text or ""))


class Failing:
    """Fails at the first turns, after it has changed all that a turn can change.

    Args:
        errors: raised one after another.
    """

    def __init__(self, *errors: Exception) -> None:
        self.turns = 0
        self.errors = list(errors)

    async def __call__(self, turn: Turn) -> None:
        self.turns += 1
        draft = turn.chat.drafts.get("registration") or turn.new_draft("registration")
        draft.trail.append(turn.reply.text or "")
        session = turn.ports.people._session  # type: ignore[attr-defined]
        session.add(ResellerRow(id=f"{turn.reply.text}", name="x", support="", created_at=NOON))
        await session.flush()
        turn.say(Prompt(f"{turn.reply.text}: {draft.trail}"))
        if self.errors:
            raise self.errors.pop(0)


async def rows(place: Place) -> int:
    async with place.database.transaction() as tx:
        return await tx.session.scalar(select(func.count()).select_from(ResellerRow)) or 0


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is away is tried again at once."""
    monkeypatch.setattr(worker, "PAUSES", (0.0,))


def post(place: Place, answer: Answer, inbox: Inbox | None = None) -> Post:
    return Post(place.redis, place.database, Messenger(answer), inbox)


async def test_updates_are_answered_in_order(place: Place) -> None:
    """A chat's messages are answered one after another, in the order they came."""
    desk = post(place, echo)
    await desk.deliver("1", "2", "3")
    assert await desk.work()
    assert ["1", "2", "3"] == desk.messenger.said


async def test_answer_goes_out_before_the_next_update_is_taken(place: Place) -> None:
    """A chat reads its answers between its questions: nothing overtakes."""
    seen: list[int] = []

    async def count(turn: Turn) -> None:
        seen.append(len(desk.messenger.sent))
        await echo(turn)

    desk = post(place, count)
    await desk.deliver("1", "2")
    await desk.work()
    assert [0, 1] == seen


async def test_empty_mailbox_is_given_back(place: Place) -> None:
    """After its work a worker holds nothing, so that any other can go on."""
    desk = post(place, echo)
    await desk.deliver("1")
    await desk.work()
    assert await Inbox(place.redis, Seal(SECRET), "another").take(CHAT)


async def test_mailbox_of_another_worker_is_left_alone(place: Place) -> None:
    """While another worker has the mailbox, nothing is answered here."""
    desk = post(place, echo)
    await desk.deliver("1")
    await Inbox(place.redis, Seal(SECRET), "another").take(CHAT)
    assert not await desk.work()
    assert [] == desk.messenger.said


async def test_lost_mailbox_is_answered_by_its_new_worker_alone(place: Place) -> None:
    """A worker that lost its hold during a turn commits nothing, sends nothing, and lets the other go on."""
    another = post(place, echo, Inbox(place.redis, Seal(SECRET), "another"))

    async def slowly(turn: Turn) -> None:
        await place.redis.delete(f"lease:{{{CHAT}}}")  # as if it had run out
        await another.work()
        await echo(turn)

    desk = post(place, slowly)
    await desk.deliver("1")
    assert not await desk.work()
    assert ([], ["1"]) == (desk.messenger.said, another.messenger.said)


async def test_failed_turn_leaves_nothing_and_is_tried_again(place: Place) -> None:
    """What a failed turn wrote, remembered or said is gone; the next try begins where it began."""
    failing = Failing(ValueError("a fault of ours"))
    desk = post(place, failing)
    await desk.deliver("1", "2")
    await desk.work()
    assert ["1: ['1']", "2: ['1', '2']"] == desk.messenger.said
    assert (3, 2) == (failing.turns, await rows(place))


async def test_person_is_told_after_three_tries(place: Place) -> None:
    """An update that always fails is answered by an apology, and the next one by its answer: the chat is as
    it was before.
    """
    failing = Failing()
    desk = post(place, failing)
    await desk.deliver("0")
    await desk.work()
    failing.errors = [ValueError("a fault of ours")] * TRIES
    await desk.deliver("1", "2")
    await desk.work()
    assert ["0: ['0']", words.OUR_FAULT, "2: ['0', '2']"] == desk.messenger.said
    assert 1 + TRIES + 1 == failing.turns


async def test_update_that_always_fails_is_put_aside(place: Place) -> None:
    """After its tries an update lies with the dead letters, and is answered when it is put back."""
    failing = Failing(*[ValueError("a fault of ours")] * TRIES)
    desk = post(place, failing)
    await desk.deliver("1")
    await desk.work()
    (letter,) = await desk.dead_letters.all()
    assert (CHAT, "1", "ValueError") == (letter.chat, letter.update, letter.error)
    assert 1 == await desk.dead_letters.replay(desk.inbox)
    await desk.work()
    assert [words.OUR_FAULT, "1: ['1']"] == desk.messenger.said
    assert [] == await desk.dead_letters.all()


async def test_turn_that_hangs_is_put_off(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a turn waits for without end counts as away: the turn is given up and tried again."""
    monkeypatch.setattr(worker, "LONGEST_TURN", 0.05)
    turns: list[Turn] = []

    async def hang_once(turn: Turn) -> None:
        turns.append(turn)
        if len(turns) == 1:
            await asyncio.Event().wait()
        await echo(turn)

    desk = post(place, hang_once)
    await desk.deliver("1")
    await desk.work()
    assert (["1"], []) == (desk.messenger.said, await desk.dead_letters.all())


@pytest.mark.parametrize("error", [RedisConnectionError(), OperationalError("SELECT", {}, Exception("away"))])
async def test_no_try_is_used_up_while_something_is_away(place: Place, error: Exception) -> None:
    """While Redis or the database is away, a turn is put off, however often, and answered in the end."""
    failing = Failing(*(error for _ in range(TRIES * 3)))
    desk = post(place, failing)
    await desk.deliver("1")
    await desk.work()
    assert ["1: ['1']"] == desk.messenger.said


class Deaf(Inbox):
    """A mailbox whose Redis is away at one commit, before or after it was done."""

    def __init__(self, redis: Redis, *, after: bool) -> None:
        super().__init__(redis, Seal(SECRET), "one")
        self._after, self._away = after, True

    async def commit(self, *args: object) -> None:
        if self._after or not self._away:
            await super().commit(*args)  # type: ignore[arg-type]
        if self._away:
            self._away = False
            raise RedisConnectionError


@pytest.mark.parametrize("after", [True, False])
async def test_broken_commit_is_made_good_at_the_next_look(place: Place, after: bool) -> None:
    """Whether the commit had reached Redis or not when the connection broke: the answer comes once."""
    desk = post(place, echo, Deaf(place.redis, after=after))
    await desk.deliver("1")
    with pytest.raises(RedisConnectionError):
        await desk.work()
    await desk.work()
    assert ["1"] == desk.messenger.said


async def test_what_an_earlier_worker_did_not_send_is_sent_first(place: Place) -> None:
    """A message committed by a process that died is sent before anything new is answered."""
    desk = post(place, echo)
    await desk.deliver("1")
    box = await desk.inbox.take(CHAT)
    assert box.update
    left = {"kind": "Message", "prompt": {"text": "left"}, "tapped": "", "unasked": False}
    await desk.inbox.commit(CHAT, box.update, Chat().to_json(), [left], [])
    await desk.deliver("2")
    await desk.work()
    assert ["left", "2"] == desk.messenger.said


async def test_waiting_task_is_announced_again(place: Place) -> None:
    """A task whose announcement was lost in a crash is found at the next look into the mailbox."""

    async def look_up(turn: Turn) -> None:
        turn.say(Task("look_up_cep", {"address.cep": "01310100"}))

    desk = post(place, look_up)
    await desk.deliver("1")
    await desk.work()
    await place.redis.delete(TASKS)
    await desk.work()
    assert 1 == await place.redis.xlen(TASKS)


async def test_hold_is_kept_while_a_turn_takes_long(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn may take longer than the hold lasts: it is renewed meanwhile."""
    lease = f"lease:{{{CHAT}}}"
    monkeypatch.setattr(worker, "LEASE_MS", 30)

    async def slowly(turn: Turn) -> None:
        await place.redis.pexpire(lease, 1000)
        async with asyncio.timeout(5):
            while await place.redis.pttl(lease) <= 1000:  # noqa: ASYNC110 - Redis tells nobody
                await asyncio.sleep(0.005)
        await echo(turn)

    desk = post(place, slowly)
    await desk.deliver("1")
    assert await desk.work()
    assert ["1"] == desk.messenger.said
