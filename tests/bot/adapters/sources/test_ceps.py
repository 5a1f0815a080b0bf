"""The services of CEPs tell the same."""

import pytest

from bot.adapters.sources.brasilapi_cep import BrasilApiCep
from bot.adapters.sources.opencep import OpenCep
from bot.adapters.sources.viacep import ViaCep
from conversations.ports.addresses import Address
from conversations.ports.companies import NotFound
from tests.bot.adapters.sources.canned import CEP, answering, fixture

Source = type[ViaCep] | type[OpenCep] | type[BrasilApiCep]
every_source = pytest.mark.parametrize("source", [ViaCep, OpenCep, BrasilApiCep])


@every_source
async def test_reads_an_address(source: Source) -> None:
    """Street, district and city come as worded; the stretch of the street is nobody's complement."""
    expected = Address(
        cep=CEP,
        street="Avenida Paulista",
        district="Bela Vista",
        city="São Paulo",
        state="SP",
        city_code="3550308",
    )
    assert expected == await source(answering(fixture(f"{source.name}/found"))).find(CEP)


@every_source
async def test_a_general_cep_leaves_street_and_district(source: Source) -> None:
    """A town of one CEP has neither street nor district there."""
    expected = Address(
        cep="87360000", street="", district="", city="Goioerê", state="PR", city_code="4108601"
    )
    assert expected == await source(answering(fixture(f"{source.name}/general"))).find("87360000")


@every_source
async def test_a_missing_code_is_not_told(source: Source) -> None:
    """An empty or odd IBGE code is none."""
    odd = {"city": "35503"} if source is BrasilApiCep else "35503"
    address = await source(answering(fixture(f"{source.name}/found") | {"ibge": odd})).find(CEP)
    assert "" == address.city_code


async def test_viacep_says_not_found_with_a_boolean_too() -> None:
    """It has sent true as a boolean and as a text."""
    with pytest.raises(NotFound):
        await ViaCep(answering(fixture("viacep/not_found_before"))).find(CEP)


async def test_opencep_says_not_found_in_a_page() -> None:
    """Its JSON comes as text/html, from its 404.html."""
    http = answering(fixture("opencep/not_found"), 404, headers={"Content-Type": "text/html"})
    with pytest.raises(NotFound):
        await OpenCep(http).find(CEP)
