"""Tasks: slow work that a turn asked for, done while no worker and no chat waits for it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from itertools import count

import structlog

from bot.inbox import UNSEALABLE_PAUSE, UPDATES, Held, Inbox, Item
from bot.outgoing import task_from_json
from conversations.prompt import Event, Task

LOOK_AGAIN = 0.2
"""Seconds between looks for new tasks of a chat while older ones take long: somebody waits for the new one,
and for the old one nobody may wait any more."""

log = structlog.get_logger()
Report = Callable[[Event], Awaitable[None]]
Doing = Callable[[Task, Report], Awaitable[Event]]


class TaskWorker:
    """Does the tasks of a chat, all at the same time, and puts their events into its mailbox as they come.

    Args:
        inbox: where tasks wait and events go.
        do: does one task; a failing source is an outcome, not an exception. What it reports meanwhile goes
            into the mailbox before its result.
    """

    def __init__(self, inbox: Inbox, do: Doing) -> None:
        self._inbox = inbox
        self._do = do

    async def work(self, chat: str) -> None:
        """Does every task that waits, and those that come meanwhile.

        Raises:
            Held: what is left was sealed with another SECRET_KEY.
        """
        doing: dict[bytes, asyncio.Task[None]] = {}
        try:
            while True:
                items, unreadable = await self._inbox.tasks(chat)
                for item in items:
                    if item.sealed not in doing:
                        doing[item.sealed] = asyncio.create_task(self._finish(chat, item))
                if not (doing or unreadable):  # done by somebody who may have died before saying so
                    await self._inbox.announce(UPDATES, chat)
                if not await _some_are_left(list(doing.values())):
                    break
        finally:
            for task in doing.values():
                task.cancel()
            await asyncio.gather(*doing.values(), return_exceptions=True)
        if unreadable:  # nothing is lost: with the right key it is done
            log.warning("sealed with another SECRET_KEY", chat=chat, mend="SECRET_KEY=new,old")
            raise Held(UNSEALABLE_PAUSE)

    async def _finish(self, chat: str, item: Item) -> None:
        task = task_from_json({key: value for key, value in item.value.items() if key != "id"})
        await self._inbox.finish_task(
            chat, item, {"event": asdict(await self._outcome(chat, item.value["id"], task))}
        )

    async def _outcome(self, chat: str, id_: str, task: Task) -> Event:
        reports = count(1)

        async def report(event: Event) -> None:
            await self._inbox.append(chat, f"task:{id_}:{next(reports)}", {"event": asdict(event)})

        try:
            return await self._do(task, report)
        except Exception:  # a person waits for the event: our own error must not keep it from coming
            log.exception("task failed", chat=chat, task=task.name)
            return Event(task.name, task.about, "unavailable")


async def _some_are_left(doing: list[asyncio.Task[None]]) -> bool:
    """Whether any is still at work, after a moment in which they may have finished.

    Raises:
        Exception: what one of them came to.
    """
    if not doing:
        return False
    done, left = await asyncio.wait(doing, timeout=LOOK_AGAIN)
    for error in [task.exception() for task in done]:
        if error:
            raise error
    return bool(left)
