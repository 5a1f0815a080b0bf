"""The embedded server outlives crashes, and nobody outlives it unawares."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError

from bot import valkey_server
from bot.embedded_redis import AlreadyRunning, EmbeddedRedisError, connect, embedded_redis
from bot.valkey_server import answers, url_of

OWNER = """
import asyncio, sys
from pathlib import Path
from bot.embedded_redis import connect, embedded_redis

async def main():
    async with embedded_redis(Path(sys.argv[1]), serve=True) as url:
        redis = connect(url)
        for number in range(100):
            await redis.set(f"write:{number}", number)
        print("written", flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


@contextmanager
def owner(data_dir: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that serves, and has written 100 keys when this yields."""
    command = [sys.executable, "-c", OWNER, str(data_dir)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            assert "written\n" == process.stdout.readline()
            yield process
        finally:
            process.kill()


async def until(condition: Callable[[], Awaitable[bool]], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not await condition():
        assert time.monotonic() < deadline, f"still not so after {seconds} s"
        await asyncio.sleep(0.01)


async def gone(data_dir: Path) -> bool:
    return not await answers(url_of(data_dir / "redis"))


async def test_writes_survive_a_killed_owner(tmp_path: Path) -> None:
    """Every write that was answered is there after kill -9."""
    with owner(tmp_path) as process:
        process.kill()
        process.wait()
    async with embedded_redis(tmp_path) as url, connect(url) as redis:
        assert 100 == len(await redis.keys("write:*"))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the next start ends the server left behind")
async def test_server_dies_with_its_killed_owner(tmp_path: Path) -> None:
    """The server is gone within two seconds of its owner's SIGKILL."""
    with owner(tmp_path) as process:
        process.kill()
        await until(lambda: gone(tmp_path), seconds=2)


async def test_server_left_behind_is_stopped_before_a_new_one_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system cannot end the server with its owner, the next owner does, and keeps its data."""
    home = tmp_path / "redis"
    home.mkdir()
    monkeypatch.setattr(
        valkey_server, "DIE_WITH_PARENT", "import os, sys; os.execv(sys.argv[2], sys.argv[2:])"
    )
    async with valkey_server._lock(home) as descriptor:
        left_behind = valkey_server._start(home, descriptor)
    await valkey_server._ready(left_behind, home)
    async with connect(url_of(home)) as redis:
        await redis.set("kept", 1)

    async with embedded_redis(tmp_path) as url, connect(url) as redis:
        assert (0, b"1") == (left_behind.wait(timeout=5), await redis.get("kept"))


async def test_second_process_joins(tmp_path: Path) -> None:
    """The command line beside a running bot sees what the bot wrote."""
    with owner(tmp_path):
        async with embedded_redis(tmp_path) as url, connect(url) as redis:
            assert b"99" == await redis.get("write:99")


async def test_joining_waits_for_an_owner_that_is_starting(tmp_path: Path) -> None:
    """Two that start at the same moment end up on one server."""

    async def server_id() -> bytes:
        async with embedded_redis(tmp_path) as url, connect(url) as redis:
            run_id: bytes = (await redis.info("server"))["run_id"]
            await together.wait()
            return run_id

    together = asyncio.Barrier(4)
    assert 1 == len(set(await asyncio.gather(*(server_id() for _ in range(4)))))


async def test_leaving_owner_is_noticed_by_who_joined(tmp_path: Path) -> None:
    """Whoever joined gets a connection error, and no silence, when the owner leaves."""
    with owner(tmp_path) as process:
        async with embedded_redis(tmp_path) as url, connect(url) as redis:
            await redis.ping()
            process.kill()
            await until(lambda: gone(tmp_path), seconds=2)
            with pytest.raises(RedisConnectionError):
                await redis.ping()


async def test_second_run_is_refused(tmp_path: Path) -> None:
    """A second bot on the same data directory is told so at once."""
    with owner(tmp_path), pytest.raises(AlreadyRunning, match="already running"):
        async with embedded_redis(tmp_path, serve=True):
            pass


async def test_bot_waits_for_a_command_to_leave(tmp_path: Path) -> None:
    """A bot never joins a command's server, which would leave with the command."""
    async with embedded_redis(tmp_path) as url:
        bot = asyncio.create_task(_run_id(tmp_path, serve=True))
        async with connect(url) as redis:
            of_command = (await redis.info("server"))["run_id"]
    assert of_command != await bot


async def _run_id(data_dir: Path, *, serve: bool) -> str:
    async with embedded_redis(data_dir, serve=serve) as url, connect(url) as redis:
        run_id: str = (await redis.info("server"))["run_id"]
        return run_id


@pytest.mark.parametrize("name", ["with spaces and 'quotes'", "a long path " * 20, "ação?#%"])
async def test_any_directory_will_do(tmp_path: Path, name: str) -> None:
    """Spaces, signs and more bytes than a socket's path may have are no trouble."""
    async with embedded_redis(tmp_path / name) as url, connect(url) as redis:
        assert await redis.ping()


async def test_nothing_temporary_is_left(tmp_path: Path) -> None:
    """The short directory of a long path's socket goes when the server stops."""
    home = tmp_path / ("long " * 30) / "redis"
    async with embedded_redis(home.parent):
        short = (home / "short").readlink()
    assert (False, False) == (short.exists(), (home / "short").is_symlink())


async def test_only_its_owner_can_reach_the_server(tmp_path: Path) -> None:
    """Another user of the machine can neither open the socket nor enter its directory."""
    async with embedded_redis(tmp_path):
        home = tmp_path / "redis"
        assert (0o600, 0o700) == ((home / "redis.sock").stat().st_mode & 0o777, home.stat().st_mode & 0o777)


async def test_no_tcp_port_is_opened(redis: Redis) -> None:
    """The server listens on its socket alone."""
    assert {"port": "0"} == await redis.config_get("port")


async def test_half_a_write_at_the_end_is_forgiven(tmp_path: Path) -> None:
    """A crash in the middle of a write loses that write alone."""
    async with embedded_redis(tmp_path) as url, connect(url) as redis:
        await redis.set("whole", 1)
        await redis.set("half", 2)
    (log,) = (tmp_path / "redis").glob("appendonlydir/*.incr.aof")
    os.truncate(log, log.stat().st_size - 5)
    async with embedded_redis(tmp_path) as url, connect(url) as redis:
        assert [b"1", None] == await redis.mget("whole", "half")


async def test_broken_file_is_explained(tmp_path: Path) -> None:
    """A server that cannot start is quoted with its last words."""
    async with embedded_redis(tmp_path) as url, connect(url) as redis:
        await redis.set("key", "value")
    (log,) = (tmp_path / "redis").glob("appendonlydir/*.incr.aof")
    log.write_bytes(b"rubbish" + log.read_bytes())
    with pytest.raises(EmbeddedRedisError, match="Bad file format"):
        async with embedded_redis(tmp_path):
            pass


async def test_interrupting_the_owner_leaves_its_last_turn_a_server(tmp_path: Path) -> None:
    """A Ctrl-C in the terminal goes to the whole process group, and the server is not of it."""
    async with embedded_redis(tmp_path) as url, connect(url) as redis:
        pid = (await redis.info("server"))["process_id"]
        assert os.getpgid(pid) != os.getpgid(0)


async def test_stopping_leaves_no_process(tmp_path: Path) -> None:
    """The server is gone when the block ends."""
    async with embedded_redis(tmp_path) as url, connect(url) as redis:
        pid = (await redis.info("server"))["process_id"]
    with pytest.raises(ProcessLookupError):
        os.kill(pid, signal.SIG_DFL)
