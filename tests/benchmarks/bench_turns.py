"""How quick turns are, beside those of peers; `make bench` prints the tables of issue 4, "What to show".

A missed aim is printed as missed and fails nothing; a wrong dialogue does.
"""

import asyncio
import tempfile
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

from rich.console import Console

from tests.benchmarks import aims, bots, machine, people, profiling, starting, turns, waiting
from tests.benchmarks.aims import Aim
from tests.benchmarks.crowd.crowd import FIRST_CHAT
from tests.benchmarks.samples import middle, ratio
from tests.benchmarks.stage import Stage, stage

PEERS = {"aiogram": "aiogram_bot", "python-telegram-bot": "telegram_bot"}
SCRIPTS, MOST_CHATS = 5, 500
DISK = "/var/tmp"  # the tests' temporary files may lie in memory, where nobody waits for a disk
POINTER = 8  # bytes: who kept less than this of each draft kept none of them

console = Console(width=150)


def test_everybody_is_answered_rightly_however_fast(postgres: Callable[[], str]) -> None:
    """The program and its peers lead the same dialogue without a mistake, and the tables say how fast."""
    console.print(machine.described())
    with tempfile.TemporaryDirectory(prefix="bench-", dir=DISK) as home:
        found = asyncio.run(_measure(Path(home), postgres()))
    console.print(aims.table(found))


async def _measure(home: Path, database_url: str) -> list[Aim]:
    chats = [FIRST_CHAT * script + n for script in range(1, SCRIPTS + 1) for n in range(MOST_CHATS)]
    await people.fill(database_url, bots.SECRET_KEY, chats)
    async with stage(home, database_url) as around:
        return [*await _turns(around), *await _starts(around)]


async def _turns(around: Stage) -> list[Aim]:
    async with AsyncExitStack() as stack:
        ours = await stack.enter_async_context(bots.ours(around))
        peers = [
            await stack.enter_async_context(bots.peer(around, name, script)) for name, script in PEERS.items()
        ]
        found = await turns.measure(around.crowd, ours, peers)
        console.print(turns.table(found, [bot.name for bot in (ours, *peers)]))
        console.print(turns.table_of_processes(found, ours))
        waits = await waiting.measure(around.crowd, ours)
        console.print(waiting.table(*waits))
        profiles = await profiling.measure(around.crowd, ours, around.home)
    samples, aiogram, library = found[turns.HEADLINE]
    console.print(profiling.table(profiles, turns.processes(samples)))
    quicker = [ratio(samples, peer, turns.HEADLINE.rate) for peer in (aiogram, library)]
    turn_ms, wait = middle(samples, turns.turn_ms), waiting.p99_ratio(*waits)
    return [
        Aim("turns/s at 50 chats against aiogram", "2.5 ×", f"{quicker[0]:.2f} ×", quicker[0] >= 2.5),
        Aim("the same against python-telegram-bot", "4 ×", f"{quicker[1]:.2f} ×", quicker[1] >= 4),
        Aim("p99 of the others while one in ten waits 3 s", "at most 1.2 ×", f"{wait:.2f} ×", wait <= 1.2),
        Aim("CPU of a turn: web, worker and Redis", "2 ms", f"{turn_ms:.2f} ms", turn_ms <= 2),
    ]


async def _starts(around: Stage) -> list[Aim]:
    starts = await starting.measure(around)
    console.print(starting.table(*starts))
    slower, size = starting.seconds_ratio(*starts), starting.bytes_a_draft(*starts)
    return [
        Aim("start to first answer with 1,000,000 drafts", "at most 1.2 ×", f"{slower:.2f} ×", slower <= 1.2),
        Aim("the worker's memory for each of them", "none", f"{size:.1f} bytes", size < POINTER),
    ]
