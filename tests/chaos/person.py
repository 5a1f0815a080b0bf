"""Somebody on a phone who registers a customer and trusts the bot: who hears nothing says nothing."""

import asyncio
from collections.abc import Callable
from typing import Any

from tests.chaos.dialogue import Answers, Line, lines_of
from tests.chaos.messengers import Seen


class Person:
    """Answers what is asked: once, however often it is asked, since messages may come twice.

    Args:
        number: which of the crowd.
        phone: theirs.
        answers: what they know.
        thinking: how many seconds they take for the next answer.
    """

    def __init__(self, number: int, phone: Any, answers: Answers, thinking: Callable[[], float]) -> None:
        self.number = number
        self.phone = phone
        self.answers = answers
        self.lines = lines_of(answers)
        self.heard = 0
        """How many of the lines the bot has said."""
        self.complaints: list[str] = []
        self._thinking = thinking
        self._about_to: set[asyncio.Task[None]] = set()

    def __str__(self) -> str:
        return str(self.phone.title)

    @property
    def id(self) -> str:
        """As a person of the reseller."""
        return f"p{self.number}"

    @property
    def done(self) -> bool:
        """Whether everything was said."""
        return self.heard == len(self.lines)

    @property
    def about_to_speak(self) -> bool:
        """Whether something is being answered at the moment."""
        return bool(self._about_to)

    def begin(self) -> None:
        """Sends /start."""
        self._soon(None, Line(text="/start"))

    def hear(self, message: Seen) -> None:
        """Reads a message that is new or has changed."""
        due = self.lines[self.heard] if not self.done else None
        if due and due.fits(message):
            self.heard += 1
            if due.text or due.choice:
                self._soon(message, due)
        elif not any(line.fits(message) for line in self.lines[: self.heard]):
            self.complaints.append(f"{self} was told, when {due} was due:\n{message.words}")

    def _soon(self, message: Seen | None, line: Line) -> None:
        task = asyncio.create_task(self._answer(message, line))
        self._about_to.add(task)
        task.add_done_callback(self._about_to.discard)

    async def _answer(self, message: Seen | None, line: Line) -> None:
        await asyncio.sleep(self._thinking())
        sent = message.choice(line.choice) if message else None
        if message and sent:
            await self.phone.press(message.id, sent)
        else:  # where a choice is on another page it is typed
            await self.phone.type(line.text or line.choice)
