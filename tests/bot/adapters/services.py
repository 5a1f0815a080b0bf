"""All services on one client, each answering what a test says."""

import asyncio
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import httpx

from bot.adapters.asking import WhenNeeded
from bot.adapters.lookup_once import Shared
from tests.bot.adapters.sources.canned import fixture

DOWN = httpx.Response(503, text="down")
MISSING = {
    "minhareceita": httpx.Response(404, json=fixture("minhareceita/not_found")),
    "opencnpj": httpx.Response(404, json=fixture("opencnpj/not_found")),
    "brasilapi": httpx.Response(404, json=fixture("brasilapi/not_found")),
    "cnpjws": httpx.Response(404, json=fixture("cnpjws/not_found")),
    "receitaws": httpx.Response(200, json=fixture("receitaws/not_found")),
    "cnpja": httpx.Response(404, json=fixture("cnpja/not_found")),
    "viacep": httpx.Response(200, json=fixture("viacep/not_found")),
    "opencep": httpx.Response(404, json=fixture("opencep/not_found")),
    "brasilapi_cep": httpx.Response(404, json=fixture("brasilapi_cep/not_found")),
}
DESCRIBING = ("minhareceita", "opencnpj", "brasilapi", "cnpja", "cnpjws", "receitaws")
"""Who describes companies, in the order they are asked."""


def found(service: str, **changes: Any) -> httpx.Response:
    """The service's own `found`, with some keys changed."""
    return httpx.Response(200, json=fixture(f"{service}/found") | changes)


@dataclass
class Services:
    """What each service answers, none for silence, and which were asked."""

    answers: dict[str, httpx.Response | None] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.MockTransport(self._answer))

    def settings(self, *off: str) -> SimpleNamespace:
        """Settings with a host for each service, empty for those switched off."""
        names = [name for name in MISSING if name != "brasilapi_cep"]
        urls = {f"{name}_url": "" if name in off else f"https://{name}.test" for name in names}
        return SimpleNamespace(**urls, lookup_hedge_ms=700)

    def asking(self, *off: str, shared: Shared | None = None) -> WhenNeeded:
        """As a worker asks them."""
        return WhenNeeded(self.client(), self.settings(*off), shared)

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        name = request.url.host.removesuffix(".test") + ("_cep" if "/cep/" in request.url.path else "")
        self.asked.append(name)
        answer = self.answers.get(name, DOWN)
        if answer is None:
            await asyncio.Event().wait()
            raise AssertionError
        return answer
