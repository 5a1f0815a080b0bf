"""Minha Receita: the open data of Receita Federal.

It says "não encontrado" of every CNPJ when its own database is lost (its issues 204 and 309), so that this
is less of a proof here than anywhere.

Source: docs.minhareceita.org and its API's code; shapes in tests/fixtures/minhareceita.
"""

from typing import Annotated

import httpx
from pydantic import Field

from bot.adapters.sources import wording
from bot.adapters.sources.fetching import Answer, Record, get
from bot.adapters.sources.fields import Activity, Cep, CityCode, Code, Day, Number, Option, State, Text, Told
from conversations.ports.companies import Company, NotFound, Unavailable

DEFAULT_URL = "https://minhareceita.org"


class _Missing(Record):
    message: Annotated[str, Field(pattern=r"^CNPJ .* não encontrado\.$")]


class _Company(Record):
    # Not `codigo_municipio`: that one is SIAFI's.
    cnpj: Code
    razao_social: Told
    nome_fantasia: Text = ""
    descricao_situacao_cadastral: Text = ""
    opcao_pelo_simples: Option = None
    opcao_pelo_mei: Option = None
    data_inicio_atividade: Day = ""
    cnae_fiscal: Activity = ""
    natureza_juridica: Text = ""
    cep: Cep = ""
    descricao_tipo_de_logradouro: Text = ""
    logradouro: Text = ""
    numero: Number = ""
    complemento: Text = ""
    bairro: Text = ""
    municipio: Text = ""
    uf: State = ""
    codigo_municipio_ibge: CityCode = ""


class MinhaReceita:
    """Companies from Minha Receita, numeric and alphanumeric CNPJs.

    Args:
        http: the client to use.
        base_url: of the service.
        within: seconds for the whole answer.
    """

    name = "minhareceita"

    def __init__(self, http: httpx.AsyncClient, base_url: str = DEFAULT_URL, within: float = 4.0) -> None:
        self._http, self._base_url, self._within = http, base_url, within

    async def find(self, tax_id: str) -> Company:
        """The company of a CNPJ, without registrations.

        Raises:
            NotFound: the service says so.
            Unavailable: it did not answer, or not in its own format, or about another company.
        """
        answer = await get(self._http, self._base_url, "/{}", tax_id, within=self._within)
        return read(answer, tax_id)


def read(answer: Answer, tax_id: str) -> Company:
    """What an answer in Minha Receita's words says of a CNPJ; BrasilAPI passes these words on.

    Raises:
        NotFound, Unavailable: as `MinhaReceita.find`.
    """
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
        status=told.descricao_situacao_cadastral.upper(),
        tax_regime=wording.tax_regime(told.opcao_pelo_simples, told.opcao_pelo_mei),
        opened=told.data_inicio_atividade,
        activity=told.cnae_fiscal,
        legal_nature=told.natureza_juridica,
        cep=told.cep,
        street=wording.street(told.descricao_tipo_de_logradouro, told.logradouro),
        number=told.numero,
        complement=told.complemento,
        district=told.bairro,
        city=told.municipio,
        state=told.uf,
        city_code=told.codigo_municipio_ibge,
    )
