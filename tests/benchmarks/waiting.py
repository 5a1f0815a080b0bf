"""What it costs the others that one chat in ten waits for a lookup."""

from statistics import median
from typing import Any

from rich.table import Table

from tests.benchmarks import dialogue
from tests.benchmarks.bots import Bot
from tests.benchmarks.children import Child
from tests.benchmarks.samples import Sample, measured, middle

OTHERS, WAITING = 45, 5
ROUNDS = 7
RUN: dict[str, Any] = {"script": dialogue.TEXT, "chats": OTHERS, "warm_up": 1.0, "seconds": 2.0}
WAIT: dict[str, Any] = {"others": WAITING, "others_script": "lookups"}


async def measure(crowd: Child, ours: Bot) -> tuple[list[Sample], list[Sample]]:
    """The others' turns while nobody else is there, and while some wait; who is first alternates."""
    alone: list[Sample] = []
    beside: list[Sample] = []
    for number in range(ROUNDS):
        runs: list[tuple[list[Sample], dict[str, Any]]] = [(alone, RUN), (beside, RUN | WAIT)]
        for samples, run in runs[:: -1 if number % 2 else 1]:
            samples.append(await measured(crowd, ours, **run))
    return alone, beside


def p99_ratio(alone: list[Sample], beside: list[Sample]) -> float:
    """How many times as long the slowest answers take, by the medians: a p99 alone differs much."""
    return middle(beside, _p99) / middle(alone, _p99)


def table(alone: list[Sample], beside: list[Sample]) -> Table:
    """Answer times of both."""
    made = Table(
        title=f"Answer times of {OTHERS} chats in ms: medians of {ROUNDS} runs",
        title_justify="left",
    )
    made.add_column("meanwhile")
    for name in ("p50", "p99"):
        made.add_column(name, justify="right")
    for name, samples in (("nobody else", alone), (f"{WAITING} more wait 3 s for a lookup", beside)):
        p50 = median(median(sample.times) for sample in samples)
        made.add_row(name, f"{p50 * 1000:.0f}", f"{middle(samples, _p99) * 1000:.0f}")
    return made


def _p99(sample: Sample) -> float:
    return sample.p99
