"""ViaCEP: the post's CEPs with IBGE codes.

Source: viacep.com.br; shapes in tests/fixtures/viacep.
"""

from typing import Literal

import httpx

from bot.adapters.sources.fetching import Record, get
from bot.adapters.sources.fields import Cep, CityCode, Text, Told, ToldState
from conversations.ports.addresses import Address
from conversations.ports.companies import NotFound, Unavailable

DEFAULT_URL = "https://viacep.com.br/ws"


class _Missing(Record):
    erro: Literal[True, "true"]  # it has sent both


class _Address(Record):
    # Not `complemento`: that is a stretch of the street ("lado ímpar"), nobody's flat.
    cep: Cep
    logradouro: Text = ""
    bairro: Text = ""
    localidade: Told
    uf: ToldState
    ibge: CityCode = ""


class ViaCep:
    """Addresses from ViaCEP.

    Args:
        http: the client to use.
        base_url: of the service.
        within: seconds for the whole answer.
    """

    name = "viacep"

    def __init__(self, http: httpx.AsyncClient, base_url: str = DEFAULT_URL, within: float = 3.0) -> None:
        self._http, self._base_url, self._within = http, base_url, within

    async def find(self, cep: str) -> Address:
        """The address of a CEP; street and district are empty where the town has one general CEP.

        Raises:
            NotFound: the service says so.
            Unavailable: it did not answer, or not in its own format, or about another CEP.
        """
        answer = await get(self._http, self._base_url, "/{}/json/", cep, within=self._within)
        if answer.status == httpx.codes.OK and answer.fits(_Missing):
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
