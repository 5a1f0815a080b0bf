"""The same question, asked by many at the same moment: it is asked once."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

A = TypeVar("A")
Ask = Callable[[], Coroutine[Any, Any, A]]


@dataclass(slots=True)
class _Flight(Generic[A]):
    """A question on its way, and how many wait for its answer."""

    task: asyncio.Task[A]
    waiting: int = 0


class Flights(Generic[A]):
    """Questions on their way. Nothing is remembered: who comes after the answer asks anew.

    `bot.together` is for different questions that are asked in one; here they are the same.
    """

    def __init__(self) -> None:
        self._flying: dict[str, _Flight[A]] = {}

    async def join(self, key: str, ask: Ask[A]) -> A:
        """The answer to a question; it is given up when nobody waits for it any more.

        Args:
            key: names the question.
            ask: asks it, if nobody does.

        Raises:
            Exception: what it came to instead, for all who wait.
        """
        flight = self._flying.get(key) or self._start(key, ask)
        flight.waiting += 1
        try:
            return await asyncio.shield(flight.task)
        finally:
            flight.waiting -= 1
            if not flight.waiting:
                self._end(key, flight)

    def launch(self, key: str, ask: Ask[A]) -> None:
        """Asks a question to its end, though nobody waits; `ask` keeps its exceptions to itself."""
        if key not in self._flying:
            self._start(key, ask).waiting += 1

    def _start(self, key: str, ask: Ask[A]) -> _Flight[A]:
        flight = self._flying[key] = _Flight(asyncio.create_task(ask()))
        flight.task.add_done_callback(lambda _: self._end(key, flight))
        return flight

    def _end(self, key: str, flight: _Flight[A]) -> None:
        """Makes room for the next question, at once: nobody may join one that is being given up."""
        if self._flying.get(key) is flight:
            del self._flying[key]
        flight.task.cancel()
