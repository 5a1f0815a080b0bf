"""Who is asked for an address, and what comes of it."""

import httpx
import pytest

from bot.adapters.addresses import addresses
from conversations.ports.addresses import Address
from conversations.ports.companies import NotFound, Unavailable
from tests.bot.adapters.services import DOWN, MISSING, Services, found
from tests.bot.adapters.sources.canned import CEP
from tests.fakes.cities import FakeCities
from tests.kit.leaping import leap, now


async def find(*off: str, **answers: httpx.Response | None) -> Address:
    services = Services(dict(answers))
    return await addresses(services.asking(*off), FakeCities()).find(CEP)


async def test_the_first_source_that_answers_is_enough() -> None:
    """OpenCEP is not asked when ViaCEP knows the CEP."""
    services = Services({"viacep": found("viacep"), "opencep": found("opencep")})
    await addresses(services.asking(), FakeCities()).find(CEP)
    assert ["viacep"] == services.asked


@pytest.mark.parametrize("others", [[DOWN, DOWN], [MISSING["viacep"], MISSING["opencep"]]])
async def test_the_last_source_stands_in(others: list[httpx.Response]) -> None:
    """Where the others fail or know nothing, BrasilAPI gives the address."""
    viacep, opencep = others
    address = await find(viacep=viacep, opencep=opencep, brasilapi_cep=found("brasilapi_cep"))
    assert "Avenida Paulista" == address.street


async def test_they_are_asked_in_turn() -> None:
    """ViaCEP, OpenCEP, BrasilAPI."""
    services = Services()
    with pytest.raises(Unavailable):
        await addresses(services.asking(), FakeCities()).find(CEP)
    assert ["viacep", "opencep", "brasilapi_cep"] == services.asked


async def test_the_city_code_comes_from_the_table() -> None:
    """An address without IBGE's code gets it by its city's name."""
    assert "3550308" == (await find(viacep=found("viacep", ibge=""))).city_code


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"ibge": "3509502"}, "3550308"),  # Campinas
        ({"localidade": "Lugar Nenhum", "ibge": "3304557"}, ""),  # Rio de Janeiro, in São Paulo
        ({"localidade": "Lugar Nenhum", "ibge": "3509502"}, "3509502"),
    ],
    ids=["of another city", "of another state", "of a city that the table does not know"],
)
async def test_a_city_code_is_of_the_city(told: dict[str, str], code: str) -> None:
    """A code that is not the named city's would be registered unseen, and refused in every document."""
    assert code == (await find(viacep=found("viacep", **told))).city_code


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
        await find("viacep", "opencep", "brasilapi", viacep=found("viacep"))


def test_silence_is_unavailable_in_time() -> None:
    """However many are silent, the person goes on by hand."""

    async def ask() -> float:
        with pytest.raises(Unavailable):
            await find(viacep=None, opencep=None, brasilapi_cep=None)
        return now()

    assert leap(ask()) <= 6
