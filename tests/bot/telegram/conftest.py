import asyncio
from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from bot.simulator.app import simulator_app
from bot.simulator.phone import Phone
from bot.simulator.world import World
from bot.telegram.channel import TelegramChannel, connected
from tests.kit.unlimited import Unlimited
from tests.serving import serving


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with World() as world:
        yield world


@pytest.fixture
def ana(world: World) -> Phone:
    return world.add_phone("Revendedora", first_name="Ana", last_name="Lima", phone_number="+5511987654321")


@pytest.fixture
async def api_url(world: World) -> AsyncIterator[str]:
    """Where the emulated Bot API is."""
    async with serving(Starlette(routes=[Mount("/simulator", simulator_app(world))])) as address:
        yield f"{address}/simulator/telegram"
        await world.close()


@pytest.fixture
async def channel(world: World, api_url: str) -> AsyncIterator[TelegramChannel]:
    """The channel, connected; nothing polls."""
    async with connected(world.token, api_url, asyncio.Event(), Unlimited()) as channel:
        yield channel
