"""Every sample is what its label promises, asked the way the program asks."""

from collections.abc import AsyncIterator

import httpx
import pytest
from validador_ie import validar_ie
from validate_docbr import CNPJ, CPF

from bot.adapters.companies import PartialCompany
from bot.simulator import registers
from conversations.ports.companies import Companies, Company, NotFound, Unavailable
from tests.contracts.registers import real_lookups


@pytest.fixture
async def companies() -> AsyncIterator[Companies]:
    async with real_lookups() as (companies, _):
        yield companies


def active_here(company: Company) -> list[str]:
    return [ie.number for ie in company.registrations if ie.active and ie.state == company.state]


def test_every_cnpj_has_its_check_digits() -> None:
    """The samples are taken by any reader of CNPJs."""
    assert [] == [cnpj for cnpj in registers.COMPANIES if not CNPJ().validate(cnpj)]


def test_the_cpf_has_its_check_digits() -> None:
    """So is the sample of a CPF."""
    assert CPF().validate(registers.PRODUTOR_CPF)


def test_every_ie_is_valid_in_its_state() -> None:
    """Each number passes the check of its UF as it is, without zeros to be added."""
    ies = [ie for company in registers.COMPANIES.values() for ie in company.registrations]
    checks = {(number, state): validar_ie(number, state) for number, state, _ in ies}
    assert [] == [ie for ie, check in checks.items() if not check.valida or check.zeros_completados]


async def test_the_bakery_is_all_there(companies: Companies) -> None:
    """Every field is told, and one IE is active in its UF."""
    company = await companies.find(registers.PADARIA.cnpj)
    empty = [name for name in Company.__dataclass_fields__ if not getattr(company, name)]
    assert ([], ["111222330112"], "1") == (empty, active_here(company), company.tax_regime)


async def test_the_mei_shows_no_cpf(companies: Companies) -> None:
    """Its name ends in a CPF in the registers, and comes without it."""
    company = await companies.find(registers.MEI.cnpj)
    assert ("MARIA EXEMPLO DA SILVA", "4") == (company.legal_name, company.tax_regime)


async def test_one_has_no_ie(companies: Companies) -> None:
    """It is active, pays by neither option, and its registrations are known to be none."""
    company = await companies.find(registers.SEM_IE.cnpj)
    told = (type(company), company.status, company.registrations, company.tax_regime)
    assert (Company, "ATIVA", (), "3") == told


async def test_one_has_two_ies(companies: Companies) -> None:
    """Two are active in its UF."""
    company = await companies.find(registers.DUAS_IES.cnpj)
    assert ["222333440118", "333444550113"] == active_here(company)


async def test_one_has_its_ie_elsewhere(companies: Companies) -> None:
    """One is active, none of them in its UF."""
    company = await companies.find(registers.IE_DE_OUTRA_UF.cnpj)
    assert (1, []) == (len(company.registrations), active_here(company))


@pytest.mark.parametrize(("sample", "status"), [(registers.BAIXADA, "BAIXADA"), (registers.INAPTA, "INAPTA")])
async def test_some_are_not_active(
    companies: Companies, sample: registers.SampleCompany, status: str
) -> None:
    """The status is the one of the label."""
    assert status == (await companies.find(sample.cnpj)).status


async def test_one_has_no_known_regime(companies: Companies) -> None:
    """Nobody says whether it chose Simples."""
    assert "" == (await companies.find(registers.REGIME_DESCONHECIDO.cnpj)).tax_regime


async def test_one_has_letters(companies: Companies) -> None:
    """An alphanumeric CNPJ is found."""
    company = await companies.find(registers.ALFANUMERICA.cnpj)
    assert "STARTUP DE EXEMPLO ALFANUMERICA LTDA" == company.legal_name


async def test_one_has_long_names(companies: Companies) -> None:
    """Both of its names are longer than the 60 characters of the NF-e."""
    company = await companies.find(registers.NOME_LONGO.cnpj)
    assert (True, True) == (len(company.legal_name) > 60, len(company.trade_name) > 60)


async def test_one_is_in_a_town_of_one_cep(companies: Companies) -> None:
    """It has the town's CEP and neither street nor district."""
    company = await companies.find(registers.CIDADE_DE_CEP_UNICO.cnpj)
    assert (registers.CEP_GERAL.cep, "", "") == (company.cep, company.street, company.district)


async def test_one_has_no_address(companies: Companies) -> None:
    """Nothing of an address is told."""
    c = await companies.find(registers.SEM_ENDERECO.cnpj)
    assert {""} == {c.cep, c.street, c.number, c.complement, c.district, c.city, c.state, c.city_code}


async def test_one_is_known_to_opencnpj_alone(companies: Companies) -> None:
    """Its city has no code there, and gets the newest one."""
    company = await companies.find(registers.SO_OPENCNPJ.cnpj)
    assert ("MERCADO EXEMPLO DA CIDADE NOVA LTDA", "5101837") == (company.legal_name, company.city_code)


async def test_one_is_unknown(companies: Companies) -> None:
    """Everybody says there is none."""
    with pytest.raises(NotFound):
        await companies.find(registers.DESCONHECIDA.cnpj)


async def test_for_one_everything_fails(companies: Companies) -> None:
    """Nobody answers."""
    with pytest.raises(Unavailable):
        await companies.find(registers.FORA_DO_AR.cnpj)


async def test_for_one_only_the_ies_fail(companies: Companies) -> None:
    """The company is found, its registrations are not known."""
    assert PartialCompany is type(await companies.find(registers.IE_FORA_DO_AR.cnpj))


async def test_the_slow_one_is_found(companies: Companies) -> None:
    """It is Minha Receita that takes its time, and then answers (here: after no time)."""
    assert "RELOJOARIA EXEMPLO SEM PRESSA LTDA" == (await companies.find(registers.LENTA.cnpj)).legal_name


async def test_the_page_gets_what_can_be_typed() -> None:
    """The samples are listed as typed, with their labels."""
    transport = httpx.ASGITransport(registers.registers_app())
    async with httpx.AsyncClient(transport=transport, base_url="http://registers") as http:
        listed = (await http.get("/samples")).json()
    assert {"value": "12.345.678/0001-95", "label": "Padaria: tudo preenchido"} == listed[0]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/minhareceita/foobar", 400),
        ("/opencnpj/foobar", 400),
        ("/cnpja/office/12ABC34501DE35", 400),
        ("/viacep/123/json/", 400),
        ("/opencep/123", 404),
    ],
)
async def test_refuses_what_the_real_ones_refuse(path: str, status: int) -> None:
    """A malformed CNPJ or CEP gets the service's own refusal."""
    transport = httpx.ASGITransport(registers.registers_app())
    async with httpx.AsyncClient(transport=transport, base_url="http://registers") as http:
        assert status == (await http.get(path)).status_code
