"""What the post knows of a CEP, asked of one service after another."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import httpx

from bot.adapters.sources.chain import Source, first_found
from bot.adapters.sources.opencep import OpenCep
from bot.adapters.sources.viacep import ViaCep
from conversations.ports.addresses import Address, Addresses
from conversations.ports.cities import Cities


class AddressSettings(Protocol):
    """Where the services are; an empty address switches one off."""

    @property
    def viacep_url(self) -> str: ...  # noqa: D102 - see the class
    @property
    def opencep_url(self) -> str: ...  # noqa: D102


class ChainedAddresses:
    """Addresses from the first source that knows them.

    Args:
        sources: asked in turn.
        cities: for the city's code where a source has none.
        deadline: seconds for everything.
    """

    def __init__(self, sources: Sequence[Source[Address]], cities: Cities, deadline: float = 6.0) -> None:
        self._sources, self._cities, self._deadline = sources, cities, deadline

    async def find(self, cep: str) -> Address:
        """The address of a CEP.

        Raises:
            NotFound: every source that answered says there is none.
            Unavailable: no source could be asked.
        """
        until = asyncio.get_running_loop().time() + self._deadline
        address = await first_found(self._sources, cep, until)
        if not isinstance(address, Address):
            raise address
        if address.city_code:
            return address
        city = self._cities.named(address.city, address.state)
        return replace(address, city_code=city.code) if city else address


def addresses(http: httpx.AsyncClient, settings: AddressSettings, cities: Cities) -> Addresses:
    """ViaCEP, then OpenCEP: those that are switched on.

    Args:
        http: the client they share.
        settings: where they are.
        cities: the table of cities.
    """
    sources: list[Source[Address]] = []
    if settings.viacep_url:
        sources.append(ViaCep(http, settings.viacep_url))
    if settings.opencep_url:
        sources.append(OpenCep(http, settings.opencep_url))
    return ChainedAddresses(sources, cities)
