"""Asking several sources: the next one is asked before the one before has failed."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from conversations.ports.companies import NotFound, Unavailable

DEADLINE = 6.0  # seconds for everything, after which a person goes on by hand
WITHIN = 5.0  # seconds of these for the sources; the rest is for Redis

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")


class Lookup(Protocol[T_co]):
    """What is known of a tax id or a CEP."""

    async def find(self, key: str, /) -> T_co: ...  # noqa: D102 - as the port's


class Source(Lookup[T_co], Protocol[T_co]):
    """A service, named for the log and the metrics. One that cannot be asked everything has `takes(key)`."""

    @property
    def name(self) -> str: ...  # noqa: D102 - see the class


def takes(source: Lookup[object], key: str) -> bool:
    """Whether a source can be asked this."""
    asked = getattr(source, "takes", None)
    return asked is None or bool(asked(key))


@dataclass(frozen=True, slots=True)
class Chain(Generic[T]):
    """Sources in the order they are asked, until one knows; those still asked then are left.

    Args:
        sources: the best first.
        hedge: seconds without an answer after which the next one is asked too.
        within: seconds for everything.
    """

    sources: Sequence[Lookup[T]]
    hedge: float
    within: float = WITHIN

    async def find(self, key: str) -> T:
        """The first thing found.

        Raises:
            NotFound: every source that answered says there is none.
            Unavailable: none answered.
        """
        race, now = _Race[T](key), asyncio.get_running_loop().time
        until = now() + self.within
        try:
            for source in self.sources:
                if not takes(source, key):
                    continue
                await race.ask(source, min(until, now() + self.hedge))
                if race.found or now() >= until:
                    break
            while race.running and not race.found and now() < until:
                await race.hear(until)
        finally:
            race.leave()
        return race.won()


@dataclass(slots=True)
class _Race(Generic[T]):
    """One question, with several sources under way.

    Args:
        key: a tax id or a CEP.
        running: who has not answered, in the order they were asked.
        found: what the first that knows says.
        refusals: what the others said.
    """

    key: str
    running: list[asyncio.Task[T]] = field(default_factory=list)
    found: list[T] = field(default_factory=list)
    refusals: list[NotFound | Unavailable] = field(default_factory=list)

    async def ask(self, source: Lookup[T], until: float) -> None:
        """Asks a source too, and returns when it refuses, somebody knows, or the time has come."""
        task: asyncio.Task[T] = asyncio.create_task(source.find(self.key))
        self.running.append(task)
        while task in self.running and not self.found and asyncio.get_running_loop().time() < until:
            await self.hear(until)

    async def hear(self, until: float) -> None:
        """Waits for an answer, or until the time has come."""
        left = max(0.0, until - asyncio.get_running_loop().time())
        done, _ = await asyncio.wait(self.running, timeout=left, return_when=asyncio.FIRST_COMPLETED)
        for task in [task for task in self.running if task in done]:
            self.running.remove(task)
            try:
                self.found.append(task.result())
            except (NotFound, Unavailable) as refusal:
                self.refusals.append(refusal)

    def leave(self) -> None:
        """Waits for nobody any more."""
        for task in self.running:
            task.cancel()

    def won(self) -> T:
        """What was found, else what the refusals come to: one that answered is enough for "not found"."""
        if self.found:
            return self.found[0]
        raise next((r for r in self.refusals if isinstance(r, NotFound)), Unavailable("no source answered"))
