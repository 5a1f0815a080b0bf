"""Mailboxes keep what came in until it is answered, for one worker at a time."""

import pytest
from redis.asyncio import Redis

from bot.inbox import DRAFT_SECONDS, LEASE_MS, SEEN_MOST, TASKS, UPDATES, Held, Inbox, Update
from bot.sealing import InvalidToken, Seal
from tests.kit.mail import CHAT, OTHER, inbox_of


async def taken(inbox: Inbox, chat: str = CHAT) -> Update:
    """The next update of a mailbox."""
    update = (await inbox.take(chat)).update
    assert update
    return update


async def commit(inbox: Inbox, outgoing: list[str], tasks: list[dict[str, str]]) -> None:
    await inbox.commit(CHAT, await taken(inbox), "{}", outgoing, tasks)


async def runs_out(redis: Redis) -> None:
    """A worker's hold on the mailbox is over."""
    await redis.delete(f"lease:{{{CHAT}}}")


async def left(redis: Redis) -> dict[str, int]:
    """How much lies in each list of the mailbox."""
    kinds = ("inbox", "outbox", "tasks")
    return {kind: await redis.llen(f"{kind}:{{{CHAT}}}") for kind in kinds}


async def test_what_came_in_comes_out(redis: Redis) -> None:
    """A worker that takes a mailbox sees its first update, as it was stored."""
    await inbox_of(redis).append(CHAT, "1", {"text": "olá"})
    assert {"id": "1", "body": {"text": "olá"}} == (await taken(inbox_of(redis))).value


async def test_second_delivery_is_dropped(redis: Redis) -> None:
    """An update that is delivered twice lies there once, also when the first was answered meanwhile."""
    inbox = inbox_of(redis)
    await inbox.append(CHAT, "1", "once")
    await commit(inbox, [], [])
    await inbox.append(CHAT, "1", "once")
    assert 0 == (await left(redis))["inbox"]


async def test_second_delivery_is_announced(redis: Redis) -> None:
    """The first may have been stored by a process that died before it could announce it."""
    for _ in range(2):
        await inbox_of(redis).append(CHAT, "1", "once")
    assert 2 == await redis.xlen(UPDATES)


async def test_same_id_of_another_chat_is_another(redis: Redis) -> None:
    """What is a duplicate is asked for each chat."""
    for chat in (CHAT, OTHER):
        await inbox_of(redis).append(chat, "1", chat)
    assert CHAT == (await taken(inbox_of(redis))).value["body"]
    assert OTHER == (await taken(inbox_of(redis), OTHER)).value["body"]


async def test_ids_are_forgotten_in_the_end(redis: Redis) -> None:
    """A chat remembers the newest thousand ids, not all for ever."""
    inbox = inbox_of(redis)
    await redis.zadd(f"seen:{{{CHAT}}}", {f"old {number}": number for number in range(SEEN_MOST)})
    await inbox.append(CHAT, "new", 1)
    assert await redis.zscore(f"seen:{{{CHAT}}}", "old 0") is None
    assert SEEN_MOST == await redis.zcard(f"seen:{{{CHAT}}}")
    assert 0 < await redis.ttl(f"seen:{{{CHAT}}}")


async def test_commit_changes_everything(redis: Redis) -> None:
    """A commit keeps the chat, takes the update out, and adds what is to be sent and done, in order."""
    inbox = inbox_of(redis)
    await inbox.append(CHAT, "1", "first")
    await commit(inbox, ["a", "b"], [{"id": "t"}])
    box = await inbox.take(CHAT)
    assert ("{}", None, ["a", "b"], 1) == (box.chat, box.update, box.outgoing, box.tasks)
    assert [{"id": "t"}] == [task.value for task in (await inbox.tasks(CHAT))[0]]
    assert 1 == await redis.xlen(TASKS)


async def test_commit_without_the_hold_changes_nothing(redis: Redis) -> None:
    """A worker whose hold ran out, so that another has the mailbox, commits nothing at all."""
    slow, quick = inbox_of(redis, "slow"), inbox_of(redis, "quick")
    await slow.append(CHAT, "1", "first")
    update = await taken(slow)
    await runs_out(redis)
    await taken(quick)
    with pytest.raises(Held):
        await slow.commit(CHAT, update, "{}", ["a"], [{"id": "t"}])
    assert {"inbox": 1, "outbox": 0, "tasks": 0} == await left(redis)
    assert not await redis.exists(f"chat:{{{CHAT}}}")


async def test_commit_of_an_answered_update_changes_nothing(redis: Redis) -> None:
    """The hold is not enough: what is committed must be the next update, so that none is answered twice."""
    inbox = inbox_of(redis)
    await inbox.append(CHAT, "1", "first")
    update = await taken(inbox)
    await inbox.commit(CHAT, update, "{}", ["a"], [])
    with pytest.raises(Held):
        await inbox.commit(CHAT, update, "{}", ["a"], [])
    assert 1 == (await left(redis))["outbox"]


async def test_taken_mailbox_is_nobody_elses(redis: Redis) -> None:
    """Two workers never have the same mailbox; the other is told how long it must wait at most."""
    one, two = inbox_of(redis, "one"), inbox_of(redis, "two")
    await one.append(CHAT, "1", "first")
    await one.take(CHAT)
    with pytest.raises(Held) as held:
        await two.take(CHAT)
    assert LEASE_MS / 1000 - 5 < held.value.seconds <= LEASE_MS / 1000
    assert (await one.take(CHAT)).update


