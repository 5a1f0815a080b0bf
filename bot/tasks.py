"""Tasks: slow work that a turn asked for, done while no worker and no chat waits for it."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict

import structlog

from bot.inbox import UPDATES, Inbox
from bot.outgoing import task_from_json
from conversations.prompt import Event, Task

log = structlog.get_logger()


class TaskWorker:
    """Does the tasks of a chat and puts their events into its mailbox.

    Args:
        inbox: where tasks wait and events go.
        do: does one task; a failing source is an outcome, not an exception.
    """

    def __init__(self, inbox: Inbox, do: Callable[[Task], Awaitable[Event]]) -> None:
        self._inbox = inbox
        self._do = do

    async def work(self, chat: str) -> None:
        """Does every task that waits."""
        waiting = await self._inbox.tasks(chat)
        if not waiting:  # done by somebody who may have died before saying so
            await self._inbox.announce(UPDATES, chat)
        for item in waiting:
            task = task_from_json({key: value for key, value in item.value.items() if key != "id"})
            await self._inbox.finish_task(chat, item, {"event": asdict(await self._outcome(chat, task))})

    async def _outcome(self, chat: str, task: Task) -> Event:
        try:
            return await self._do(task)
        except Exception:  # a person waits for the event: our own error must not keep it from coming
            log.exception("task failed", chat=chat, task=task.name)
            return Event(task.name, task.about, "unavailable")
