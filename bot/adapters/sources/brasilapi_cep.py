"""BrasilAPI's CEPs: OpenCEP first, then whichever of Correios, ViaCEP and WideNet answers.

It gives the same 404 whether they know no such CEP or could not be asked, and lists what each one said:
it is "not found" only if one of them said so. The IBGE code is there where the answer is OpenCEP's.

Source: its pages/api/cep/v2 and services/cep/cep.js, BrasilAPI/cep-promise (the words of each service);
shapes in tests/fixtures/brasilapi_cep.
"""

import re
from typing import Annotated, Literal

import httpx
from pydantic import AfterValidator

from bot.adapters.sources.brasilapi import DEFAULT_URL
from bot.adapters.sources.fetching import Record, get
from bot.adapters.sources.fields import Cep, CityCode, OrEmpty, Records, Text, Told, ToldState
from conversations.ports.addresses import Address
from conversations.ports.companies import NotFound, Unavailable

NO_SUCH_CEP = re.compile(r"CEP (N[ÃA]O ENCONTRADO|INV[ÁA]LIDO)", re.IGNORECASE)


class _Refusal(Record):
    message: Text = ""


def _said_by_one(refusals: list[_Refusal]) -> list[_Refusal]:
    if not any(NO_SUCH_CEP.match(refusal.message) for refusal in refusals):
        raise ValueError("none of them could be asked")
    return refusals


class _Missing(Record):
    name: Literal["CepPromiseError"]
    errors: Annotated[Records[_Refusal], AfterValidator(_said_by_one)]


class _City(Record):
    city: CityCode = ""


class _Address(Record):
    cep: Cep
    street: Text = ""
    neighborhood: Text = ""
    city: Told
    state: ToldState
    ibge: Annotated[_City, OrEmpty] = _City()


class BrasilApiCep:
    """Addresses from BrasilAPI.

    Args:
        http: the client to use.
        base_url: of the service, with its `/api`.
        within: seconds for the whole answer.
    """

    name = "brasilapi_cep"

    def __init__(self, http: httpx.AsyncClient, base_url: str = DEFAULT_URL, within: float = 3.0) -> None:
        self._http, self._base_url, self._within = http, base_url, within

    async def find(self, cep: str) -> Address:
        """The address of a CEP; street and district are empty where the town has one general CEP.

        Raises:
            NotFound: one of the services behind it says so, and none knows better.
            Unavailable: it did not answer, or not in its own format, or about another CEP; or it could
                ask none of them.
        """
        answer = await get(self._http, self._base_url, "/cep/v2/{}", cep, within=self._within)
        if answer.status == httpx.codes.NOT_FOUND and answer.fits(_Missing):
            raise NotFound
        told = answer.read(_Address)
        if told.cep != cep:
            raise Unavailable("about another CEP")
        return Address(
            cep=told.cep,
            street=told.street,
            district=told.neighborhood,
            city=told.city,
            state=told.state,
            city_code=told.ibge.city,
        )