@pytest.mark.parametrize("committed", [True, False])
async def test_update_handed_out_again_says_so(redis: Redis, committed: bool) -> None:
    """An update that somebody took and did not commit may have been played; a fresh one was not."""
    dead, other = inbox_of(redis, "dead"), inbox_of(redis, "other")
    for id_ in ("1", "2"):
        await dead.append(CHAT, id_, id_)
    assert not (await taken(dead)).again
    if committed:
        await commit(dead, [], [])
    await runs_out(redis)
    assert committed != (await taken(other)).again


async def test_mailbox_with_nothing_to_do_is_not_held(redis: Redis) -> None:
    """An announcement of what is done already costs one look, and is in nobody's way."""
    inbox = inbox_of(redis, "one")
    box = await inbox.take(CHAT)
    assert (None, [], 0) == (box.update, box.outgoing, await redis.exists(f"lease:{{{CHAT}}}"))


async def test_hold_of_the_dead_runs_out(redis: Redis) -> None:
    """A hold lasts as long as it is renewed, and then ten seconds at most."""
    dead, other = inbox_of(redis, "dead"), inbox_of(redis, "other")
    await dead.append(CHAT, "1", "oi")
    await dead.take(CHAT)
    await redis.pexpire(f"lease:{{{CHAT}}}", 1000)
    await other.renew(CHAT)
    assert await redis.pttl(f"lease:{{{CHAT}}}") <= 1000
    await dead.renew(CHAT)
    assert 1000 < await redis.pttl(f"lease:{{{CHAT}}}") <= LEASE_MS


async def test_sent_message_is_taken_out_by_its_worker_alone(redis: Redis) -> None:
    """A worker that lost the mailbox while it sent takes nothing out: the next one sends again."""
    one, two = inbox_of(redis, "one"), inbox_of(redis, "two")
    await one.append(CHAT, "1", "first")
    await commit(one, ["a", "b"], [])
    with pytest.raises(Held):
        await two.sent(CHAT, 1, 1, {"message": "2"})
    await one.sent(CHAT, 1, 1, {"message": "1"})
    box = await one.take(CHAT)
    assert (["b"], {"message": "1"}) == (box.outgoing, box.screen)


async def test_screen_stays_where_nothing_changed(redis: Redis) -> None:
    """What the channel remembers of the chat stays when a message changed nothing of it."""
    inbox = inbox_of(redis)
    await inbox.append(CHAT, "1", "first")
    await commit(inbox, ["a", "b"], [])
    await inbox.sent(CHAT, 1, 1, {"message": "1"})
    await inbox.sent(CHAT, 0, 1)
    assert {"message": "1"} == (await inbox.take(CHAT)).screen


async def test_mailbox_is_given_back_when_all_is_sent(redis: Redis) -> None:
    """With nothing left in it, a mailbox is anybody's."""
    one, two = inbox_of(redis, "one"), inbox_of(redis, "two")
    await one.append(CHAT, "1", "first")
    await commit(one, ["a"], [])
    assert await one.sent(CHAT, 1, 0) is None
    assert (await two.take(CHAT)).update is None


async def test_what_came_meanwhile_is_handed_out(redis: Redis) -> None:
    """What came while the update before was answered is not overlooked: the worker keeps the mailbox."""
    one, two = inbox_of(redis, "one"), inbox_of(redis, "two")
    await one.append(CHAT, "1", "first")
    await commit(one, ["a"], [])
    await two.append(CHAT, "2", "meanwhile")
    update = await one.sent(CHAT, 1, 0)
    assert update
    assert ("meanwhile", False) == (update.value["body"], update.again)
    with pytest.raises(Held):
        await two.take(CHAT)


async def test_note_that_arrives_twice_takes_out_once(redis: Redis) -> None:
    """A note whose answer was lost is sent again by the client: no other message goes with it."""
    inbox = inbox_of(redis)
    await inbox.append(CHAT, "1", "first")
    await commit(inbox, ["a", "b", "c"], [])
    for _ in range(2):
        await inbox.sent(CHAT, 1, 2)
    assert ["b", "c"] == (await inbox.take(CHAT)).outgoing


async def test_mailbox_is_kept_while_messages_are_left(redis: Redis) -> None:
    """Noting one of two messages gives back nothing and hands out nothing."""
    one, two = inbox_of(redis, "one"), inbox_of(redis, "two")
    for id_ in ("1", "2"):
        await one.append(CHAT, id_, id_)
    await commit(one, ["a", "b"], [])
    assert await one.sent(CHAT, 1, 1) is None
    with pytest.raises(Held):
        await two.take(CHAT)


async def test_task_becomes_its_event_once(redis: Redis) -> None:
    """However often a task is done, its event comes once, and the task is gone."""
    inbox = inbox_of(redis)
    await inbox.append(CHAT, "1", "first")
    await commit(inbox, [], [{"id": "1:0"}])
    ((task,), _) = await inbox.tasks(CHAT)
    for _ in range(2):
        await inbox.finish_task(CHAT, task, {"event": "found"})
    assert {"inbox": 1, "outbox": 0, "tasks": 0} == await left(redis)
    assert {"id": "task:1:0", "body": {"event": "found"}} == (await taken(inbox)).value


async def test_drafts_last_thirty_days(redis: Redis) -> None:
    """What a chat remembers goes thirty days after its last word."""
    inbox = inbox_of(redis)
    await inbox.append(CHAT, "1", "first")
    await commit(inbox, [], [])
    assert DRAFT_SECONDS - 5 < await redis.ttl(f"chat:{{{CHAT}}}") <= DRAFT_SECONDS == 30 * 24 * 3600


async def test_another_key_opens_nothing(redis: Redis) -> None:
    """What one SECRET_KEY sealed another cannot open."""
    await inbox_of(redis).append(CHAT, "1", "first")
    with pytest.raises(InvalidToken):
        await Inbox(redis, Seal("another key of more than thirty-two characters"), "one").take(CHAT)
