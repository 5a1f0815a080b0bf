"""What the public registers know of a company: one describes it, another has its Inscrições Estaduais."""

import asyncio
from dataclasses import replace
from typing import Protocol

import httpx

from bot.adapters.city_codes import with_city_code
from bot.adapters.lookup_cache import COMPANY, REGISTER
from bot.adapters.lookup_once import Shared, once
from bot.adapters.sources.brasilapi import BrasilApi
from bot.adapters.sources.chain import DEADLINE, Chain, Lookup
from bot.adapters.sources.cnpja import Cnpja
from bot.adapters.sources.cnpjws import CnpjWs
from bot.adapters.sources.guarded import Guards
from bot.adapters.sources.minhareceita import MinhaReceita
from bot.adapters.sources.opencnpj import OpenCnpj
from bot.adapters.sources.receitaws import ReceitaWs
from conversations.ports.cities import Cities
from conversations.ports.companies import Companies, Company, NotFound, Unavailable

GRACE = 0.3
"""Seconds that a described company waits for its registrations. Mostly they come just before or just after
it, and a question that is gone as soon as it is read is worse than one that comes a moment later."""


class CompanySettings(Protocol):
    """Where the services are, and how long each is waited for alone; an empty address switches one off."""

    @property
    def minhareceita_url(self) -> str: ...  # noqa: D102 - see the class
    @property
    def opencnpj_url(self) -> str: ...  # noqa: D102
    @property
    def brasilapi_url(self) -> str: ...  # noqa: D102
    @property
    def cnpjws_url(self) -> str: ...  # noqa: D102
    @property
    def receitaws_url(self) -> str: ...  # noqa: D102
    @property
    def cnpja_url(self) -> str: ...  # noqa: D102
    @property
    def lookup_hedge_ms(self) -> int: ...  # noqa: D102


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


def companies(
    http: httpx.AsyncClient, settings: CompanySettings, cities: Cities, shared: Shared | None = None
) -> Companies:
    """Companies of Minha Receita, OpenCNPJ, BrasilAPI and ReceitaWS, and registrations of CNPJá and CNPJ.ws:
    those that are switched on, the best first.

    The registers describe companies too. Since they are asked in any case, that is taken before ReceitaWS,
    which has little to give away, is asked.

    Args:
        http: the client they share.
        settings: where they are, and how long each is waited for alone.
        cities: the table of cities.
        shared: what all workers share; without it nothing is kept, neither answers nor quotas.
    """
    hedge = settings.lookup_hedge_ms / 1000
    guards = Guards(http, shared.redis if shared else None, hedge)
    registers = [*guards.of(Cnpja, settings.cnpja_url), *guards.of(CnpjWs, settings.cnpjws_url)]
    register = once(Chain(registers, hedge), shared, REGISTER)
    describing: list[Lookup[Company]] = [
        *guards.of(MinhaReceita, settings.minhareceita_url),
        *guards.of(OpenCnpj, settings.opencnpj_url),
        *guards.of(BrasilApi, settings.brasilapi_url),
        register,
        *guards.of(ReceitaWs, settings.receitaws_url),
    ]
    return RegisteredCompanies(once(Chain(describing, hedge), shared, COMPANY), register, cities)
