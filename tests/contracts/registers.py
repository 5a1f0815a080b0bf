"""The real lookups on the registers of the simulator."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace

import httpx
from starlette.applications import Starlette
from starlette.routing import Mount

from bot.adapters.addresses import addresses
from bot.adapters.asking import WhenNeeded
from bot.adapters.cities import OfflineCities
from bot.adapters.companies import GRACE, companies
from bot.settings import LOOKUPS
from bot.simulator.demo import REGISTERS
from bot.simulator.registers import registers_app
from conversations.ports.addresses import Addresses
from conversations.ports.companies import Companies

CITIES = OfflineCities()


@asynccontextmanager
async def real_lookups() -> AsyncIterator[tuple[Companies, Addresses]]:
    """Companies and addresses as the program makes them, the slow samples as quick as they can be."""
    sample = registers_app(slow_for=0, late_for=2 * GRACE)
    app = Starlette(routes=[Mount("/simulator/registers", sample)])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as http:
        base = "http://simulator.test/simulator/registers"
        urls = {name: f"{base}/{REGISTERS[name]}" for name in LOOKUPS}
        settings = SimpleNamespace(**urls, lookup_hedge_ms=700)
        asking = WhenNeeded(http, settings)
        yield companies(asking, CITIES), addresses(asking, CITIES)
