from collections.abc import AsyncIterator

import pytest

from bot.simulator import registers
from conversations.ports.companies import Companies, Company, NotFound, StateRegistration, Unavailable
from tests.contracts.registers import real_lookups
from tests.fakes.companies import FakeCompanies

PADARIA = Company(
    tax_id=registers.PADARIA.cnpj,
    legal_name="PADARIA EXEMPLO DO BAIRRO LTDA",
    trade_name="PAO DE EXEMPLO",
    status="ATIVA",
    tax_regime="1",
    opened="2019-03-11",
    activity="4721102",
    legal_nature="Sociedade Empresária Limitada",
    cep="01310100",
    street="AVENIDA PAULISTA",
    number="1000",
    complement="LOJA 2",
    district="BELA VISTA",
    city="SAO PAULO",
    state="SP",
    city_code="3550308",
    registrations=(StateRegistration(number="111222330112", state="SP", active=True),),
)


@pytest.fixture(params=["fake", "real"])
async def companies(request: pytest.FixtureRequest) -> AsyncIterator[Companies]:
    if request.param == "fake":
        yield FakeCompanies([PADARIA], failing=[registers.FORA_DO_AR.cnpj])
    else:
        async with real_lookups() as (companies, _):
            yield companies


async def test_finds_a_company(companies: Companies) -> None:
    """A company that is known comes with everything that is known of it."""
    assert PADARIA == await companies.find(registers.PADARIA.cnpj)


async def test_has_the_registrations_of_a_company(companies: Companies) -> None:
    """The register tells the same registrations as come with the company."""
    assert PADARIA.registrations == (await companies.in_register(registers.PADARIA.cnpj)).registrations


async def test_nobody_knows_a_company(companies: Companies) -> None:
    """A CNPJ that no source knows is NotFound."""
    with pytest.raises(NotFound):
        await companies.find(registers.DESCONHECIDA.cnpj)


async def test_nobody_answers(companies: Companies) -> None:
    """Where no source answers, the company is Unavailable and not NotFound."""
    with pytest.raises(Unavailable):
        await companies.find(registers.FORA_DO_AR.cnpj)


async def test_no_register_knows_a_company(companies: Companies) -> None:
    """A CNPJ that no register knows is NotFound there as well."""
    with pytest.raises(NotFound):
        await companies.in_register(registers.DESCONHECIDA.cnpj)


async def test_no_register_answers(companies: Companies) -> None:
    """Where no register answers, the registrations are Unavailable and not none."""
    with pytest.raises(Unavailable):
        await companies.in_register(registers.FORA_DO_AR.cnpj)
