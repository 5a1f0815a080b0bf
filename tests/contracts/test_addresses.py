from collections.abc import AsyncIterator

import pytest

from bot.simulator import registers
from conversations.ports.addresses import Address, Addresses
from conversations.ports.companies import NotFound, Unavailable
from tests.contracts.registers import real_lookups
from tests.fakes.addresses import FakeAddresses

PRACA_DA_SE = Address(
    cep="01001000", street="Praça da Sé", district="Sé", city="São Paulo", state="SP", city_code="3550308"
)
GOIOERE = Address(cep="87360000", street="", district="", city="Goioerê", state="PR", city_code="4108601")


@pytest.fixture(params=["fake", "real"])
async def addresses(request: pytest.FixtureRequest) -> AsyncIterator[Addresses]:
    if request.param == "fake":
        yield FakeAddresses([PRACA_DA_SE, GOIOERE], failing=[registers.CEP_FORA_DO_AR])
    else:
        async with real_lookups() as (_, addresses):
            yield addresses


async def test_finds_an_address(addresses: Addresses) -> None:
    """A CEP of a street gives street, district and city."""
    assert PRACA_DA_SE == await addresses.find(registers.CEP_COMPLETO.cep)


async def test_a_general_cep_gives_the_city_alone(addresses: Addresses) -> None:
    """The one CEP of a town leaves street and district empty."""
    assert GOIOERE == await addresses.find(registers.CEP_GERAL.cep)


async def test_nobody_knows_a_cep(addresses: Addresses) -> None:
    """A CEP that no source knows is NotFound."""
    with pytest.raises(NotFound):
        await addresses.find(registers.CEP_DESCONHECIDO)


async def test_nobody_answers(addresses: Addresses) -> None:
    """Where no source answers, the address is Unavailable and not NotFound."""
    with pytest.raises(Unavailable):
        await addresses.find(registers.CEP_FORA_DO_AR)
