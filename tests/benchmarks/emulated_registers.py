"""Registers that take 200 ms, of which one can be made ill; every CNPJ is known."""

import asyncio
import socket
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from types import SimpleNamespace

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.settings import LOOKUPS
from bot.simulator.demo import REGISTERS
from bot.simulator.registers import PADARIA
from bot.simulator.registers.services import SERVICES, Service
from tests.serving import serving

TAKES = 0.2  # seconds
HEDGE_MS = 700
DEAD = "dead"  # nobody listens where it should be


async def _hung(request: Request) -> Response:
    """Nothing, until whoever asked has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
    return Response()


async def _failing(_: Request) -> Response:
    return PlainTextResponse("Internal Server Error", 500)


async def _too_many(_: Request) -> Response:
    return PlainTextResponse("Too Many Requests", 429)


async def _junk(_: Request) -> Response:
    await asyncio.sleep(TAKES)
    return HTMLResponse("<html><body>Em manutenção</body></html>")


ILLS: dict[str, Callable[[Request], Awaitable[Response]]] = {
    "hung": _hung,
    "500": _failing,
    "429": _too_many,
    "junk": _junk,
}


@dataclass
class Registers:
    """What stands in for the services.

    Args:
        ill: what is wrong with a service, by its name; one of `ILLS`, or `DEAD`.
        asked: how often each was asked.
        takes: seconds that each needs.
    """

    ill: dict[str, str] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    takes: float = TAKES
    address: str = ""

    def settings(self) -> SimpleNamespace:
        """Where they are."""
        urls = {name: f"{self.address}/{REGISTERS[name]}" for name in LOOKUPS}
        for name, what in self.ill.items():
            if what == DEAD:
                urls[f"{name}_url"] = f"http://127.0.0.1:{_closed_port()}"
        return SimpleNamespace(**urls, lookup_hedge_ms=HEDGE_MS)

    def route(self, service: Service) -> Route:
        async def answer(request: Request) -> Response:
            self.asked[service.name] += 1
            if ill := self.ill.get(service.name):
                return await ILLS[ill](request)
            with suppress(TimeoutError):
                async with asyncio.timeout(self.takes):
                    return await _hung(request)
            return JSONResponse(service.company(replace(PADARIA, cnpj=request.path_params["cnpj"])))

        return Route(f"/{service.name}{service.path}", answer)


@asynccontextmanager
async def registers() -> AsyncIterator[Registers]:
    """All of them, well, on a port of their own."""
    made = Registers()
    async with serving(Starlette(routes=[made.route(service) for service in SERVICES])) as made.address:
        yield made


def _closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
