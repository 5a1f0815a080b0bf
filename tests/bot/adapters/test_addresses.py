import asyncio

import httpx
import pytest

from bot.adapters.addresses import ChainedAddresses, addresses
from bot.adapters.sources.chain import Source
from bot.adapters.sources.opencep import OpenCep
from bot.adapters.sources.viacep import ViaCep
from conversations.ports.addresses import Address
from conversations.ports.companies import NotFound, Unavailable
from tests.bot.adapters.services import DOWN, MISSING, Services, found
from tests.bot.adapters.sources.canned import CEP
from tests.fakes.cities import FakeCities


async def find(*off: str, **answers: httpx.Response | None) -> Address:
    services = Services(dict(answers))
    return await addresses(services.client(), services.settings(*off), FakeCities()).find(CEP)


async def test_the_first_source_that_answers_is_enough() -> None:
    """OpenCEP is not asked when ViaCEP knows the CEP."""
    services = Services({"viacep": found("viacep"), "opencep": found("opencep")})
    await addresses(services.client(), services.settings(), FakeCities()).find(CEP)
    assert ["viacep"] == services.asked


@pytest.mark.parametrize("first", [DOWN, MISSING["viacep"]], ids=["down", "missing"])
async def test_the_second_source_stands_in(first: httpx.Response) -> None:
    """Where ViaCEP fails or knows nothing, OpenCEP gives the address."""
    assert "Avenida Paulista" == (await find(viacep=first, opencep=found("opencep"))).street


async def test_the_city_code_comes_from_the_table() -> None:
    """An address without IBGE's code gets it by its city's name."""
    assert "3550308" == (await find(viacep=found("viacep", ibge=""))).city_code


async def test_one_not_found_among_failures_is_not_found() -> None:
    """The only source that answered decides."""
    with pytest.raises(NotFound):
        await find(opencep=MISSING["opencep"])


async def test_no_answer_is_unavailable() -> None:
    """The address is Unavailable when no source answers."""
    with pytest.raises(Unavailable):
        await find()


async def test_all_switched_off_is_unavailable() -> None:
    """With every source switched off there is no answer, and no "not found" either."""
    with pytest.raises(Unavailable):
        await find("viacep", "opencep", viacep=found("viacep"))


async def test_silence_is_unavailable_in_time() -> None:
    """At the deadline nobody waits any more."""
    http = Services({"viacep": None, "opencep": None}).client()
    sources: list[Source[Address]] = [
        ViaCep(http, "https://viacep.test"),
        OpenCep(http, "https://opencep.test"),
    ]
    chain = ChainedAddresses(sources, FakeCities(), deadline=0.05)
    with pytest.raises(Unavailable):
        await asyncio.wait_for(chain.find(CEP), 2)
