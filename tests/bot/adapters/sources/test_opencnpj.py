import pytest

from bot.adapters.sources.opencnpj import OpenCnpj
from conversations.ports.companies import Company, Unavailable
from tests.bot.adapters.sources.canned import CNPJ, answering, fixture


async def find(body: object, tax_id: str = CNPJ, status: int = 200) -> Company:
    return await OpenCnpj(answering(body, status)).find(tax_id)


async def test_reads_everything_it_tells() -> None:
    """Every field comes from its place; the city has no code, and the status is in capitals."""
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
        street="RUA SINIMBU",
        number="37",
        complement="SALA 1",
        district="CENTRO",
        city="CAXIAS DO SUL",
        state="RS",
    )
    assert expected == await find(fixture("opencnpj/found"))


async def test_reads_a_shortened_answer() -> None:
    """Its shortened answers have no address but the city, and no options."""
    expected = Company(
        tax_id="12ABC34501DE35",
        legal_name="STARTUP EXEMPLO LTDA",
        trade_name="STARTUP EXEMPLO",
        status="ATIVA",
        opened="2026-08-15",
        activity="6201501",
        city="SAO PAULO",
        state="SP",
    )
    assert expected == await find(fixture("opencnpj/shortened"), "12ABC34501DE35")


@pytest.mark.parametrize(
    ("simples", "mei", "regime"),
    [
        ("S", "S", "4"),
        ("S", "N", "1"),
        ("N", "N", "3"),
        (None, None, ""),
        ("", "", ""),
        ("N", "", ""),
        (True, False, "1"),
        ("Sim", "Não", "1"),
        ("Não", "Não", "3"),
        ("?", "?", ""),
    ],
)
async def test_derives_the_regime(simples: object, mei: object, regime: str) -> None:
    """S and N, booleans and words are read; what is no plain no leaves the regime unknown."""
    company = await find(fixture("opencnpj/found") | {"opcao_simples": simples, "opcao_mei": mei})
    assert regime == company.tax_regime


async def test_writes_the_status_in_capitals() -> None:
    """It writes Inapta, we INAPTA."""
    assert "INAPTA" == (await find(fixture("opencnpj/found") | {"situacao_cadastral": "Inapta"})).status


async def test_its_broken_shards_are_unavailable() -> None:
    """Its own error is none of a missing company."""
    with pytest.raises(Unavailable):
        await find(fixture("opencnpj/broken_shard"), status=502)
