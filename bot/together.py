"""Questions that are asked at the same moment, asked together: one way there and back serves all of them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Q = TypeVar("Q")
A = TypeVar("A")


class Together(Generic[Q, A]):
    """Asks a question when nothing is asked yet; what comes meanwhile goes with the next one.

    Constructing it starts nothing, and no task outlives those who wait.

    Args:
        ask: answers many at once, in their order; an exception in the place of an answer is for that one
            alone, one that it raises is for all.
        most: how many at once.
    """

    def __init__(self, ask: Callable[[list[Q]], Awaitable[list[A | Exception]]], *, most: int = 200) -> None:
        self._ask = ask
        self._most = most
        self._waiting: list[tuple[Q, asyncio.Future[A]]] = []
        self._asking: asyncio.Task[None] | None = None

    async def ask(self, question: Q) -> A:
        """The answer to a question.

        Raises:
            Exception: what it came to instead.
        """
        answer: asyncio.Future[A] = asyncio.get_running_loop().create_future()
        self._waiting.append((question, answer))
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask_all())
        return await answer

    async def _ask_all(self) -> None:
        """Asks for everybody who waits, until nobody does."""
        try:
            while self._waiting:
                asked, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                for (_, answer), found in zip(asked, await self._found(asked), strict=True):
                    if answer.done():
                        continue  # who asked has given up
                    if isinstance(found, Exception):
                        answer.set_exception(found)
                    else:
                        answer.set_result(found)
        finally:
            self._asking = None

    async def _found(self, asked: list[tuple[Q, asyncio.Future[A]]]) -> list[A | Exception]:
        try:
            return await self._ask([question for question, _ in asked])
        except Exception as error:  # whatever it was, nobody is left waiting
            return [error] * len(asked)
