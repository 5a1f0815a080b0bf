"""Slow work is done outside the turn, and its result always comes."""

from typing import Any

import pytest

from bot.tasks import TaskWorker
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

    async def do(task: Task) -> Event:
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
