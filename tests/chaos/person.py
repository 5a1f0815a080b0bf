"""Somebody on a phone who registers a customer and trusts the bot: who hears nothing says nothing."""

import asyncio
from collections.abc import Callable

from bot.simulator.chats import Message
from bot.simulator.phone import Phone
from bot.simulator.view import Shown, shown
from tests.chaos.dialogue import Answers, Line, lines_of


class Person:
    """Answers what is asked: once, however often it is asked, since messages may come twice.

    Args:
        phone: theirs.
        answers: what they know.
        thinking: how many seconds they take for the next answer.
    """

    def __init__(self, phone: Phone, answers: Answers, thinking: Callable[[], float]) -> None:
        self.phone = phone
        self.answers = answers
        self.lines = lines_of(answers)
        self.heard = 0
        """How many of the lines the bot has said."""
        self.complaints: list[str] = []
        self._thinking = thinking
        self._about_to: set[asyncio.Task[None]] = set()
        self._looks: dict[int, str] = {}  # the words of each message, as they were last

    def __str__(self) -> str:
        return f"{self.phone.title} ({self.phone.user.id})"

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

    def look(self, message: Message) -> None:
        """Reads a message that is new or has changed."""
        if message.deleted or not message.from_bot:
            return
        seen = shown(message)
        only_lost_its_buttons = not seen.buttons and self._looks.get(seen.id) == seen.text
        self._looks[seen.id] = seen.text
        if not only_lost_its_buttons:
            self._hear(seen)

    def _hear(self, message: Shown) -> None:
        due = self.lines[self.heard] if not self.done else None
        if due and due.fits(message):
            self.heard += 1
            if due.text or due.choice:
                self._soon(message, due)
        elif not any(line.fits(message) for line in self.lines[: self.heard]):
            self.complaints.append(f"{self} was told, when {due} was due:\n{message.text}")

    def _soon(self, message: Shown | None, line: Line) -> None:
        task = asyncio.create_task(self._answer(message, line))
        self._about_to.add(task)
        task.add_done_callback(self._about_to.discard)

    async def _answer(self, message: Shown | None, line: Line) -> None:
        await asyncio.sleep(self._thinking())
        if line.text or message is None:
            await self.phone.type(line.text)
        else:
            await self.phone.press(message.id, _data(message, line.choice))


def _data(message: Shown, choice: str) -> str:
    """What the button of a choice sends."""
    found = [button.data for row in message.buttons for button in row if button.data]
    return next(data for data in found if data.rpartition("|")[2] == choice)
