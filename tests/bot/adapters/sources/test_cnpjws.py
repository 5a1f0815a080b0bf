import pytest

from bot.adapters.sources.cnpjws import CnpjWs
from bot.adapters.sources.fetching import Busy
from conversations.ports.companies import Company, StateRegistration, Unavailable
from tests.bot.adapters.sources.canned import CNPJ, answering, changed, fixture

REGISTRATIONS = "estabelecimento.inscricoes_estaduais"


async def find(body: object, status: int = 200) -> Company:
    return await CnpjWs(answering(body, status)).find(CNPJ)


async def test_reads_everything_it_tells() -> None:
    """Every field comes from its place, with the registrations of all states."""
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
        city="Caxias do Sul",
        state="RS",
        city_code="4305108",
        registrations=(
            StateRegistration(number="9611122204", state="RS", active=True),
            StateRegistration(number="255111223", state="SC", active=False),
        ),
    )
    assert expected == await find(fixture("cnpjws/found"))


async def test_reads_records_that_are_null() -> None:
    """Null stands for a record that tells nothing, and no row of Simples leaves the regime unknown."""
    expected = Company(
        tax_id=CNPJ,
        legal_name="MARIA EXEMPLO DA SILVA",
        status="BAIXADA",
        opened="2019-03-11",
        number="S/N",
    )
    assert expected == await find(fixture("cnpjws/baixada"))


async def test_leaves_out_registrations_of_nowhere() -> None:
    """A registration without number or UF is none."""
    stray = [
        {"inscricao_estadual": None, "ativo": True, "estado": {"sigla": "SP"}},
        {"inscricao_estadual": "1", "ativo": True, "estado": None},
    ]
    assert () == (await find(changed(fixture("cnpjws/found"), REGISTRATIONS, stray))).registrations


async def test_only_ativo_is_active() -> None:
    """A registration that is not said to be active is not."""
    quiet = [{"inscricao_estadual": "9611122204", "estado": {"sigla": "RS"}}]
    company = await find(changed(fixture("cnpjws/found"), REGISTRATIONS, quiet))
    assert [False] == [registration.active for registration in company.registrations]


async def test_its_limit_is_busy() -> None:
    """Too many questions a minute tell nothing about the company."""
    with pytest.raises(Busy):
        await find(fixture("cnpjws/limit"), 429)


async def test_a_refused_cnpj_is_not_missing() -> None:
    """Its "CNPJ inválido" tells nothing about the company."""
    with pytest.raises(Unavailable):
        await find(fixture("cnpjws/invalid"), 400)


async def test_a_404_of_a_server_in_between_is_not_missing() -> None:
    """Others have a status of 404 in their words too."""
    with pytest.raises(Unavailable):
        await find({"status": 404, "error": "Not Found", "path": "/cnpj"}, 404)
