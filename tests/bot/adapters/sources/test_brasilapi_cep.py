import pytest

from bot.adapters.sources.brasilapi_cep import BrasilApiCep
from conversations.ports.companies import NotFound, Unavailable
from tests.bot.adapters.sources.canned import CEP, answering, fixture


async def test_one_that_says_so_is_enough() -> None:
    """Where only one of the services behind it answered, and knows no such CEP, there is none."""
    with pytest.raises(NotFound):
        await BrasilApiCep(answering(fixture("brasilapi_cep/not_found_by_one"), 404)).find(CEP)


async def test_nobody_behind_it_is_unavailable() -> None:
    """Its 404 says nothing about the CEP where none of the services behind it could be asked."""
    with pytest.raises(Unavailable):
        await BrasilApiCep(answering(fixture("brasilapi_cep/nobody_behind_it"), 404)).find(CEP)


async def test_others_than_opencep_tell_no_code() -> None:
    """An answer that is not OpenCEP's comes without the IBGE code."""
    address = await BrasilApiCep(answering(fixture("brasilapi_cep/from_viacep"))).find(CEP)
    assert ("São Paulo", "") == (address.city, address.city_code)
