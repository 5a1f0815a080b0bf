"""Processes of the benchmark: they say a line when they are ready, and end with it, even if it is killed."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from bot.valkey_server import DIE_WITH_PARENT

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0
KEPT = ("PATH", "HOME", "LANG")
LONGEST_LINE = 64 * 1024 * 1024


class Child:
    """A process that is ready.

    Args:
        process: itself.
    """

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    @property
    def pid(self) -> int:
        """Its id."""
        return self.process.pid

    async def ask(self, **what: Any) -> Any:
        """Asks with a line of JSON for a line of JSON."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(what).encode() + b"\n")
        async with asyncio.timeout(PATIENCE):
            return json.loads(await self.process.stdout.readline())


@asynccontextmanager
async def child(
    *command: str, env: dict[str, str], log: Path, ready: str = "", python: str = sys.executable
) -> AsyncIterator[Child]:
    """Runs a Python until the end of the block.

    Args:
        command: what follows `python`.
        env: its variables, beside a few of ours.
        log: where its standard error goes.
        ready: how the line begins by which it says that it is ready; empty if it says none.
        python: which Python.
    """
    with log.open("ab") as errors:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-S", "-c", DIE_WITH_PARENT, str(os.getpid()), python, *command),
            cwd=ROOT,
            env={name: os.environ[name] for name in KEPT if name in os.environ}
            | {"PYTHONPATH": str(ROOT)}
            | env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE if ready else errors,
            stderr=errors,
            limit=LONGEST_LINE,
        )
    try:
        await _said(process, ready, log)
        yield Child(process)
    finally:
        await _end(process)


async def _said(process: asyncio.subprocess.Process, ready: str, log: Path) -> None:
    if not ready:
        return
    assert process.stdout
    async with asyncio.timeout(PATIENCE):
        line = await process.stdout.readline()
    if not line.decode().startswith(ready):
        if not line:
            await process.wait()  # so that its log is whole
        raise RuntimeError(f"{line.decode()!r} instead of {ready!r}:\n{_last_words(log)}")


def _last_words(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-20:])


async def _end(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), 15)
        except TimeoutError:
            process.kill()
    await process.wait()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
