"""CNPJá open: Receita Federal, Simples and the Cadastro Centralizado de Contribuintes (the IEs), 5 a minute.

Source: cnpja.com/api/open and the openapi.json of its SDK; shapes in tests/fixtures/cnpja.
"""

from typing import Annotated, Literal

import httpx

from bot.adapters.sources import wording
from bot.adapters.sources.fetching import Record, get
from bot.adapters.sources.fields import (
    Activity,
    Cep,
    CityCode,
    Code,
    Day,
    Number,
    Option,
    OrEmpty,
    Records,
    State,
    Text,
    Told,
)
from conversations.ports.companies import Company, NotFound, StateRegistration, Unavailable

DEFAULT_URL = "https://open.cnpja.com"


class _Missing(Record):
    code: Literal[404]


class _Named(Record):
    text: Text = ""


class _Optant(Record):
    optant: Option = None


class _Legal(Record):
    name: Told
    nature: Annotated[_Named, OrEmpty] = _Named()
    simples: Annotated[_Optant, OrEmpty] = _Optant()
    simei: Annotated[_Optant, OrEmpty] = _Optant()


class _Activity(Record):
    id: Activity = ""


class _Address(Record):
    zip: Cep = ""
    street: Text = ""
    number: Number = ""
    details: Text = ""
    district: Text = ""
    city: Text = ""
    state: State = ""
    municipality: CityCode = ""


class _Registration(Record):
    number: Code = ""
    state: State = ""
    enabled: Option = None


class _Office(Record):
    taxId: Code  # noqa: N815 - its own word
    alias: Text = ""
    founded: Day = ""
    status: Annotated[_Named, OrEmpty] = _Named()
    company: _Legal
    mainActivity: Annotated[_Activity, OrEmpty] = _Activity()  # noqa: N815 - its own word
    address: Annotated[_Address, OrEmpty] = _Address()
    registrations: Records[_Registration] | None = None


class Cnpja:
    """Companies with their Inscrições Estaduais from CNPJá.

    Args:
        http: the client to use.
        base_url: of the service.
        within: seconds for the whole answer.
    """

    name = "cnpja"

    def __init__(self, http: httpx.AsyncClient, base_url: str = DEFAULT_URL, within: float = 4.0) -> None:
        self._http, self._base_url, self._within = http, base_url, within

    def takes(self, tax_id: str) -> bool:
        """Whether it can be asked: its company ids are numbers, so alphanumeric CNPJs have no place there."""
        return tax_id.isdecimal()

    async def find(self, tax_id: str) -> Company:
        """The company of a CNPJ, with the registrations of all states.

        Raises:
            NotFound: the service says so.
            Unavailable: it did not answer, or not in its own format, or about another company.
        """
        answer = await get(self._http, self._base_url, "/office/{}", tax_id, within=self._within)
        if answer.status == httpx.codes.NOT_FOUND and answer.fits(_Missing):
            raise NotFound
        told = answer.read(_Office)
        if told.taxId != tax_id:
            raise Unavailable("about another company")
        return _company(told)


def _company(told: _Office) -> Company:
    legal, address = told.company, told.address
    return Company(
        tax_id=told.taxId,
        legal_name=wording.name(legal.name),
        trade_name=wording.name(told.alias),
        status=told.status.text.upper(),
        tax_regime=wording.tax_regime(legal.simples.optant, legal.simei.optant),
        opened=told.founded,
        activity=told.mainActivity.id,
        legal_nature=legal.nature.text,
        cep=address.zip,
        street=address.street,
        number=address.number,
        complement=address.details,
        district=address.district,
        city=address.city,
        state=address.state,
        city_code=address.municipality,
        registrations=tuple(
            StateRegistration(number=ie.number, state=ie.state, active=ie.enabled is True)
            for ie in told.registrations or []
            if ie.number and ie.state
        ),
    )
