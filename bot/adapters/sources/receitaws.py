"""ReceitaWS: Receita Federal and Simples, kept from when somebody last asked, 3 a minute.

Its errors come with a 200: of these only "rejeitado pela Receita Federal" says that there is none; it has
others for what it could not ask in time or takes for no CNPJ. It takes CNPJs with letters since September
2026 (leads2b/receita-tools, issue 38). It has no IBGE code of the city.

Source: its own client leads2b/receita-tools (address), OCA/l10n-brazil l10n_br_cnpj_search (recorded
answers); shapes in tests/fixtures/receitaws.
"""

from typing import Annotated, Literal

import httpx

from bot.adapters.sources import wording
from bot.adapters.sources.fetching import Record, get
from bot.adapters.sources.fields import (
    Activity,
    Cep,
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
from conversations.ports.companies import Company, NotFound, Unavailable

DEFAULT_URL = "https://www.receitaws.com.br/v1"


class _Missing(Record):
    status: Literal["ERROR"]
    message: Literal["CNPJ rejeitado pela Receita Federal"]


class _Optant(Record):
    optante: Option = None


class _Activity(Record):
    code: Activity = ""


class _Company(Record):
    # Answers of before 2024 leave out the options.
    status: Literal["OK"]
    cnpj: Code
    nome: Told
    fantasia: Text = ""
    situacao: Text = ""
    simples: Annotated[_Optant, OrEmpty] = _Optant()
    simei: Annotated[_Optant, OrEmpty] = _Optant()
    abertura: Day = ""
    atividade_principal: Records[_Activity] | None = None
    natureza_juridica: Text = ""
    cep: Cep = ""
    logradouro: Text = ""  # with its type
    numero: Number = ""
    complemento: Text = ""
    bairro: Text = ""
    municipio: Text = ""
    uf: State = ""


class ReceitaWs:
    """Companies from ReceitaWS, numeric and alphanumeric CNPJs.

    Args:
        http: the client to use.
        base_url: of the service, with its version.
        within: seconds for the whole answer.
    """

    name = "receitaws"

    def __init__(self, http: httpx.AsyncClient, base_url: str = DEFAULT_URL, within: float = 4.0) -> None:
        self._http, self._base_url, self._within = http, base_url, within

    async def find(self, tax_id: str) -> Company:
        """The company of a CNPJ, without registrations and without the city's code.

        Raises:
            NotFound: the service says so.
            Unavailable: it did not answer, or not in its own format, or about another company.
        """
        answer = await get(self._http, self._base_url, "/cnpj/{}", tax_id, within=self._within)
        if answer.status == httpx.codes.OK and answer.fits(_Missing):
            raise NotFound
        told = answer.read(_Company)
        if told.cnpj != tax_id:
            raise Unavailable("about another company")
        return _company(told)


def _company(told: _Company) -> Company:
    activities = [activity.code for activity in told.atividade_principal or []]
    return Company(
        tax_id=told.cnpj,
        legal_name=wording.name(told.nome),
        trade_name=wording.name(told.fantasia),
        status=told.situacao.upper(),
        tax_regime=wording.tax_regime(told.simples.optante, told.simei.optante),
        opened=told.abertura,
        activity=activities[0] if activities else "",
        legal_nature=wording.nature(told.natureza_juridica),
        cep=told.cep,
        street=told.logradouro,
        number=told.numero,
        complement=told.complemento,
        district=told.bairro,
        city=told.municipio,
        state=told.uf,
    )
