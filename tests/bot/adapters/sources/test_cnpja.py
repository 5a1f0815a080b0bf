import pytest

from bot.adapters.sources.cnpja import Cnpja
from conversations.ports.companies import Company, StateRegistration, Unavailable
from tests.bot.adapters.sources.canned import CNPJ, answering, fixture


async def find(body: object, status: int = 200) -> Company:
    return await Cnpja(answering(body, status)).find(CNPJ)


async def test_reads_everything_it_tells() -> None:
    """Every field comes from its place, and the registrations of all states are bare."""
    expected = Company(
        tax_id=CNPJ,
        legal_name="Papelaria Exemplo Ltda",
        trade_name="Papel de Exemplo",
        status="ATIVA",
        tax_regime="1",
        opened="2019-03-11",
        activity="4761003",
        legal_nature="Sociedade Empresária Limitada",
        cep="95020172",
        street="Rua Sinimbu",
        number="37",
        complement="Sala 1",
        district="Centro",
        city="Caxias do Sul",
        state="RS",
        city_code="4305108",
        registrations=(
            StateRegistration(number="9611122204", state="RS", active=True),
            StateRegistration(number="255111223", state="SC", active=False),
            StateRegistration(number="P011004243002", state="SP", active=True),
        ),
    )
    assert expected == await find(fixture("cnpja/found"))


async def test_reads_records_that_are_null() -> None:
    """Null stands for a record that tells nothing, and a lone option leaves the regime unknown."""
    expected = Company(
        tax_id=CNPJ,
        legal_name="Lanchonete Exemplo Ltda",
        status="BAIXADA",
        activity="5611203",
        registrations=(StateRegistration(number="255111223", state="SC", active=False),),
    )
    assert expected == await find(fixture("cnpja/baixada"))


async def test_leaves_out_registrations_of_nowhere() -> None:
    """A registration without number or UF is none."""
    stray = [
        {"number": None, "state": "SP", "enabled": True},
        {"number": "1", "state": "ZZ", "enabled": True},
    ]
    assert () == (await find(fixture("cnpja/found") | {"registrations": stray})).registrations


async def test_only_enabled_is_active() -> None:
    """A registration that is not said to be enabled is not active."""
    quiet = [{"number": "9611122204", "state": "RS"}]
    company = await find(fixture("cnpja/found") | {"registrations": quiet})
    assert [False] == [registration.active for registration in company.registrations]


async def test_its_limit_is_unavailable() -> None:
    """Too many questions a minute tell nothing about the company."""
    with pytest.raises(Unavailable):
        await find(fixture("cnpja/limit"), 429)


@pytest.mark.parametrize(("tax_id", "taken"), [(CNPJ, True), ("12ABC34501DE35", False)])
def test_takes_numbers_only(tax_id: str, taken: bool) -> None:
    """Alphanumeric CNPJs are not asked."""
    assert taken is Cnpja(answering("")).takes(tax_id)
