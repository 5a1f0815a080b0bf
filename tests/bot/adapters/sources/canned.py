"""A service that answers what a test puts there, and the sources with what belongs to each."""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bot.adapters.sources.brasilapi import BrasilApi
from bot.adapters.sources.brasilapi_cep import BrasilApiCep
from bot.adapters.sources.chain import Source
from bot.adapters.sources.cnpja import Cnpja
from bot.adapters.sources.cnpjws import CnpjWs
from bot.adapters.sources.minhareceita import MinhaReceita
from bot.adapters.sources.opencep import OpenCep
from bot.adapters.sources.opencnpj import OpenCnpj
from bot.adapters.sources.receitaws import ReceitaWs
from bot.adapters.sources.viacep import ViaCep

FIXTURES = Path(__file__).parents[3] / "fixtures"
BASE = "https://service.test/base"
CNPJ, CEP = "12345678000195", "01310100"


def fixture(name: str) -> Any:
    """What a file of `tests/fixtures` holds."""
    return json.loads((FIXTURES / f"{name}.json").read_text())


def answering(body: object, status: int = 200, **more: Any) -> httpx.AsyncClient:
    """A client whose every request is answered so; what is no text or bytes becomes JSON."""
    content = body if isinstance(body, str | bytes) else json.dumps(body)
    return httpx.AsyncClient(
        transport=httpx.MockTransport(lambda _: httpx.Response(status, content=content, **more))
    )


def changed(record: Any, path: str, value: object) -> Any:
    """A copy of a record with the value at a dotted path replaced."""
    record = copy.deepcopy(record)
    *parents, last = path.split(".")
    inner = record
    for parent in parents:
        inner = inner[parent]
    inner[last] = value
    return record


@dataclass(frozen=True)
class Service:
    """A source with its paths and its words."""

    make: Callable[..., Source[Any]]
    path: str
    key: str
    not_found: int

    @property
    def name(self) -> str:
        return self.make(None).name

    def over(self, http: httpx.AsyncClient) -> Source[Any]:
        return self.make(http, BASE)

    def fixture(self, name: str) -> Any:
        return fixture(f"{self.name}/{name}")


COMPANIES = (
    Service(MinhaReceita, f"/base/{CNPJ}", CNPJ, 404),
    Service(OpenCnpj, f"/base/{CNPJ}", CNPJ, 404),
    Service(BrasilApi, f"/base/cnpj/v1/{CNPJ}", CNPJ, 404),
    Service(Cnpja, f"/base/office/{CNPJ}", CNPJ, 404),
    Service(CnpjWs, f"/base/cnpj/{CNPJ}", CNPJ, 404),
    Service(ReceitaWs, f"/base/cnpj/{CNPJ}", CNPJ, 200),
)
ADDRESSES = (
    Service(ViaCep, f"/base/{CEP}/json/", CEP, 200),
    Service(OpenCep, f"/base/{CEP}", CEP, 404),
    Service(BrasilApiCep, f"/base/cep/v2/{CEP}", CEP, 404),
)
SERVICES = (*COMPANIES, *ADDRESSES)
