import contextlib
from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from telegram import Bot

from bot.simulator.app import simulator_app
from bot.simulator.phone import Phone
from bot.simulator.world import World
from tests.serving import serving


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def world(clock: Clock) -> AsyncIterator[World]:
    async with World(clock=clock, webhook_pause=0.01) as world:
        yield world


@pytest.fixture
async def ana(world: World) -> Phone:
    return world.add_phone("Revendedora", first_name="Ana", last_name="Lima", phone_number="+5511987654321")


@pytest.fixture
async def url(world: World) -> AsyncIterator[str]:
    async with serving(Starlette(routes=[Mount("/simulator", simulator_app(world))])) as address:
        yield f"{address}/simulator"
        await world.close()


@contextlib.asynccontextmanager
async def bot_of(url: str, token: str) -> AsyncIterator[Bot]:
    async with Bot(token, base_url=f"{url}/telegram/bot", base_file_url=f"{url}/telegram/file/bot") as bot:
        yield bot


@pytest.fixture
async def bot(world: World, url: str) -> AsyncIterator[Bot]:
    async with bot_of(url, world.token) as bot:
        yield bot


@pytest.fixture
async def chat(ana: Phone) -> int:
    """The id of Ana's chat, in which she has said hello; that update is still pending."""
    await ana.start()
    return ana.user.id
