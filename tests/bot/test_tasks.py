"""Slow work is done outside the turn, and its result always comes."""

import asyncio
from typing import Any

import pytest
from redis.exceptions import RedisError

from bot.inbox import UPDATES, Held
from bot.sealing import Seal
from bot.tasks import Report, TaskWorker
from conversations.prompt import Event, Task
from tests.kit.mail import CHAT, inbox_of
from tests.kit.program import Place

ABOUT = {"draft": "abc", "company.tax_id": "12345678000195"}


async def event_of(place: Place, outcome: Event | Exception) -> Any:
    """The event of a task, with what doing it comes to."""
    inbox = inbox_of(place.redis)
    await inbox.append(CHAT, "1", {})
    box = await inbox.take(CHAT)
    assert box.update
    task = {"id": "1:0", "name": "look_up_company", "about": ABOUT}
    await inbox.commit(CHAT, box.update, "{}", [], [task])

    async def do(task: Task, _report: Report) -> Event:
        assert Task("look_up_company", ABOUT) == task
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    worker = TaskWorker(inbox, do)
    await worker.work(CHAT)
    await worker.work(CHAT)  # announced twice: there is nothing left to do
    box = await inbox.take(CHAT)
    assert box.update
    assert 0 == box.tasks
    return box.update.value["body"]["event"]


async def test_result_comes_as_an_event(place: Place) -> None:
    """What a task found, and what it was about, is in the mailbox."""
    found = {"company.status": ("ATIVA", {"company.tax_id": "12345678000195"})}
    actual = await event_of(place, Event("look_up_company", ABOUT, "found", found))
    assert {
        "name": "look_up_company",
        "about": ABOUT,
        "outcome": "found",
        "found": {"company.status": ["ATIVA", {"company.tax_id": "12345678000195"}]},
    } == actual


@pytest.mark.parametrize("error", [ValueError("a fault of ours"), TimeoutError()])
async def test_our_own_error_is_an_outcome(place: Place, error: Exception) -> None:
    """A person waits for the event: it comes, as if the service were away, whatever goes wrong."""
    actual = await event_of(place, error)
    assert ("unavailable", ABOUT) == (actual["outcome"], actual["about"])


async def asked_for(place: Place, *names: str, update: str = "1") -> None:
    """A turn asked for these tasks."""
    inbox = inbox_of(place.redis)
    await inbox.append(CHAT, update, {})
    box = await inbox.take(CHAT)
    assert box.update
    tasks = [{"id": f"{update}:{n}", "name": name, "about": ABOUT} for n, name in enumerate(names)]
    await inbox.commit(CHAT, box.update, "{}", [], tasks)


class Doing:
    """Does tasks when a test lets it, and notes which began and which were left."""

    def __init__(self, *slow: str) -> None:
        self.gates = {name: asyncio.Event() for name in slow}
        self.began: asyncio.Queue[str] = asyncio.Queue()
        self.left: list[str] = []

    async def do(self, task: Task, _report: Report) -> Event:
        self.began.put_nowait(task.name)
        try:
            if task.name in self.gates:
                await self.gates[task.name].wait()
        except asyncio.CancelledError:
            self.left.append(task.name)
            raise
        return Event(task.name, task.about, "found")

    async def first(self, number: int) -> set[str]:
        """The names of the first that begin; each is said once."""
        async with asyncio.timeout(10):
            return {await self.began.get() for _ in range(number)}


async def next_event(place: Place) -> str:
    """The name of the first event in the mailbox."""
    async with asyncio.timeout(10):
        while (box := await inbox_of(place.redis).take(CHAT)).update is None:  # noqa: ASYNC110 - in Redis
            await asyncio.sleep(0.005)
    return str(box.update.value["body"]["event"]["name"])


async def test_tasks_of_a_chat_are_done_at_once(place: Place) -> None:
    """One does not wait for the other, nor its event for the other's."""
    await asked_for(place, "slow", "quick")
    doing = Doing("slow")
    working = asyncio.create_task(TaskWorker(inbox_of(place.redis), doing.do).work(CHAT))
    assert {"slow", "quick"} == await doing.first(2)
    assert "quick" == await next_event(place)
    doing.gates["slow"].set()
    await working


async def test_task_of_another_key_keeps_no_other_waiting(place: Place) -> None:
    """What cannot be opened stays until it can; the chat's other tasks are done."""
    await place.redis.rpush(f"tasks:{{{CHAT}}}", Seal("k" * 32).close({"id": "0:0"}))
    await asked_for(place, "quick")
    with pytest.raises(Held):
        await TaskWorker(inbox_of(place.redis), Doing().do).work(CHAT)
    assert ("quick", 1) == (await next_event(place), await place.redis.llen(f"tasks:{{{CHAT}}}"))


async def test_task_of_another_key_alone_announces_nothing(place: Place) -> None:
    """A look at the mailbox would announce the task again, and so on for ever."""
    await place.redis.rpush(f"tasks:{{{CHAT}}}", Seal("k" * 32).close({"id": "0:0"}))
    with pytest.raises(Held):
        await TaskWorker(inbox_of(place.redis), Doing().do).work(CHAT)
    assert 0 == await place.redis.xlen(UPDATES)


async def test_a_new_task_does_not_wait_for_an_old_one(place: Place) -> None:
    """The chat goes on while something is still looked up for it, and asks for the next thing."""
    await asked_for(place, "slow")
    doing = Doing("slow")
    working = asyncio.create_task(TaskWorker(inbox_of(place.redis), doing.do).work(CHAT))
    await doing.first(1)
    await asked_for(place, "new", update="2")
    assert {"new"} == await doing.first(1)
    doing.gates["slow"].set()
    await working


async def test_a_task_is_begun_once(place: Place) -> None:
    """However often it is looked at while it runs."""
    await asked_for(place, "slow")
    doing = Doing("slow")
    working = asyncio.create_task(TaskWorker(inbox_of(place.redis), doing.do).work(CHAT))
    await doing.first(1)
    await asked_for(place, "new", update="2")
    await doing.first(1)
    doing.gates["slow"].set()
    await working
    assert doing.began.empty()


async def test_an_error_of_redis_is_told_to_who_tries_again(place: Place) -> None:
    """As itself, though tasks run at once; and none of them goes on without anybody to hear of it."""
    await asked_for(place, "quick", "slow")
    await place.redis.set(f"inbox:{{{CHAT}}}", "no list: nothing can be put there")
    doing = Doing("slow")
    with pytest.raises(RedisError):
        await TaskWorker(inbox_of(place.redis), doing.do).work(CHAT)
    assert ["slow"] == doing.left
