"""Where the CPU of a process goes, by what it is spent on: py-spy looks at its stack, many times a second."""

import asyncio
import os
import re
from collections import Counter
from pathlib import Path

from rich.table import Table

from tests.benchmarks import dialogue
from tests.benchmarks.bots import Bot
from tests.benchmarks.children import Child
from tests.benchmarks.samples import measured

PY_SPY = ("tool", "run", "--quiet", "--from", "py-spy==0.4.3", "py-spy")
SECONDS, MOST_ROWS = 5.0, 20
FILE = re.compile(r"\((?P<file>[^()]*?)(:\d+)?\)$")

Profiles = dict[str, Counter[str]]
"""By process: how often each part was found at work."""

PARTS = (
    ("update to object (python-telegram-bot)", r"telegram/(_|constants|warnings|helpers)"),
    ("choosing who answers (python-telegram-bot)", r"telegram/ext/"),
    ("sending: HTTP client (aiohttp, yarl)", r"(aiohttp|yarl|multidict|propcache)/"),
    ("sending: the rest", r"telegram/(request|error)|bot/(telegram/(sending|api|re\w+)|postman|limiter)"),
    ("HTTP server (uvicorn, Starlette)", r"(uvicorn|starlette|anyio)/"),
    ("Redis client (redis-py)", r"redis/"),
    ("sealing (cryptography)", r"cryptography/|bot/sealing"),
    ("database client (SQLAlchemy, psycopg)", r"(sqlalchemy|psycopg|greenlet)"),
    ("log line (structlog)", r"structlog/|logging/|bot/logs"),
    ("metrics (prometheus-client)", r"prometheus_client/|bot/metrics"),
    ("messages to and from JSON (pydantic)", r"pydantic|bot/outgoing"),
    ("JSON (json)", r"json/"),
    ("the conversation", r"conversations/"),
    ("event loop (asyncio, uvloop)", r"(asyncio|uvloop)/"),
    ("the program around it", r"bot/"),
)
"""What it is called, and the files by which it is known: the first that fits the innermost frame of any."""


async def profile(pid: int, seconds: float, to: Path) -> Counter[str]:
    """How often each part was found at work; nothing where py-spy may not look into the process.

    Args:
        pid: of the process.
        seconds: how long it is looked at.
        to: a file for what is found.
    """
    command = (os.environ.get("UV", "uv"), *PY_SPY, "record", "--pid", str(pid), "--output", str(to))
    options = ("--format", "raw", "--duration", f"{seconds:.0f}", "--rate", "250")
    nowhere = asyncio.subprocess.DEVNULL
    looking = await asyncio.create_subprocess_exec(*command, *options, stdout=nowhere, stderr=nowhere)
    await looking.wait()
    return _counted(to)


async def measure(crowd: Child, ours: Bot, home: Path) -> Profiles:
    """Looks into both processes, one after the other, while 50 chats talk."""
    found = {}
    for process in ("worker", "web"):
        talking = asyncio.create_task(
            measured(crowd, ours, script=dialogue.TEXT, chats=50, warm_up=1.0, seconds=SECONDS)
        )
        await asyncio.sleep(1)
        found[process] = await profile(ours.pids[process], SECONDS, home / f"{process}.stacks")
        await talking
    return found


def table(found: Profiles, processes: dict[str, float]) -> Table:
    """What a turn is spent on, the dearest first.

    Args:
        found: by process.
        processes: ms of CPU of a turn, by process.
    """
    parts = [
        (name, process, processes[process] * times / counts.total())
        for process, counts in found.items()
        for name, times in counts.items()
    ]
    parts += [(process, process, ms) for process, ms in processes.items() if process not in found]
    made = Table(title="Where the CPU of a turn goes (text, 50 chats)", title_justify="left")
    made.add_column("part")
    made.add_column("process")
    made.add_column("ms", justify="right")
    for name, process, ms in sorted(parts, key=lambda part: -part[2])[:MOST_ROWS]:
        made.add_row(name, process, f"{ms:.2f}")
    return made


def _counted(stacks: Path) -> Counter[str]:
    found: Counter[str] = Counter()
    if stacks.exists():
        for line in stacks.read_text().splitlines():
            stack, _, times = line.rpartition(" ")
            found[part_of(stack.split(";"))] += int(times)
    return found


def part_of(stack: list[str]) -> str:
    """What a stack is spent on, the outermost frame first."""
    for frame in reversed(stack):
        found = FILE.search(frame)
        for name, files in PARTS:
            if found and re.search(rf"(^|/)({files})", found["file"]):
                return name
    return "other"
