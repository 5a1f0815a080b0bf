"""What the public registers know of a company: one describes it, another has its Inscrições Estaduais."""

import asyncio
from dataclasses import replace

from bot.adapters.city_codes import with_city_code
from bot.adapters.lookup_cache import COMPANY, REGISTER
from bot.adapters.sources.brasilapi import BrasilApi
from bot.adapters.sources.chain import DEADLINE, Chain, Lookup
from bot.adapters.sources.cnpja import Cnpja
from bot.adapters.sources.cnpjws import CnpjWs
from bot.adapters.sources.listed import Asking, Listed
from bot.adapters.sources.minhareceita import MinhaReceita
from bot.adapters.sources.opencnpj import OpenCnpj
from bot.adapters.sources.receitaws import ReceitaWs
from conversations.ports.cities import Cities
from conversations.ports.companies import Companies, Company, NotFound, Unavailable

GRACE = 0.3
"""Seconds that a described company waits for its registrations. Mostly they come just before or just after
it, and a question that is gone as soon as it is read is worse than one that comes a moment later."""


DESCRIBING = (
    Listed("minhareceita_url", MinhaReceita),
    Listed("opencnpj_url", OpenCnpj),
    Listed("brasilapi_url", BrasilApi),
)
REGISTERS = (Listed("cnpja_url", Cnpja), Listed("cnpjws_url", CnpjWs))
"""Those with IEs. They describe companies too, and since they are asked in any case, what they say is taken
before the last ones are asked, who have little to give away.
"""
LAST = (Listed("receitaws_url", ReceitaWs),)
SOURCES = (*DESCRIBING, *REGISTERS, *LAST)
"""All there are, in the order they are asked."""


BESIDE = ("tax_regime", "registrations")
"""What a register fills of a company that another describes."""


class RegisteredCompanies:
    """Companies as they are described, with their registrations from a register that is asked beside.

    Args:
        described: who describes them.
        register: who has the registrations.
        cities: for the city's code where a source has none.
    """

    def __init__(self, described: Lookup[Company], register: Lookup[Company], cities: Cities) -> None:
        self._described, self._register, self._cities = described, register, cities

    async def find(self, tax_id: str) -> Company:
        """As the port's; the registrations are waited for only as long as `GRACE`."""
        beside = asyncio.create_task(_or_none(self._register, tax_id))
        try:
            company = await _in_time(self._described, tax_id, DEADLINE - GRACE)
            await asyncio.wait({beside}, timeout=GRACE)
            return with_city_code(_merge(company, beside.result() if beside.done() else None), self._cities)
        finally:
            beside.cancel()

    async def in_register(self, tax_id: str) -> Company:
        """As the port's."""
        return with_city_code(await _in_time(self._register, tax_id, DEADLINE), self._cities)


async def _in_time(lookup: Lookup[Company], tax_id: str, seconds: float) -> Company:
    try:
        async with asyncio.timeout(seconds):
            return await lookup.find(tax_id)
    except TimeoutError:
        raise Unavailable("out of time") from None


async def _or_none(lookup: Lookup[Company], tax_id: str) -> Company | None:
    try:
        return await lookup.find(tax_id)
    except (NotFound, Unavailable):
        return None


def _merge(company: Company, registered: Company | None) -> Company:
    if registered is None:
        return company
    return replace(
        company,
        # The open data has no row for who never chose Simples; the register asks Simples itself.
        tax_regime=company.tax_regime or registered.tax_regime,
        registrations=registered.registrations or company.registrations,
    )


def companies(asking: Asking, cities: Cities) -> Companies:
    """Companies of all sources that are switched on, the best first.

    Args:
        asking: how they are asked.
        cities: the table of cities.
    """
    register = asking.kept(Chain(asking.of(*REGISTERS), asking.hedge), REGISTER)
    describing: list[Lookup[Company]] = [*asking.of(*DESCRIBING), register, *asking.of(*LAST)]
    return RegisteredCompanies(asking.kept(Chain(describing, asking.hedge), COMPANY), register, cities)
