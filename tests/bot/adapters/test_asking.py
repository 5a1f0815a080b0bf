"""How a worker asks: all sources there are, each service spared as one, and nothing through a wrong door."""

from collections import Counter

import pytest
from redis.asyncio import Redis
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.adapters import addresses as of_addresses
from bot.adapters import companies as of_companies
from bot.adapters.addresses import addresses
from bot.adapters.companies import companies
from bot.adapters.lookup_once import Shared
from bot.adapters.sources.client import client
from bot.sealing import Seal
from bot.settings import LOOKUPS
from conversations.ports.companies import Unavailable
from tests.bot.adapters.services import Services
from tests.bot.adapters.sources.canned import CEP, CNPJ
from tests.fakes.cities import FakeCities
from tests.serving import serving

OTHERS = tuple(name.removesuffix("_url") for name in LOOKUPS if name != "brasilapi_url")


def test_every_setting_has_its_source() -> None:
    """Of each service one source; BrasilAPI is asked about companies and CEPs."""
    listed = Counter(one.setting for one in (*of_companies.SOURCES, *of_addresses.SOURCES))
    assert {**dict.fromkeys(LOOKUPS, 1), "brasilapi_url": 2} == listed


async def test_a_service_that_asks_for_a_pause_has_it_whole(redis: Redis) -> None:
    """BrasilAPI, asked too often about companies, is not asked about CEPs either."""
    services, shared = Services(), Shared(redis, Seal("a secret of the tests"))
    asking = services.asking(*OTHERS, shared=shared)
    with pytest.raises(Unavailable):
        await companies(asking, FakeCities()).find(CNPJ)
    with pytest.raises(Unavailable):
        await addresses(asking, FakeCities()).find(CEP)
    assert ["brasilapi"] == services.asked


async def test_no_service_knows_us_again() -> None:
    """What a service asks to be kept and sent back is not kept."""
    sent: list[str | None] = []

    async def answer(request: Request) -> Response:
        sent.append(request.headers.get("cookie"))
        return Response(headers={"Set-Cookie": "id=1"})

    async with serving(Starlette(routes=[Route("/", answer)])) as url, client() as http:
        for _ in range(2):
            await http.get(url)
    assert [None, None] == sent


async def test_this_machine_needs_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the environment says of the way outside: the simulator's registers are here."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    async with serving(Starlette()) as url, client() as http:
        assert 404 == (await http.get(f"{url}/nothing")).status_code
