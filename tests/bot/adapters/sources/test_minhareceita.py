import pytest

from bot.adapters.sources.minhareceita import MinhaReceita
from conversations.ports.companies import Company, Unavailable
from tests.bot.adapters.sources.canned import CNPJ, answering, fixture


async def find(body: object, tax_id: str = CNPJ, status: int = 200) -> Company:
    return await MinhaReceita(answering(body, status)).find(tax_id)


async def test_reads_everything_it_tells() -> None:
    """Every field of the company comes from its place, spaces collapsed and the regime derived."""
    expected = Company(
        tax_id=CNPJ,
        legal_name="PAPELARIA EXEMPLO LTDA",
        trade_name="PAPEL DE EXEMPLO",
        status="ATIVA",
        tax_regime="1",
        opened="2019-03-11",
        activity="4761003",
        legal_nature="Sociedade Empresária Limitada",
        cep="01310100",
        street="AVENIDA PAULISTA 37",
        number="37",
        complement="ANDAR 4",
        district="BELA VISTA",
        city="SAO PAULO",
        state="SP",
        city_code="3550308",
    )
    assert expected == await find(fixture("minhareceita/found"))


async def test_hides_the_cpf_of_a_mei() -> None:
    """The CPF that a MEI's name ends in is not passed on."""
    company = await find(fixture("minhareceita/mei"), "99000101000120")
    assert "MARIA EXEMPLO DA SILVA" == company.legal_name


async def test_reads_a_mei() -> None:
    """A MEI has CRT 4, SN is S/N, and a CNAE keeps the zero it begins with."""
    company = await find(fixture("minhareceita/mei"), "99000101000120")
    assert ("4", "S/N", "0111301") == (company.tax_regime, company.number, company.activity)


async def test_takes_the_city_only_from_ibge() -> None:
    """Without IBGE's code there is none: SIAFI's is never put in its place."""
    company = await find(fixture("minhareceita/found") | {"codigo_municipio_ibge": None})
    assert "" == company.city_code


async def test_keeps_the_type_of_a_street_once() -> None:
    """A street whose name already begins with its type does not get it again."""
    company = await find(fixture("minhareceita/found") | {"logradouro": "AVENIDA PAULISTA"})
    assert "AVENIDA PAULISTA" == company.street


async def test_what_is_missing_is_not_told() -> None:
    """Keys may be missing, as between its releases."""
    assert Company(tax_id=CNPJ, legal_name="EXEMPLO") == await find({"cnpj": CNPJ, "razao_social": "EXEMPLO"})


async def test_a_company_abroad_has_no_state() -> None:
    """EX and 9999999 are neither a UF nor a city."""
    company = await find(fixture("minhareceita/found") | {"uf": "EX", "codigo_municipio_ibge": 9999999})
    assert ("", "") == (company.state, company.city_code)


async def test_finds_alphanumeric_cnpjs() -> None:
    """A CNPJ with letters is asked and read like any other."""
    company = await find(fixture("minhareceita/found") | {"cnpj": "12ABC34501DE35"}, "12ABC34501DE35")
    assert "12ABC34501DE35" == company.tax_id


async def test_a_refused_cnpj_is_not_missing() -> None:
    """Its "CNPJ inválido" tells nothing about the company."""
    with pytest.raises(Unavailable):
        await find(fixture("minhareceita/invalid"), status=400)
