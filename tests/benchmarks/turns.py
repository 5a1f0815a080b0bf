"""Turns a second, and their CPU, of all bots in the same dialogues."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from statistics import median

from rich.table import Table

from tests.benchmarks import dialogue
from tests.benchmarks.bots import Bot
from tests.benchmarks.children import Child
from tests.benchmarks.samples import Sample, measured, middle, ratios_of

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Case:
    """Something to measure.

    Args:
        name: for the table.
        script: of the crowd.
        chats: how many.
        warm_up: seconds.
        seconds: how long it is measured.
        pause: seconds before somebody says the next thing, which are not counted.
    """

    name: str
    script: str
    chats: int
    warm_up: float = 0.8
    seconds: float = 2.0
    pause: float = 0.0

    def rate(self, sample: Sample) -> float:
        """Turns a second."""
        return sample.rate_of_one if self.pause else sample.rate


CASES = (
    # A chat that answers at once finds aiogram's lock of its last turn still taken, and aiogram looks again
    # after 100 ms. A pause of 20 ms, which is not counted, lets everybody's turn end first.
    Case("text", dialogue.TEXT, 1, seconds=1.2, pause=0.02),
    Case("text", dialogue.TEXT, 50),
    Case("text", dialogue.TEXT, 500, warm_up=3.0),
    Case("buttons, taken off when answered", dialogue.TIDY, 50),
    Case("buttons left on (peers)", dialogue.BUTTONS, 50),
)
HEADLINE, TIDY, LEFT_ON = CASES[1], CASES[3], CASES[4]

turn_ms: Callable[[Sample], float] = attrgetter("turn_ms")
Measured = dict[Case, list[list[Sample]]]
"""By case: for each bot, in the order given, a sample of each round; none where it takes no part."""


async def measure(crowd: Child, ours: Bot, peers: list[Bot]) -> Measured:
    """All cases, round after round, the bots one after the other in each; who is first alternates."""
    found: Measured = {case: [[] for _ in (ours, *peers)] for case in CASES}
    for number in range(ROUNDS):
        for case, by_bot in found.items():
            pairs = list(zip((ours, *peers), by_bot, strict=True))
            for bot, samples in pairs[:: -1 if number % 2 else 1]:
                if bot is ours and case is LEFT_ON:
                    continue  # it takes them off
                samples.append(
                    await measured(
                        crowd,
                        bot,
                        script=case.script,
                        chats=case.chats,
                        warm_up=case.warm_up,
                        seconds=case.seconds,
                        pause=case.pause,
                    )
                )
    # What the peers do less is set against what ours does with buttons, too.
    found[LEFT_ON][0] = found[TIDY][0]
    return found


def table(found: Measured, names: list[str]) -> Table:
    """Turns a second and CPU, and how many times as quick ours is: median, least and most of the rounds."""
    made = Table(
        title=f"Turns a second, and ms of CPU a turn (bot and Redis): medians of {ROUNDS} runs",
        title_justify="left",
    )
    made.add_column("dialogue")
    made.add_column("chats", justify="right")
    for name in names:
        made.add_column(name, justify="right")
    for name in names[1:]:
        made.add_column(f"× {name}", justify="right")
    for case, (ours, *peers) in found.items():
        values = [f"{middle(them, case.rate):.0f}  {middle(them, turn_ms):.1f}" for them in (ours, *peers)]
        ratios = [_told(ratios_of(ours, them, case.rate)) for them in peers]
        made.add_row(case.name, str(case.chats), *values, *ratios)
    return made


def _told(ratios: list[float]) -> str:
    return f"{median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"


def processes(samples: list[Sample]) -> dict[str, float]:
    """CPU of a turn in ms, by process."""
    return {name: median(sample.processes[name] for sample in samples) for name in samples[0].cpu}


def table_of_processes(found: Measured, ours: Bot) -> Table:
    """Where our turns' CPU is spent, by process."""
    made = Table(title="ms of CPU of a turn of ours, by process", title_justify="left")
    made.add_column("dialogue")
    for name in ("chats", *ours.pids, "without the database"):
        made.add_column(name, justify="right")
    for case, (samples, *_) in found.items():
        if case is not LEFT_ON:
            values = [*processes(samples).values(), middle(samples, turn_ms)]
            made.add_row(case.name, str(case.chats), *(f"{value:.2f}" for value in values))
    return made
