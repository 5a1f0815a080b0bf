"""Whom the simulator serves, and what it begins with."""

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette

from bot.data_dir import UnusableFile
from bot.settings import Settings, load_settings
from bot.simulator.demo import open_to_others, open_world, simulator_routes
from bot.simulator.hosts import is_loopback
from bot.simulator.world import World
from tests.environment import Env


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with World() as world:
        world.add_phone("Revendedora", first_name="Ana", user_id=1001)
        yield world


async def answer(world: World, settings: Settings, host: str, path: str = "/simulator/") -> httpx.Response:
    """What the simulator answers to a browser that believes it is on this host."""
    transport = httpx.ASGITransport(Starlette(routes=simulator_routes(world, settings)))
    async with httpx.AsyncClient(base_url="http://127.0.0.1", transport=transport) as http:
        return await http.get(path, headers={"Host": host})


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8080", 200),
        ("localhost:8080", 200),
        ("LOCALHOST", 200),
        ("bot.localhost:8080", 200),
        ("[::1]:8080", 200),
        ("evil.example:8080", 403),
        ("127.0.0.1.evil.example", 403),
        ("localhost.evil.example", 403),
        ("evil.example@127.0.0.1", 200),
        ("192.0.2.7:8080", 403),
        ("[::1", 403),
        ("", 403),
    ],
)
async def test_name_of_somebody_else_is_refused(env: Env, world: World, host: str, status: int) -> None:
    """A page of another name that was pointed at this machine cannot use the phones."""
    assert status == (await answer(world, load_settings(), host)).status_code


@pytest.mark.parametrize(
    "path",
    [
        "/simulator/api/events",
        "/simulator/api/phones/revendedora/start",
        "/simulator/static/page.js",
        "/simulator/telegram/bot1:x/getMe",
        "/simulator/whatsapp/v26.0/1",
        "/simulator/registers/viacep/01310100/json/",
    ],
)
async def test_nothing_of_it_is_for_another_name(env: Env, world: World, path: str) -> None:
    """Not the page alone: whatever lies below it too."""
    assert 403 == (await answer(world, load_settings(), "evil.example", path)).status_code


@pytest.mark.parametrize(
    ("variables", "host", "status"),
    [
        ({"HOST": "bot.lan"}, "bot.lan:8080", 200),
        ({"PUBLIC_URL": "https://Bot.Example"}, "bot.example", 200),
        ({"PUBLIC_URL": "https://bot.example"}, "evil.example", 403),
        ({"HOST": "0.0.0.0"}, "192.0.2.7:8080", 200),
        ({"HOST": "0.0.0.0"}, "evil.example:8080", 403),
        ({"HOST": "::"}, "[2001:db8::7]:8080", 200),
    ],
)
async def test_configured_name_is_let_in(
    env: Env, world: World, variables: dict[str, str], host: str, status: int
) -> None:
    """The host that was set is ours; where we listen on all addresses, so is any address, and no name."""
    env(**variables)
    assert status == (await answer(world, load_settings(), host)).status_code


async def test_root_leads_to_the_page(env: Env, world: World) -> None:
    """Whoever types the address without its path finds the phones."""
    redirect = await answer(world, load_settings(), "127.0.0.1", "/")
    assert (307, "/simulator/") == (redirect.status_code, redirect.headers["location"])


@pytest.mark.parametrize(
    ("variables", "is_open"),
    [
        ({}, False),
        ({"HOST": "localhost"}, False),
        ({"HOST": "0.0.0.0"}, True),
        ({"HOST": "::"}, True),
        ({"HOST": "bot.lan"}, True),
        ({"PUBLIC_URL": "https://bot.example"}, True),
        ({"PUBLIC_URL": "http://localhost:8080"}, False),
    ],
)
def test_open_to_others(env: Env, variables: dict[str, str], is_open: bool) -> None:
    """Whoever lets others reach the simulator is told what that means."""
    env(**variables)
    assert is_open == open_to_others(load_settings())


@pytest.mark.parametrize("host", ["localhost", "127.8.9.1", "::1"])
def test_this_machine(host: str) -> None:
    """All of 127.0.0.0/8 is this machine."""
    assert is_loopback(host)


async def test_everybody_has_both_messengers(env: Env) -> None:
    """The reseller and the visitor have a Telegram and a WhatsApp of the same number."""
    async with open_world(load_settings()) as world:
        assert world.whatsapp
        assert [(phone.owner, phone.user.phone_number) for phone in world.phones] == [
            (phone.owner, phone.person.phone_number) for phone in world.whatsapp.phones
        ]


async def test_broken_state_is_told(env: Env) -> None:
    """What an earlier run left of WhatsApp and cannot be read is told as a file that is of no use."""
    settings = load_settings()
    (settings.data_dir / "whatsapp.json").write_text("{")
    with pytest.raises(UnusableFile, match=r"whatsapp\.json"):
        open_world(settings)
