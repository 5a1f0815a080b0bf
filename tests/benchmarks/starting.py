"""From the start to the first answer, and the memory then, with a million drafts kept and with hardly any."""

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from rich.table import Table

from bot.redis_client import connect, once
from bot.valkey_server import server
from tests.benchmarks import dialogue, proc
from tests.benchmarks.bots import settings_of, web_of, worker_of
from tests.benchmarks.crowd.crowd import FIRST_CHAT
from tests.benchmarks.drafts import multiply
from tests.benchmarks.stage import Stage

DRAFTS = 1_000_000
FIRST_DRAFT = 100_000_000  # beyond those who talk
ROUNDS = 5
SAID_BEFORE = 4


@dataclass(frozen=True, slots=True)
class Start:
    """One start of a worker.

    Args:
        seconds: from its start to its first answer, to what waited.
        memory: in MiB, after that.
    """

    seconds: float
    memory: float


@dataclass(frozen=True, slots=True)
class _Shop:
    """A Redis of its own, with a web that stores what comes."""

    stage: Stage
    settings: dict[str, str]

    async def prepare(self) -> None:
        """Leaves a dialogue in the middle, and has read all of the program's files once."""
        async with worker_of(self.stage, self.settings):
            for _ in range(SAID_BEFORE):
                await self._ask("say")
                await self._ask("answered")

    async def start(self) -> Start:
        """Starts a worker where somebody waits for an answer."""
        await self._ask("say")
        began = time.monotonic()
        async with worker_of(self.stage, self.settings) as worker:
            answered = await self._ask("answered")
            return Start(answered["at"] - began, proc.memory_mib(worker.pid))

    async def _ask(self, what: str) -> Any:
        bot = self.settings["TELEGRAM_BOT_TOKEN"]
        return await self.stage.crowd.ask(do=what, bot=bot, script=dialogue.TEXT)


async def measure(stage: Stage) -> tuple[list[Start], list[Start]]:
    """Starts with no drafts but the one that goes on, and with a million more, round after round."""
    async with _shop(stage, "few") as few, _shop(stage, "many") as many:
        for shop in (few, many):
            await shop.prepare()
        async with connect(many.stage.redis_url) as redis:
            await multiply(redis, str(FIRST_CHAT), FIRST_DRAFT, DRAFTS)
        starts: tuple[list[Start], list[Start]] = [], []
        for _ in range(ROUNDS):
            for shop, found in zip((few, many), starts, strict=True):
                found.append(await shop.start())
        return starts


def seconds_ratio(few: list[Start], many: list[Start]) -> float:
    """How many times as long it takes with many drafts."""
    return median(more.seconds / less.seconds for less, more in zip(few, many, strict=True))


def bytes_a_draft(few: list[Start], many: list[Start]) -> float:
    """How much memory a draft costs the worker."""
    return (_memory(many) - _memory(few)) * 1024 * 1024 / DRAFTS


def table(few: list[Start], many: list[Start]) -> Table:
    """Both kinds of starts."""
    made = Table(
        title=f"From a worker's start to its first answer: medians of {ROUNDS}", title_justify="left"
    )
    for name in ("drafts in Redis", "seconds", "memory in MiB"):
        made.add_column(name, justify="right")
    for count, starts in ((1, few), (DRAFTS + 1, many)):
        seconds = median(start.seconds for start in starts)
        made.add_row(f"{count:,}", f"{seconds:.2f}", f"{_memory(starts):.1f}")
    return made


def _memory(starts: list[Start]) -> float:
    return median(start.memory for start in starts)


@asynccontextmanager
async def _shop(stage: Stage, name: str) -> AsyncIterator[_Shop]:
    home = stage.home / name
    home.mkdir()
    async with AsyncExitStack() as stack:
        url = await stack.enter_async_context(server(home))
        async with once(url) as redis:
            # A million drafts would be written to the disk first; a start reads nothing of it.
            await redis.config_set("appendonly", "no")
        own = replace(stage, redis_url=url, home=home)
        settings = settings_of(own, f"1:{name}")
        await stack.enter_async_context(web_of(own, settings))
        yield _Shop(own, settings)
