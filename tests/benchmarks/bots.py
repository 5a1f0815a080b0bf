"""The bots that are measured, each in processes of its own, on one Redis and one Bot API."""

import subprocess
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.benchmarks.children import ROOT, Child, child, free_port

SECRET_KEY = "a secret of at least thirty-two characters"
PEERS = Path(__file__).parent / "peers"


@dataclass(frozen=True, slots=True)
class Around:
    """What is around a bot.

    Args:
        api: the crowd's process.
        api_url: where its Bot API is.
        redis_url: the Redis.
        redis_pid: its process.
        home: for logs.
    """

    api: Child
    api_url: str
    redis_url: str
    redis_pid: int
    home: Path


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
async def ours(around: Around, database_url: str, database_pid: int, **env: str) -> AsyncIterator[Bot]:
    """The program: a web and a worker."""
    token = "1:ours"
    settings = settings_of(around, database_url, token) | env
    async with AsyncExitStack() as stack:
        worker = await stack.enter_async_context(worker_of(around, settings))
        web = await stack.enter_async_context(
            child(
                "-m", "tests.benchmarks.ours", "web", env=settings, log=around.home / "web.log", ready="Web"
            )
        )
        await around.api.ask(do="webhook", bot=token)
        pids = {"web": web.pid, "worker": worker.pid, "Redis": around.redis_pid, "database": database_pid}
        yield Bot("ours", token, pids)


def settings_of(around: Around, database_url: str, token: str) -> dict[str, str]:
    """The program's environment: limits raised, lookups at the crowd's alone, which take their time."""
    port = str(free_port())
    lookups = ("MINHARECEITA_URL", "OPENCNPJ_URL", "CNPJA_URL", "VIACEP_URL", "OPENCEP_URL")
    return dict.fromkeys(lookups, "") | {
        "MINHARECEITA_URL": f"{around.api_url}/lookup",
        "DATA_DIR": str(around.home / "data"),
        "DATABASE_URL": database_url,
        "PORT": port,
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "REDIS_URL": around.redis_url,
        "SECRET_KEY": SECRET_KEY,
        "TELEGRAM_API_URL": around.api_url,
        "TELEGRAM_BOT_TOKEN": token,
        "TELEGRAM_CHAT_RATE": "100000",
        "TELEGRAM_RATE": "100000",
    }


def worker_of(around: Around, settings: dict[str, str]) -> AbstractAsyncContextManager[Child]:
    """A worker of the program, ready."""
    command = ("-m", "tests.benchmarks.ours", "worker")
    return child(*command, env=settings, log=around.home / "worker.log", ready="Worker")


@asynccontextmanager
async def peer(around: Around, name: str, script: str, **env: str) -> AsyncIterator[Bot]:
    """A bot on another library: one process."""
    token = f"1:{script}"
    variables = {"REDIS_URL": around.redis_url, "TELEGRAM_API_URL": around.api_url} | env
    log = around.home / f"{script}.log"
    command = (str(PEERS / f"{script}.py"), token, str(free_port()))
    async with child(*command, env=variables, log=log, python=python_of(script)) as process:
        await around.api.ask(do="webhook", bot=token)
        yield Bot(name, token, {"bot": process.pid, "Redis": around.redis_pid})


@cache
def python_of(script: str) -> str:
    """The Python of a peer's own environment, which is made where it is not there yet."""
    path = str(PEERS / f"{script}.py")
    subprocess.run(["uv", "sync", "--quiet", "--locked", "--script", path], check=True, cwd=ROOT)
    found = subprocess.run(
        ["uv", "python", "find", "--script", path], check=True, cwd=ROOT, capture_output=True, text=True
    )
    return found.stdout.strip()
