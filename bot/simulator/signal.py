"""Waking up whoever waits for the world to change."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Signal:
    """A condition whose changes are made by plain calls: everything here runs on one event loop."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def wake(self) -> None:
        """Lets everybody who waits look again."""
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def wait(self, look: Callable[[], T], seconds: float) -> T:
        """The first true value of `look`, which is called now and after each change.

        Raises:
            TimeoutError: there was none within so many seconds.
        """
        async with asyncio.timeout(seconds):
            while not (found := look()):
                future = asyncio.get_running_loop().create_future()
                self._waiting.add(future)
                try:
                    await future
                finally:
                    self._waiting.discard(future)
        return found
