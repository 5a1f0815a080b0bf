"""What is the same of every source of companies, each in its own words."""

from dataclasses import dataclass

import pytest

from bot.adapters.sources.fields import LONGEST_LIST
from conversations.ports.companies import Company, Unavailable
from tests.bot.adapters.sources.canned import COMPANIES, Service, answering, changed


@dataclass(frozen=True)
class Words:
    """Where a source says what, and its words for the options yes and no."""

    tax_id: str
    legal_name: str
    trade_name: str
    status: str
    number: str
    state: str
    simples: str
    mei: str
    yes: object = True
    no: object = False


OPEN_DATA = Words(
    tax_id="cnpj",
    legal_name="razao_social",
    trade_name="nome_fantasia",
    status="descricao_situacao_cadastral",
    number="numero",
    state="uf",
    simples="opcao_pelo_simples",
    mei="opcao_pelo_mei",
)
WORDS = {
    "minhareceita": OPEN_DATA,
    "brasilapi": OPEN_DATA,
    "opencnpj": Words(
        tax_id="cnpj",
        legal_name="razao_social",
        trade_name="nome_fantasia",
        status="situacao_cadastral",
        number="numero",
        state="uf",
        simples="opcao_simples",
        mei="opcao_mei",
        yes="S",
        no="N",
    ),
    "cnpja": Words(
        tax_id="taxId",
        legal_name="company.name",
        trade_name="alias",
        status="status.text",
        number="address.number",
        state="address.state",
        simples="company.simples.optant",
        mei="company.simei.optant",
    ),
    "cnpjws": Words(
        tax_id="estabelecimento.cnpj",
        legal_name="razao_social",
        trade_name="estabelecimento.nome_fantasia",
        status="estabelecimento.situacao_cadastral",
        number="estabelecimento.numero",
        state="estabelecimento.estado.sigla",
        simples="simples.simples",
        mei="simples.mei",
        yes="Sim",
        no="Não",
    ),
    "receitaws": Words(
        tax_id="cnpj",
        legal_name="nome",
        trade_name="fantasia",
        status="situacao",
        number="numero",
        state="uf",
        simples="simples.optante",
        mei="simei.optante",
    ),
}
LETTERS = "12ABC34501DE35"

every_source = pytest.mark.parametrize("service", COMPANIES, ids=lambda service: service.name)


async def told(service: Service, key: str = "", **changes: object) -> Company:
    """What the source makes of its `found` with some of its words changed."""
    record = service.fixture("found")
    for field, value in changes.items():
        record = changed(record, getattr(WORDS[service.name], field), value)
    company = await service.over(answering(record)).find(key or service.key)
    assert isinstance(company, Company)
    return company


@every_source
@pytest.mark.parametrize("field", ["legal_name", "trade_name"])
async def test_hides_the_cpf_in_a_name(service: Service, field: str) -> None:
    """The CPF of its owner that a MEI's name ends in is not passed on."""
    company = await told(service, **{field: "MARIA EXEMPLO DA SILVA 12345678909"})
    assert "MARIA EXEMPLO DA SILVA" == getattr(company, field)


@every_source
@pytest.mark.parametrize(
    ("simples", "mei", "regime"),
    [
        ("yes", "yes", "4"),
        ("yes", "no", "1"),
        ("no", "no", "3"),
        ("no", None, ""),
        (None, None, ""),
    ],
)
async def test_derives_the_regime(
    service: Service, simples: str | None, mei: str | None, regime: str
) -> None:
    """MEI is 4, Simples 1, neither 3; what is not told leaves it unknown."""
    words = WORDS[service.name]
    said = {"yes": words.yes, "no": words.no, None: None}
    assert regime == (await told(service, simples=said[simples], mei=said[mei])).tax_regime


@every_source
async def test_writes_the_status_in_capitals(service: Service) -> None:
    """It may write Inapta, we INAPTA."""
    assert "INAPTA" == (await told(service, status="Inapta")).status


@every_source
async def test_reads_a_door_without_number(service: Service) -> None:
    """SN is S/N, as it is written in a fiscal document."""
    assert "S/N" == (await told(service, number="SN")).number


@every_source
async def test_a_company_abroad_has_no_state(service: Service) -> None:
    """EX is no UF."""
    assert "" == (await told(service, state="EX")).state


@every_source
async def test_what_receita_hides_is_not_told(service: Service) -> None:
    """A field of asterisks tells nothing."""
    assert "" == (await told(service, trade_name="********")).trade_name


@every_source
async def test_a_page_in_the_place_of_a_name_is_refused(service: Service) -> None:
    """What is far longer than any field can be is no answer of the service's own."""
    with pytest.raises(Unavailable):
        await told(service, legal_name="A" * 501)


@pytest.mark.parametrize(
    ("name", "records"),
    [
        ("cnpja", "registrations"),
        ("cnpjws", "estabelecimento.inscricoes_estaduais"),
        ("receitaws", "atividade_principal"),
    ],
)
async def test_a_list_without_end_is_refused(name: str, records: str) -> None:
    """No company has as many: reading a megabyte of them would hold everybody up."""
    service = next(one for one in COMPANIES if one.name == name)
    endless = changed(service.fixture("found"), records, [{}] * (LONGEST_LIST + 1))
    with pytest.raises(Unavailable):
        await service.over(answering(endless)).find(service.key)


@pytest.mark.parametrize(
    "service", [service for service in COMPANIES if service.name != "cnpja"], ids=lambda service: service.name
)
async def test_finds_cnpjs_with_letters(service: Service) -> None:
    """A CNPJ with letters is asked and read like any other."""
    assert LETTERS == (await told(service, key=LETTERS, tax_id=LETTERS)).tax_id
