"""A source that takes its time, and notes when it was asked and when it was left."""

import asyncio
from dataclasses import dataclass, field

from tests.kit.leaping import now


@dataclass
class Timed:
    """Answers, or refuses, after so many seconds.

    Args:
        name: of the source.
        after: seconds; none for never.
        answer: or what it raises.
        only: the keys it takes; none for all.
    """

    name: str
    after: float | None = 0.2
    answer: str | Exception = ""
    only: str = ""
    asked: list[float] = field(default_factory=list)
    left: list[float] = field(default_factory=list)

    def takes(self, key: str) -> bool:
        return not self.only or key == self.only

    async def find(self, _: str) -> str:
        self.asked.append(now())
        try:
            await (asyncio.Event().wait() if self.after is None else asyncio.sleep(self.after))
        except asyncio.CancelledError:
            self.left.append(now())
            raise
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer or self.name
