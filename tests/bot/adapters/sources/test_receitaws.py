import pytest

from bot.adapters.sources.receitaws import ReceitaWs
from conversations.ports.companies import Company, Unavailable
from tests.bot.adapters.sources.canned import CNPJ, answering, fixture


async def find(body: object, status: int = 200) -> Company:
    return await ReceitaWs(answering(body, status)).find(CNPJ)


async def test_reads_everything_it_tells() -> None:
    """Every field comes from its place, without the punctuation; the city has no code."""
    expected = Company(
        tax_id=CNPJ,
        legal_name="PAPELARIA EXEMPLO LTDA",
        trade_name="PAPEL DE EXEMPLO",
        status="ATIVA",
        tax_regime="1",
        opened="2019-03-11",
        activity="4761003",
        legal_nature="Sociedade Empresária Limitada",
        cep="95020172",
        street="R SINIMBU",
        number="37",
        complement="SALA 1",
        district="CENTRO",
        city="CAXIAS DO SUL",
        state="RS",
    )
    assert expected == await find(fixture("receitaws/found"))


async def test_reads_an_answer_of_before() -> None:
    """Older answers have no options, and asterisks and zeros for what Receita does not show."""
    expected = Company(
        tax_id=CNPJ,
        legal_name="MARIA EXEMPLO DA SILVA",
        status="BAIXADA",
        opened="2019-03-11",
        legal_nature="Empresário (Individual)",
        cep="95020172",
        street="R SINIMBU",
        number="S/N",
        city="CAXIAS DO SUL",
        state="RS",
    )
    assert expected == await find(fixture("receitaws/before"))


@pytest.mark.parametrize("error", ["timeout", "invalid"])
async def test_its_other_errors_are_unavailable(error: str) -> None:
    """What it could not ask in time, or takes for no CNPJ, it says with a 200 as well."""
    with pytest.raises(Unavailable):
        await find(fixture(f"receitaws/{error}"))


@pytest.mark.parametrize("activities", [None, []])
async def test_may_tell_no_activity(activities: object) -> None:
    """The list of main activities may be empty."""
    assert "" == (await find(fixture("receitaws/found") | {"atividade_principal": activities})).activity


@pytest.mark.parametrize(
    ("told", "opened"),
    [("11/03/2019", "2019-03-11"), ("31/02/2019", ""), ("11/03", ""), ("", ""), (None, "")],
)
async def test_reads_a_brazilian_day(told: object, opened: str) -> None:
    """Its days are written day first; one that is none is not told."""
    assert opened == (await find(fixture("receitaws/found") | {"abertura": told})).opened
