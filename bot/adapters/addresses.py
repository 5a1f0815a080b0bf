"""What the post knows of a CEP."""

import asyncio
from typing import Protocol

import httpx

from bot.adapters.city_codes import with_city_code
from bot.adapters.lookup_cache import ADDRESS
from bot.adapters.lookup_once import Shared, once
from bot.adapters.sources.brasilapi_cep import BrasilApiCep
from bot.adapters.sources.chain import DEADLINE, Chain, Lookup
from bot.adapters.sources.guarded import Guards
from bot.adapters.sources.opencep import OpenCep
from bot.adapters.sources.viacep import ViaCep
from conversations.ports.addresses import Address, Addresses
from conversations.ports.cities import Cities
from conversations.ports.companies import Unavailable


class AddressSettings(Protocol):
    """Where the services are, and how long each is waited for alone; an empty address switches one off."""

    @property
    def viacep_url(self) -> str: ...  # noqa: D102 - see the class
    @property
    def opencep_url(self) -> str: ...  # noqa: D102
    @property
    def brasilapi_url(self) -> str: ...  # noqa: D102
    @property
    def lookup_hedge_ms(self) -> int: ...  # noqa: D102


class CodedAddresses:
    """Addresses with the code of their city.

    Args:
        lookup: who finds them.
        cities: for the code where a source has none.
    """

    def __init__(self, lookup: Lookup[Address], cities: Cities) -> None:
        self._lookup, self._cities = lookup, cities

    async def find(self, cep: str) -> Address:
        """As the port's."""
        try:
            async with asyncio.timeout(DEADLINE):
                return with_city_code(await self._lookup.find(cep), self._cities)
        except TimeoutError:
            raise Unavailable("out of time") from None


def addresses(
    http: httpx.AsyncClient, settings: AddressSettings, cities: Cities, shared: Shared | None = None
) -> Addresses:
    """Addresses of ViaCEP, OpenCEP and BrasilAPI: those that are switched on, the best first.

    Args:
        http: the client they share.
        settings: where they are, and how long each is waited for alone.
        cities: the table of cities.
        shared: as for `bot.adapters.companies.companies`.
    """
    hedge = settings.lookup_hedge_ms / 1000
    guards = Guards(http, shared.redis if shared else None, hedge)
    sources = [
        *guards.of(ViaCep, settings.viacep_url),
        *guards.of(OpenCep, settings.opencep_url),
        *guards.of(BrasilApiCep, settings.brasilapi_url),
    ]
    return CodedAddresses(once(Chain(sources, hedge), shared, ADDRESS), cities)
