"""What a crowd measured, and what is made of several such runs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

from tests.benchmarks.bots import BESIDE, Bot
from tests.benchmarks.children import Child


class WrongDialogueError(AssertionError):
    """A bot said something else than it should, or nothing: whatever it measured means nothing."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One run.

    Args:
        times: seconds from what was said to its answer, of each turn.
        seconds: how long it was.
        cpu: seconds by process.
    """

    times: list[float]
    seconds: float
    cpu: dict[str, float]

    @property
    def rate(self) -> float:
        """Turns a second."""
        return len(self.times) / self.seconds

    @property
    def rate_of_one(self) -> float:
        """Turns a second while somebody waits for an answer, for one chat that pauses between them."""
        return len(self.times) / sum(self.times)

    @property
    def p99(self) -> float:
        """Seconds within which 99 of 100 answers came."""
        return quantiles(self.times, n=100)[-1]

    @property
    def processes(self) -> dict[str, float]:
        """CPU of one turn in ms, by process."""
        return {name: 1000 * seconds / len(self.times) for name, seconds in self.cpu.items()}

    @property
    def turn_ms(self) -> float:
        """CPU of one turn in ms: the bot's and the Redis'."""
        return sum(ms for name, ms in self.processes.items() if name != BESIDE)


async def measured(crowd: Child, bot: Bot, **run: Any) -> Sample:
    """Lets the crowd talk to a bot.

    Args:
        crowd: its process.
        bot: whom it talks to.
        run: as `tests.benchmarks.crowd.crowd.Run`.

    Raises:
        WrongDialogueError: something was said that is wrong, or nothing.
    """
    outcome = await crowd.ask(do="run", run={"bot": bot.token, "pids": bot.pids, **run})
    wrong = {name: outcome[name] for name in ("mistakes", "unanswered", "refused") if outcome[name]}
    if wrong or not outcome["times"]:
        raise WrongDialogueError(f"{bot.name}, {run}: {wrong or 'no turn at all'}")
    return Sample(outcome["times"], outcome["seconds"], outcome["cpu"])


def middle(samples: Iterable[Sample], value: Callable[[Sample], float]) -> float:
    """The median over runs."""
    return median(map(value, samples))


def ratios_of(
    ones: Iterable[Sample], others: Iterable[Sample], value: Callable[[Sample], float]
) -> list[float]:
    """How many times as much, round by round.

    In each the two were measured one after the other, so that what else the machine did then hit both alike.
    """
    return [value(one) / value(other) for one, other in zip(ones, others, strict=True)]


def ratio(ones: Iterable[Sample], others: Iterable[Sample], value: Callable[[Sample], float]) -> float:
    """How many times as much: the median over rounds."""
    return median(ratios_of(ones, others, value))
