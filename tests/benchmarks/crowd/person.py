"""Somebody who answers as soon as asked."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.benchmarks.crowd.scripts import Script


@dataclass(slots=True)
class Person:
    """One chat, over all runs.

    Args:
        number: of the chat.
        script: what is said in it.
        send: brings a text or, where there is none, a tap on a message (by id) with its data to the bot.
        now: the time in seconds.
    """

    number: int
    script: Script
    send: Callable[["Person", str, str, int], None]
    now: Callable[[], float]
    line: int = 0
    round: int = 0
    said: list[str] = field(default_factory=list)
    waits_since: float | None = None
    message: int = 1
    going_on: bool = False
    times: list[tuple[float, float]] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)

    def speak(self) -> None:
        """Says the next line."""
        line = self.script.lines[self.line]
        self.waits_since = self.now()
        if line.say is None:
            self.send(self, "", line.tap, self.message)
        else:
            self.said.append(line.say(self.number, self.round))
            self.send(self, self.said[-1], "", 0)

    def hear(self, text: str) -> bool:
        """Takes what the bot says, and tells whether the next line is due."""
        if self.waits_since is None or not self.script.lines[self.line].hear(text, self.said):
            if self.script.strict:
                self.mistakes.append(text)
            return False
        if self.line not in self.script.slow:
            self.times.append((self.now(), self.now() - self.waits_since))
        self.waits_since = None
        self.line += 1
        if self.line == len(self.script.lines):
            self.line, self.round, self.said = self.script.again, self.round + 1, []
        return self.going_on
