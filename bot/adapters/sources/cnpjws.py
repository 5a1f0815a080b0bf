"""CNPJ.ws: Receita Federal, Simples and the Inscrições Estaduais of all states, 3 a minute.

CNPJs with letters are for it as for others: its makers announced them for the day they came into force
(cnpj-ws/consultar-cnpj, issue 10 and pull request 11).

Source: docs.cnpj.ws (API pública, mensagens de erro) and its own client cnpj-ws/consultar-cnpj; shapes in
tests/fixtures/cnpjws.
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

DEFAULT_URL = "https://publica.cnpj.ws"


class _Missing(Record):
    status: Literal[404]
    titulo: str  # by which it is told from the 404 of a server in between


class _Nature(Record):
    descricao: Text = ""


class _Options(Record):
    simples: Option = None
    mei: Option = None


class _Activity(Record):
    id: Activity = ""


class _City(Record):
    nome: Text = ""
    ibge_id: CityCode = ""


class _State(Record):
    sigla: State = ""


class _Registration(Record):
    inscricao_estadual: Code = ""
    ativo: Option = None
    estado: Annotated[_State, OrEmpty] = _State()


class _Establishment(Record):
    cnpj: Code
    nome_fantasia: Text = ""
    situacao_cadastral: Text = ""
    data_inicio_atividade: Day = ""
    atividade_principal: Annotated[_Activity, OrEmpty] = _Activity()
    cep: Cep = ""
    tipo_logradouro: Text = ""
    logradouro: Text = ""
    numero: Number = ""
    complemento: Text = ""
    bairro: Text = ""
    cidade: Annotated[_City, OrEmpty] = _City()
    estado: Annotated[_State, OrEmpty] = _State()
    inscricoes_estaduais: Records[_Registration] | None = None


class _Company(Record):
    razao_social: Told
    natureza_juridica: Annotated[_Nature, OrEmpty] = _Nature()
    simples: Annotated[_Options, OrEmpty] = _Options()  # null for who never chose: nobody knows, then
    estabelecimento: _Establishment


class CnpjWs:
    """Companies with their Inscrições Estaduais from CNPJ.ws, numeric and alphanumeric CNPJs.

    Args:
        http: the client to use.
        base_url: of the service.
        within: seconds for the whole answer.
    """

    name = "cnpjws"

    def __init__(self, http: httpx.AsyncClient, base_url: str = DEFAULT_URL, within: float = 4.0) -> None:
        self._http, self._base_url, self._within = http, base_url, within

    async def find(self, tax_id: str) -> Company:
        """The company of a CNPJ, with the registrations of all states.

        Raises:
            NotFound: the service says so.
            Unavailable: it did not answer, or not in its own format, or about another company.
        """
        answer = await get(self._http, self._base_url, "/cnpj/{}", tax_id, within=self._within)
        if answer.status == httpx.codes.NOT_FOUND and answer.fits(_Missing):
            raise NotFound
        told = answer.read(_Company)
        if told.estabelecimento.cnpj != tax_id:
            raise Unavailable("about another company")
        return _company(told, told.estabelecimento)


def _company(told: _Company, here: _Establishment) -> Company:
    return Company(
        tax_id=here.cnpj,
        legal_name=wording.name(told.razao_social),
        trade_name=wording.name(here.nome_fantasia),
        status=here.situacao_cadastral.upper(),
        tax_regime=wording.tax_regime(told.simples.simples, told.simples.mei),
        opened=here.data_inicio_atividade,
        activity=here.atividade_principal.id,
        legal_nature=told.natureza_juridica.descricao,
        cep=here.cep,
        street=wording.street(here.tipo_logradouro, here.logradouro),
        number=here.numero,
        complement=here.complemento,
        district=here.bairro,
        city=here.cidade.nome,
        state=here.estado.sigla,
        city_code=here.cidade.ibge_id,
        registrations=tuple(
            StateRegistration(number=ie.inscricao_estadual, state=ie.estado.sigla, active=ie.ativo is True)
            for ie in here.inscricoes_estaduais or []
            if ie.inscricao_estadual and ie.estado.sigla
        ),
    )
