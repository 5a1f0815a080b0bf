from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot.simulator.whatsapp.phone import WhatsAppPhone
from bot.simulator.whatsapp.world import WhatsAppWorld
from tests.bot.simulator.conftest import Clock
from tests.bot.simulator.whatsapp.small_bot import SmallBot, small_bot
from tests.serving import serving

Send = Callable[..., Awaitable[tuple[int, Any]]]


@pytest.fixture
async def world(clock: Clock) -> AsyncIterator[WhatsAppWorld]:
    async with WhatsAppWorld(clock=clock, webhook_pause=0.01) as world:
        yield world


@pytest.fixture
def ana(world: WhatsAppWorld) -> WhatsAppPhone:
    return world.add_phone("Revendedora", first_name="Ana", last_name="Lima", phone_number="+5511987654321")


@pytest.fixture
async def http(world: WhatsAppWorld) -> AsyncIterator[httpx.AsyncClient]:
    """The Cloud API without a server, with the right token."""
    transport = httpx.ASGITransport(Starlette(routes=world.routes()))
    headers = {"Authorization": f"Bearer {world.token}"}
    base_url = "http://simulator.test/whatsapp/v26.0/"
    async with httpx.AsyncClient(base_url=base_url, transport=transport, headers=headers) as http:
        yield http


@pytest.fixture
def send(world: WhatsAppWorld, ana: WhatsAppPhone, http: httpx.AsyncClient) -> Send:
    """Asks for a message to Ana; gives the status of HTTP and the answer, or what is wrong."""

    async def send(**asked: Any) -> tuple[int, Any]:
        body = {"messaging_product": "whatsapp", "to": ana.person.wa_id} | asked
        body = {name: value for name, value in body.items() if value is not None}
        answer = await http.post(f"{world.phone_number_id}/messages", json=body)
        told = answer.json()
        return answer.status_code, told.get("error", told)

    return send


@pytest.fixture
async def bot(world: WhatsAppWorld) -> AsyncIterator[SmallBot]:
    """A bot that the world delivers to."""
    async with serving(Starlette(routes=world.routes())) as address, small_bot(world, address) as bot:
        yield bot
        await world.close()
