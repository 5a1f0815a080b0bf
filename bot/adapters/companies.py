"""What the public registers know of a company, asked one after another."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Protocol

import httpx

from bot.adapters.sources.chain import Source, ask, first_found, worst
from bot.adapters.sources.cnpja import Cnpja
from bot.adapters.sources.minhareceita import MinhaReceita
from bot.adapters.sources.opencnpj import OpenCnpj
from conversations.ports.cities import Cities
from conversations.ports.companies import Companies, Company, NotFound, Unavailable


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialCompany(Company):
    """A company whose registrations are not known because their source did not answer: ask again soon."""


class CompanySettings(Protocol):
    """Where the services are; an empty address switches one off."""

    @property
    def minhareceita_url(self) -> str: ...  # noqa: D102 - see the class
    @property
    def opencnpj_url(self) -> str: ...  # noqa: D102
    @property
    def cnpja_url(self) -> str: ...  # noqa: D102


class ChainedCompanies:
    """Companies from the first source that knows them, their registrations from a register beside it.

    Args:
        sources: asked in turn.
        register: asked at the same time; its own description of the company is the last resort.
        cities: for the city's code where a source has none.
        deadline: seconds for everything.
    """

    def __init__(
        self,
        sources: Sequence[Source[Company]],
        register: Cnpja | None,
        cities: Cities,
        deadline: float = 6.0,
    ) -> None:
        self._sources, self._register, self._cities, self._deadline = sources, register, cities, deadline

    async def find(self, tax_id: str) -> Company:
        """The company of a CNPJ; a `PartialCompany` where the register of IEs did not answer.

        Raises:
            NotFound: every source that answered says there is none.
            Unavailable: no source could be asked.
        """
        until = asyncio.get_running_loop().time() + self._deadline
        async with asyncio.TaskGroup() as group:
            described = group.create_task(first_found(self._sources, tax_id, until))
            registered = group.create_task(self._ask_register(tax_id, until))
        return self._with_city_code(_merge(described.result(), registered.result()))

    async def _ask_register(self, tax_id: str, until: float) -> Company | NotFound | Unavailable | None:
        if self._register is None or not self._register.takes(tax_id):
            return None
        return await ask(self._register, tax_id, until)

    def _with_city_code(self, company: Company) -> Company:
        if company.city_code:
            return company
        city = self._cities.named(company.city, company.state)
        return replace(company, city_code=city.code) if city else company


def _merge(
    described: Company | NotFound | Unavailable, registered: Company | NotFound | Unavailable | None
) -> Company:
    if not isinstance(described, Company):
        if isinstance(registered, Company):
            return registered
        raise worst([described, registered] if registered else [described])
    if isinstance(registered, Company):
        return replace(
            described,
            # The open data has no row for who never chose Simples; the register asks Simples itself.
            tax_regime=described.tax_regime or registered.tax_regime,
            registrations=registered.registrations,
        )
    return _partial(described) if isinstance(registered, Unavailable) else described


def _partial(company: Company) -> PartialCompany:
    return PartialCompany(**{field.name: getattr(company, field.name) for field in fields(company)})


def companies(http: httpx.AsyncClient, settings: CompanySettings, cities: Cities) -> Companies:
    """Minha Receita, then OpenCNPJ, and CNPJá for the IEs: those that are switched on.

    Args:
        http: the client they share.
        settings: where they are.
        cities: the table of cities.
    """
    sources: list[Source[Company]] = []
    if settings.minhareceita_url:
        sources.append(MinhaReceita(http, settings.minhareceita_url))
    if settings.opencnpj_url:
        sources.append(OpenCnpj(http, settings.opencnpj_url))
    register = Cnpja(http, settings.cnpja_url) if settings.cnpja_url else None
    return ChainedCompanies(sources, register, cities)
