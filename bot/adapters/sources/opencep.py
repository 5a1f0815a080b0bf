"""OpenCEP: the post's CEPs as files on a CDN.

Source: github.com/SeuAliado/OpenCEP, its files and issues (a missing CEP is its 404.html, which holds
JSON); shapes in tests/fixtures/opencep.
"""

from typing import Literal

import httpx

from bot.adapters.sources.fetching import Record, get
from bot.adapters.sources.fields import Cep, CityCode, Text, Told, ToldState
from conversations.ports.addresses import Address
from conversations.ports.companies import NotFound, Unavailable

DEFAULT_URL = "https://opencep.com/v1"


class _Missing(Record):
    error: Literal[True, "CEP não encontrado"]


class _Address(Record):
    # Not `complemento`, as with ViaCEP.
    cep: Cep
    logradouro: Text = ""
    bairro: Text = ""
    localidade: Told
    uf: ToldState
    ibge: CityCode = ""


class OpenCep:
    """Addresses from OpenCEP.

    Args:
        http: the client to use.
        base_url: of the service.
        within: seconds for the whole answer.
    """

    name = "opencep"

    def __init__(self, http: httpx.AsyncClient, base_url: str = DEFAULT_URL, within: float = 3.0) -> None:
        self._http, self._base_url, self._within = http, base_url, within

    async def find(self, cep: str) -> Address:
        """The address of a CEP; street and district are empty where the town has one general CEP.

        Raises:
            NotFound: the service says so.
            Unavailable: it did not answer, or not in its own format, or about another CEP.
        """
        answer = await get(self._http, self._base_url, "/{}", cep, within=self._within)
        if answer.status == httpx.codes.NOT_FOUND and answer.fits(_Missing):
            raise NotFound
        told = answer.read(_Address)
        if told.cep != cep:
            raise Unavailable("about another CEP")
        return Address(
            cep=told.cep,
            street=told.logradouro,
            district=told.bairro,
            city=told.localidade,
            state=told.uf,
            city_code=told.ibge,
        )
