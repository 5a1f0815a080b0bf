"""What the post knows of a CEP."""

import asyncio

from bot.adapters.city_codes import with_city_code
from bot.adapters.lookup_cache import ADDRESS
from bot.adapters.sources.brasilapi_cep import BrasilApiCep
from bot.adapters.sources.chain import DEADLINE, Chain, Lookup
from bot.adapters.sources.listed import Asking, Listed
from bot.adapters.sources.opencep import OpenCep
from bot.adapters.sources.viacep import ViaCep
from conversations.ports.addresses import Address, Addresses
from conversations.ports.cities import Cities
from conversations.ports.companies import Unavailable

SOURCES = (
    Listed("viacep_url", ViaCep),
    Listed("opencep_url", OpenCep),
    Listed("brasilapi_url", BrasilApiCep),
)
"""All there are, in the order they are asked."""


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


def addresses(asking: Asking, cities: Cities) -> Addresses:
    """Addresses of all sources that are switched on, the best first.

    Args:
        asking: how they are asked.
        cities: the table of cities.
    """
    return CodedAddresses(asking.kept(Chain(asking.of(*SOURCES), asking.hedge), ADDRESS), cities)
