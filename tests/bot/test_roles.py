"""The program as several processes: who fetches, who answers, and how they stop."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from redis.asyncio import Redis
from starlette.applications import Starlette
from starlette.routing import Mount
from typer.testing import CliRunner

from bot.cli import app
from bot.db.database import Database
from bot.inbox import UPDATES
from bot.simulator.app import simulator_app
from bot.simulator.demo import RESELLER
from bot.simulator.phone import Phone
from bot.simulator.world import World
from bot.streams import GROUP
from tests.environment import Env
from tests.kit.given import Given
from tests.kit.program import SECRET, arrange
from tests.serving import serving

PATIENCE = 20.0  # seconds, for a Python to start on a busy machine


@pytest.fixture
async def ana() -> AsyncIterator[Phone]:
    """The phone of a reseller's person."""
    async with World() as world:
        yield world.add_phone("Revendedora", first_name="Ana", user_id=RESELLER)


@pytest.fixture
async def shared(
    ana: Phone, redis: Redis, redis_url: str, postgresql_url: str
) -> AsyncIterator[dict[str, str]]:
    """What all processes are told: their servers, their secret, and where Telegram is."""
    database = Database(postgresql_url)
    await arrange(Given(), database)
    await database.close()
    async with serving(Starlette(routes=[Mount("/simulator", simulator_app(ana.world))])) as address:
        yield {
            "REDIS_URL": redis_url,
            "DATABASE_URL": postgresql_url,
            "SECRET_KEY": SECRET,
            "TELEGRAM_BOT_TOKEN": ana.world.token,
            "TELEGRAM_API_URL": f"{address}/simulator/telegram",
        }
        await ana.world.close()


@asynccontextmanager
async def process(role: str, shared: dict[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """`python -m bot ROLE`, from when it works."""
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = (sys.executable, "-m", "bot", role)
    bot = await asyncio.create_subprocess_exec(*command, env=clean | shared, stdout=asyncio.subprocess.PIPE)
    try:
        assert bot.stdout
        async with asyncio.timeout(PATIENCE):
            assert role.title() in (await bot.stdout.readline()).decode()
        yield bot
    finally:
        if bot.returncode is None:
            bot.kill()
            await bot.wait()


async def stopped(bot: asyncio.subprocess.Process) -> int:
    """How it ends when it is told to, within the ten seconds it has."""
    bot.send_signal(signal.SIGTERM)
    async with asyncio.timeout(10):
        return await bot.wait()


async def test_one_fetches_and_others_answer(shared: dict[str, str], ana: Phone, redis: Redis) -> None:
    """A message that was fetched by one process is answered by another; told to stop, all end well, and no
    worker's name is left behind.
    """
    async with AsyncExitStack() as stack:
        bots = [await stack.enter_async_context(process(role, shared)) for role in ("poll", "worker")]
        await ana.command("/ajuda")
        await ana.see("Aqui você cadastra clientes", PATIENCE)
        assert [0, 0] == [await stopped(bot) for bot in bots]
    assert [] == await redis.xinfo_consumers(UPDATES, GROUP)


@pytest.mark.parametrize("role", ["web", "worker", "poll"])
def test_missing_settings_are_named(env: Env, own_logging: None, role: str) -> None:
    """Exit code 2, and what is missing with an example."""
    refused = CliRunner().invoke(app, [role])
    assert (2, True) == (refused.exit_code, f"REDIS_URL: is needed by bot {role}" in refused.stderr)
