"""The program as a process: it starts on nothing, serves, recovers, and stops when it is told to."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.routing import Mount

from bot.app import run, work
from bot.channels import Channels
from bot.db.migrate import SchemaIsOld
from bot.inbox import TASKS, UPDATES, Inbox
from bot.parts import Parts
from bot.scripts import Scripts
from bot.sealing import Seal, TokenMaker
from bot.settings import Settings
from bot.simulator.app import simulator_app
from bot.simulator.world import World
from bot.streams import GROUP, prepare
from bot.telegram.channel import connected
from bot.valkey_server import answers, url_of
from tests.kit.given import Given
from tests.kit.program import SECRET, Place, arrange
from tests.kit.unlimited import Unlimited
from tests.serving import serving

BOX = "telegram:1001"


@asynccontextmanager
async def process(data_dir: Path) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """`python -m bot run` without settings, and the line it prints."""
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    bot = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        env=clean | {"DATA_DIR": str(data_dir), "PORT": "0"},
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert bot.stdout
        async with asyncio.timeout(60):
            yield bot, (await bot.stdout.readline()).decode()
    finally:
        if bot.returncode is None:
            bot.kill()
            await bot.wait()


async def test_run_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    """Without any setting it prints where the phones are, serves them, and ends well, its Redis with it."""
    async with process(tmp_path) as (bot, line), httpx.AsyncClient(verify=False) as http:
        address = line.removeprefix("Simulator: ").strip()
        page = await http.get(address)
        health = await http.get(address.replace("/simulator/", "/health"))
        bot.send_signal(signal.SIGTERM)
        async with asyncio.timeout(20):
            code = await bot.wait()
    assert (200, {"status": "ok"}, 0) == (page.status_code, health.json(), code)
    assert not await answers(url_of(tmp_path / "redis"))


@pytest.fixture
def open_directory(tmp_path: Path) -> Iterator[Path]:
    """A directory that others may enter, and a process whose files are for everybody to read."""
    tmp_path.chmod(0o755)
    before = os.umask(0o022)
    yield tmp_path
    os.umask(before)


def modes_below(directory: Path) -> dict[str, str]:
    return {str(path.relative_to(directory)): oct(path.stat().st_mode)[-3:] for path in directory.rglob("*")}


async def test_files_are_private_in_an_open_directory(open_directory: Path) -> None:
    """In a directory that was there before, no file of ours is for others to read."""
    async with process(open_directory):
        modes = modes_below(open_directory)
    assert {"bot.db", "bot.db-wal", "bot.db-shm", "simulator.json", "redis/valkey.log"} <= set(modes)
    assert {} == {path: mode for path, mode in modes.items() if mode not in ("600", "700")}


async def test_schema_of_another_version_is_refused(tmp_path: Path, postgres: object) -> None:
    """On PostgreSQL the operator decides when the schema changes; SQLite is brought up to date by itself."""
    assert callable(postgres)
    settings = Settings(data_dir=tmp_path, database_url=postgres(), secret_key=SecretStr(SECRET), port=0)
    with pytest.raises(SchemaIsOld):
        await run(settings, simulator=True)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with World() as world:
        world.add_phone("Revendedora", first_name="Ana", user_id=1001)
        yield world


@asynccontextmanager
async def alone(place: Place, world: World) -> AsyncIterator[None]:
    """The program as the only one on its Redis, as with the embedded server."""
    settings = Settings(data_dir=place.data_dir, secret_key=SecretStr(SECRET))
    app = Starlette(routes=[Mount("/simulator", simulator_app(world))])
    stop = asyncio.Event()
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(serving(app))
        stack.push_async_callback(world.close)
        api_url = f"{address}/simulator/telegram"
        channel = await stack.enter_async_context(connected(world.token, api_url, stop, Unlimited()))
        http = await stack.enter_async_context(httpx.AsyncClient(verify=False))
        parts = Parts(
            settings,
            place.redis,
            place.database,
            http,
            Seal(SECRET),
            TokenMaker(SECRET),
            Scripts(place.redis),
        )
        working = asyncio.create_task(work(parts, Channels(channel, None), stop))
        try:
            yield
        finally:
            stop.set()
            await working


async def test_what_an_earlier_process_left_is_answered_at_start(place: Place, world: World) -> None:
    """A mailbox that a dead process held, its announcement taken, is answered at once and not after ten
    seconds.
    """
    await arrange(Given(), place.database)
    dead = Inbox(place.redis, Seal(SECRET), "dead")
    for stream in (UPDATES, TASKS):
        await prepare(place.redis, stream)
    await world.phones[0].command("/ajuda")
    (update,) = (update.to_api() for update in world.updates.pending.values())
    await dead.append(BOX, str(update["update_id"]), update)
    await place.redis.xreadgroup(GROUP, "dead", {UPDATES: ">", TASKS: ">"})
    await dead.take(BOX)
    async with alone(place, world):
        await world.phones[0].see("Aqui você cadastra clientes", 5)
    assert 1 == sum(shown.from_bot for shown in world.phones[0].messages)
