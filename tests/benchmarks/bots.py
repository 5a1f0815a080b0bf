"""The bots that are measured, each in processes of its own, on one Redis and one Bot API."""

import os
import subprocess
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.settings import LOOKUPS
from tests.benchmarks.children import ROOT, Child, child, free_port
from tests.benchmarks.stage import Stage

SECRET_KEY = "a secret of at least thirty-two characters"
OURS = ("-m", "tests.benchmarks.ours")
BESIDE = "database"  # whose work is told beside a turn's and not in it
PEERS = Path(__file__).parent / "peers"


@dataclass(frozen=True, slots=True)
class Bot:
    """One that takes updates.

    Args:
        name: for the table.
        token: its name for the Bot API.
        pids: of its processes and what it works with.
    """

    name: str
    token: str
    pids: dict[str, int]


@asynccontextmanager
async def ours(around: Stage) -> AsyncIterator[Bot]:
    """The program: a web and a worker."""
    settings = settings_of(around, "1:ours")
    async with worker_of(around, settings) as worker, web_of(around, settings) as web:
        pids = {"web": web.pid, "worker": worker.pid, "Redis": around.redis_pid, BESIDE: around.database_pid}
        yield Bot("ours", settings["TELEGRAM_BOT_TOKEN"], pids)


def settings_of(around: Stage, token: str) -> dict[str, str]:
    """The program's environment: limits raised, lookups at the crowd's alone, which take their time."""
    port = str(free_port())
    return {name.upper(): "" for name in LOOKUPS} | {
        "MINHARECEITA_URL": f"{around.api_url}/lookup",
        "DATA_DIR": str(around.home / "data"),
        "DATABASE_URL": around.database_url,
        "PORT": port,
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "REDIS_URL": around.redis_url,
        "SECRET_KEY": SECRET_KEY,
        "TELEGRAM_API_URL": around.api_url,
        "TELEGRAM_BOT_TOKEN": token,
        "TELEGRAM_CHAT_RATE": "100000",
        "TELEGRAM_RATE": "100000",
    }


def worker_of(around: Stage, settings: dict[str, str]) -> AbstractAsyncContextManager[Child]:
    """A worker of the program, ready."""
    return child(*OURS, "worker", env=settings, log=around.home / "worker.log", ready="Worker")


@asynccontextmanager
async def web_of(around: Stage, settings: dict[str, str]) -> AsyncIterator[Child]:
    """A web of the program, to which updates are delivered."""
    log = around.home / "web.log"
    async with child(*OURS, "web", env=settings, log=log, ready="Web") as web:
        await around.crowd.ask(do="webhook", bot=settings["TELEGRAM_BOT_TOKEN"])
        yield web


@asynccontextmanager
async def peer(around: Stage, name: str, script: str, **env: str) -> AsyncIterator[Bot]:
    """A bot on another library: one process."""
    token = f"1:{script}"
    variables = {"REDIS_URL": around.redis_url, "TELEGRAM_API_URL": around.api_url} | env
    log = around.home / f"{script}.log"
    command = (str(PEERS / f"{script}.py"), token, str(free_port()))
    async with child(*command, env=variables, log=log, python=python_of(script)) as process:
        await around.crowd.ask(do="webhook", bot=token)
        yield Bot(name, token, {"bot": process.pid, "Redis": around.redis_pid})


@cache
def python_of(script: str) -> str:
    """The Python of a peer's own environment, which is made where it is not there yet."""
    path = str(PEERS / f"{script}.py")
    uv = os.environ.get("UV", "uv")  # as the Makefile found it
    subprocess.run([uv, "sync", "--quiet", "--locked", "--script", path], check=True, cwd=ROOT)
    found = subprocess.run(
        [uv, "python", "find", "--script", path], check=True, cwd=ROOT, capture_output=True, text=True
    )
    return found.stdout.strip()
