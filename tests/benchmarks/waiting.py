"""What it costs the others that one chat in ten waits for a lookup."""

from statistics import median

from rich.table import Table

from tests.benchmarks import dialogue
from tests.benchmarks.bots import Bot
from tests.benchmarks.children import Child
from tests.benchmarks.samples import Sample, measured, ratio

OTHERS, WAITING = 45, 5
ROUNDS = 5
RUN = {"script": dialogue.TEXT, "chats": OTHERS, "warm_up": 1.0, "seconds": 2.5}


async def measure(crowd: Child, ours: Bot) -> tuple[list[Sample], list[Sample]]:
    """The others' turns while nobody else is there, and while some wait, round after round."""
    alone, beside = [], []
    for _ in range(ROUNDS):
        alone.append(await measured(crowd, ours, **RUN))
        beside.append(await measured(crowd, ours, **RUN, others=WAITING, others_script="lookups"))
    return alone, beside


def p99_ratio(alone: list[Sample], beside: list[Sample]) -> float:
    """How many times as long the slowest answers take."""
    return ratio(beside, alone, _p99)


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
        made.add_row(name, f"{p50 * 1000:.0f}", f"{median(map(_p99, samples)) * 1000:.0f}")
    return made


def _p99(sample: Sample) -> float:
    return sample.p99
