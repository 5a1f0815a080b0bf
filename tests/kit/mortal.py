"""A bot in a process of its own, everything else being in the test's, so that it can be killed anywhere."""

import asyncio
import json
import os
import socket
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from starlette.applications import Starlette

from bot.db.database import Database
from bot.sealing import Seal
from bot.settings import LOOKUPS, Settings
from bot.simulator.courier import Courier
from bot.simulator.demo import RESELLER, open_world, simulated, simulator_routes
from bot.simulator.world import World
from bot.valkey_server import url_of
from tests.kit.given import Given
from tests.kit.program import FAST, SECRET, Program, arrange
from tests.serving import serving

PATIENCE = 20.0  # seconds


SAYING = (
    "/sendMessage",
    "/sendChatAction",
    "/edit",
    "/answer",
    "/deleteMessage",
)
"""The methods by which a bot is heard."""


class Gate:
    """Stands before an application and holds the requests to some paths until it is opened."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._paths: tuple[str, ...] = ()
        self._held: set[asyncio.Future[bool]] = set()

    def hold(self, *paths: str) -> None:
        """Holds what has one of these in its path from now on."""
        self._paths = paths

    def open(self) -> None:
        """Lets through what comes from now on. What is held was sent by the dead: it never arrives."""
        self._paths = ()
        for request in self._held:
            request.set_result(False)
        self._held.clear()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and any(path in scope["path"] for path in self._paths):
            held = asyncio.get_running_loop().create_future()
            self._held.add(held)
            await held
            await send({"type": "http.response.start", "status": 503, "headers": []})
            await send({"type": "http.response.body"})
            return
        await self._app(scope, receive, send)


@dataclass(frozen=True, slots=True)
class Mortal:
    """A bot's process, and everything it talks to.

    Args:
        world: the Telegram with its phones.
        database: the bot's, seen from outside.
        gate: before Telegram and the registers.
        data_dir: the bot's.
    """

    world: World
    database: Database
    gate: Gate
    data_dir: Path
    _environment: dict[str, str]
    _launcher: asyncio.subprocess.Process

    @property
    def program(self) -> Program:
        """What a player needs."""
        return Program(self.world, self.database, self.world.phones[0])

    async def start(self, *, fresh: bool = False) -> None:
        """Starts it.

        Args:
            fresh: by a Python of its own, which takes a second and a half.
        """
        await self._launch(self._environment | ({"FRESH": "1"} if fresh else {}))

    async def kill(self) -> None:
        """SIGKILL."""
        await self._launch(None)

    async def until(self, condition: Callable[[Redis], Awaitable[Any]]) -> None:
        """Waits for a condition on the bot's Redis, which may be starting."""
        deadline = time.monotonic() + PATIENCE
        while not await self._asked(condition):
            if time.monotonic() > deadline:
                log = (self.data_dir / "log").read_text()
                raise AssertionError(f"waited in vain.\n{self.world.phones[0]}\nThe log:\n{log}")
            await asyncio.sleep(0.01)

    async def stored(self, redis: Redis) -> bool:
        """Whether the bot has something to answer or to send."""
        return bool(await redis.exists(_key("inbox"), _key("outbox")))

    async def answered(self, redis: Redis) -> bool:
        """Whether there is nothing to answer and nothing to send; a lookup may be on its way."""
        kinds = ("inbox", "outbox", "lease")
        return not self.world.updates.pending and not await redis.exists(*map(_key, kinds))

    async def at_rest(self, redis: Redis) -> bool:
        """Whether there is nothing to do at all."""
        return not await redis.exists(_key("tasks")) and await self.answered(redis)

    async def question(self) -> str:
        """The id of the question that waits for an answer; empty in the menu."""
        sealed = await self._asked(lambda redis: redis.get(_key("chat")))
        chat = Seal(SECRET).open(sealed)
        return str(chat["drafts"]["registration"]["at"]) if chat["active"] else ""

    async def _asked(self, question: Callable[[Redis], Awaitable[Any]]) -> Any:
        async with Redis.from_url(url_of(self.data_dir / "redis"), retry=Retry(NoBackoff(), 0)) as redis:
            try:
                return await question(redis)
            except RedisError:
                return None

    async def _launch(self, request: dict[str, str] | None) -> None:
        assert self._launcher.stdin
        assert self._launcher.stdout
        self._launcher.stdin.write(json.dumps(request).encode() + b"\n")
        async with asyncio.timeout(PATIENCE):
            assert b"done\n" == await self._launcher.stdout.readline()


def _key(kind: str) -> str:
    return f"{kind}:{{telegram:{RESELLER}}}"


@asynccontextmanager
async def mortal(
    given: Given, data_dir: Path, variables: Mapping[str, str] | None = None
) -> AsyncIterator[Mortal]:
    """A bot that is not started yet, on the embedded defaults.

    Args:
        given: what is to be in its database.
        data_dir: where it keeps everything; `bot.db` in it has the newest schema.
        variables: of its environment, beside those that it needs.
    """
    async with AsyncExitStack() as stack:
        database = Database(f"sqlite:///{data_dir}/bot.db")
        stack.push_async_callback(database.close)
        await arrange(given, database)
        settings = Settings(data_dir=data_dir)
        world = open_world(settings)
        gate = Gate(Starlette(routes=simulator_routes(world, settings)))
        world.courier = Courier(world, pause=0.02)  # who delivers to a dead bot tries again soon
        address = await stack.enter_async_context(serving(gate))
        stack.push_async_callback(world.close)
        launcher = await stack.enter_async_context(_launcher())
        yield Mortal(
            world,
            database,
            gate,
            data_dir,
            _environment(simulated(settings, address), world, links=given.links) | dict(variables or {}),
            launcher,
        )


def _environment(settings: Settings, world: World, *, links: bool) -> dict[str, str]:
    """With links the bot can be reached from outside, and Telegram delivers to it; else the bot polls."""
    port = _free_port()
    lookups = {name.upper(): getattr(settings, name) for name in LOOKUPS}
    return lookups | {
        "DATA_DIR": str(settings.data_dir),
        "SECRET_KEY": SECRET,
        "PORT": str(port),
        **({"PUBLIC_URL": f"http://127.0.0.1:{port}"} if links else {}),
        "TELEGRAM_API_URL": settings.telegram_api_url,
        "TELEGRAM_BOT_TOKEN": world.token,
        "TELEGRAM_RATE": str(FAST),
        "TELEGRAM_CHAT_RATE": str(FAST),
    }


def _free_port() -> int:
    """A port for a bot that is to be found there again after each of its deaths."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@asynccontextmanager
async def _launcher() -> AsyncIterator[asyncio.subprocess.Process]:
    pipe = asyncio.subprocess.PIPE
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [sys.executable, "-m", "tests.kit.launcher"]
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, env=clean)
    try:
        yield process
    finally:
        assert process.stdin
        process.stdin.close()
        await process.wait()
