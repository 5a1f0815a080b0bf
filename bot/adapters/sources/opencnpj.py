"""OpenCNPJ: the open data of Receita Federal, published monthly. It has no IBGE code of the city.

Source: its openapi.json and documentation; shapes in tests/fixtures/opencnpj.
"""

from typing import Literal

import httpx

from bot.adapters.sources import wording
from bot.adapters.sources.fetching import Record, get
from bot.adapters.sources.fields import Activity, Cep, Code, Day, Number, Option, State, Text, Told
from conversations.ports.companies import Company, NotFound, Unavailable

DEFAULT_URL = "https://api.opencnpj.org"


class _Missing(Record):
    error: Literal["not found"]


class _Company(Record):
    # Its shortened answers leave out the address and the options.
    cnpj: Code
    razao_social: Told
    nome_fantasia: Text = ""
    situacao_cadastral: Text = ""
    opcao_simples: Option = None
    opcao_mei: Option = None
    data_inicio_atividade: Day = ""
    cnae_principal: Activity = ""
    natureza_juridica: Text = ""
    cep: Cep = ""
    tipo_logradouro: Text = ""
    logradouro: Text = ""
    numero: Number = ""
    complemento: Text = ""
    bairro: Text = ""
    municipio: Text = ""
    uf: State = ""


class OpenCnpj:
    """Companies from OpenCNPJ, numeric and alphanumeric CNPJs.

    Args:
        http: the client to use.
        base_url: of the service.
        within: seconds for the whole answer.
    """

    name = "opencnpj"

    def __init__(self, http: httpx.AsyncClient, base_url: str = DEFAULT_URL, within: float = 3.0) -> None:
        self._http, self._base_url, self._within = http, base_url, within

    async def find(self, tax_id: str) -> Company:
        """The company of a CNPJ, without registrations and without the city's code.

        Raises:
            NotFound: the service says so.
            Unavailable: it did not answer, or not in its own format, or about another company.
        """
        answer = await get(self._http, self._base_url, "/{}", tax_id, within=self._within)
        if answer.status == httpx.codes.NOT_FOUND and answer.fits(_Missing):
            raise NotFound
        told = answer.read(_Company)
        if told.cnpj != tax_id:
            raise Unavailable("about another company")
        return _company(told)


def _company(told: _Company) -> Company:
    return Company(
        tax_id=told.cnpj,
        legal_name=wording.name(told.razao_social),
        trade_name=wording.name(told.nome_fantasia),
        status=told.situacao_cadastral.upper(),
        tax_regime=wording.tax_regime(told.opcao_simples, told.opcao_mei),
        opened=told.data_inicio_atividade,
        activity=told.cnae_principal,
        legal_nature=told.natureza_juridica,
        cep=told.cep,
        street=wording.street(told.tipo_logradouro, told.logradouro),
        number=told.numero,
        complement=told.complemento,
        district=told.bairro,
        city=told.municipio,
        state=told.uf,
    )
