import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from telegram import Bot
from telegram.request import HTTPXRequest

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
def ana(world: World) -> Phone:
    return world.add_phone("Revendedora", first_name="Ana", last_name="Lima", phone_number="+5511987654321")


@pytest.fixture
async def url(world: World) -> AsyncIterator[str]:
    async with serving(Starlette(routes=[Mount("/simulator", simulator_app(world))])) as address:
        yield f"{address}/simulator"
        await world.close()


@contextlib.asynccontextmanager
async def bot_of(url: str, token: str) -> AsyncIterator[Bot]:
    plain = {"verify": False, "trust_env": False}  # saves reading all certificates for a server without
    async with Bot(
        token,
        base_url=f"{url}/telegram/bot",
        base_file_url=f"{url}/telegram/file/bot",
        request=HTTPXRequest(httpx_kwargs=plain),
        get_updates_request=HTTPXRequest(httpx_kwargs=plain),
    ) as bot:
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


Call = Callable[..., Awaitable[tuple[int, Any]]]


@pytest.fixture
async def app(world: World) -> httpx.ASGITransport:
    """The simulator without a server, for what needs no connection of its own."""
    return httpx.ASGITransport(simulator_app(world))


@pytest.fixture
async def call(world: World, app: httpx.ASGITransport) -> AsyncIterator[Call]:
    """Calls a method with plain HTTP; gives the status, and the result or the refusal's sentence."""
    base_url = f"http://simulator.test/telegram/bot{world.token}/"
    async with httpx.AsyncClient(base_url=base_url, transport=app) as http:

        async def call(method: str, **params: Any) -> tuple[int, Any]:
            headers = {"Content-Type": "application/json"}  # httpx would not write half a surrogate pair
            answer = await http.post(method, content=json.dumps(params), headers=headers)
            body = answer.json()
            assert body["ok"] == (answer.status_code == 200)
            assert body.get("error_code", 200) == answer.status_code
            return answer.status_code, body["result"] if body["ok"] else body["description"]

        yield call
