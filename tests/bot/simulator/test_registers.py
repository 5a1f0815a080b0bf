"""Every sample is what its label promises, asked the way the program asks."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from validador_ie import validar_ie
from validate_docbr import CNPJ, CPF

from bot.adapters.sources.chain import Source
from bot.adapters.sources.fetching import Busy
from bot.icp_brasil.judging import accepted
from bot.simulator import registers
from conversations.ports.companies import Companies, Company, NotFound, Unavailable
from tests.bot.adapters.sources.canned import ADDRESSES, COMPANIES, Service
from tests.contracts.registers import real_lookups

every_company_service = pytest.mark.parametrize("service", COMPANIES, ids=lambda service: service.name)
every_cep_service = pytest.mark.parametrize("service", ADDRESSES, ids=lambda service: service.name)


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
    registered = await companies.in_register(registers.SEM_IE.cnpj)
    assert ("ATIVA", (), "3") == (company.status, registered.registrations, company.tax_regime)


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
    """The company is found, and no register answers."""
    assert "ATIVA" == (await companies.find(registers.IE_FORA_DO_AR.cnpj)).status
    with pytest.raises(Unavailable):
        await companies.in_register(registers.IE_FORA_DO_AR.cnpj)


async def test_the_slow_one_is_found(companies: Companies) -> None:
    """Everybody takes their time, and then answers (here: after no time)."""
    assert "RELOJOARIA EXEMPLO SEM PRESSA LTDA" == (await companies.find(registers.LENTA.cnpj)).legal_name


@asynccontextmanager
async def alone(service: Service) -> AsyncIterator[Source[Any]]:
    """A source on the simulator's service of its name."""
    transport = httpx.ASGITransport(registers.registers_app(slow_for=0))
    async with httpx.AsyncClient(transport=transport) as http:
        yield service.make(http, f"http://registers/{service.name.removesuffix('_cep')}")


@every_company_service
async def test_every_service_knows_the_bakery(service: Service) -> None:
    """Each one tells of the bakery what its adapter reads of the real one."""
    async with alone(service) as source:
        found = await source.find(registers.PADARIA.cnpj)
    told = (
        found.legal_name.casefold(),
        found.cep,
        found.number,
        found.complement.casefold(),
        found.tax_regime,
    )
    assert ("padaria exemplo do bairro ltda", "01310100", "1000", "loja 2", "1") == told


@every_company_service
@pytest.mark.parametrize(
    ("sample", "refusal"), [(registers.DESCONHECIDA, NotFound), (registers.FORA_DO_AR, Unavailable)]
)
async def test_every_service_refuses(
    service: Service, sample: registers.SampleCompany, refusal: type[Exception]
) -> None:
    """Each one has its own words for what it does not know and for its failures."""
    async with alone(service) as source:
        with pytest.raises(refusal):
            await source.find(sample.cnpj)


@every_company_service
async def test_no_service_asks_for_a_pause(service: Service) -> None:
    """A sample that fails does so without keeping anybody from asking for the next one."""
    async with alone(service) as source:
        with pytest.raises(Unavailable) as caught:
            await source.find(registers.FORA_DO_AR.cnpj)
    assert not isinstance(caught.value, Busy)


@every_cep_service
async def test_every_service_knows_the_square(service: Service) -> None:
    """Each one tells a CEP as its adapter reads the real one."""
    async with alone(service) as source:
        found = await source.find(registers.CEP_COMPLETO.cep)
    assert ("Praça da Sé", "São Paulo", "3550308") == (found.street, found.city, found.city_code)


@every_cep_service
@pytest.mark.parametrize(
    ("cep", "refusal"), [(registers.CEP_DESCONHECIDO, NotFound), (registers.CEP_FORA_DO_AR, Unavailable)]
)
async def test_every_service_refuses_a_cep(service: Service, cep: str, refusal: type[Exception]) -> None:
    """Each one has its own words for a CEP it does not know and for its failures."""
    async with alone(service) as source:
        with pytest.raises(refusal):
            await source.find(cep)


async def test_the_page_gets_what_can_be_typed() -> None:
    """The samples are listed as typed, with their labels."""
    transport = httpx.ASGITransport(registers.registers_app())
    async with httpx.AsyncClient(transport=transport, base_url="http://registers") as http:
        listed = (await http.get("/samples")).json()
    expected = {
        "value": "12.345.678/0001-95",
        "label": "Padaria: tudo preenchido",
        "certificate": "registers/certificates/12345678000195.pfx",
    }
    assert (expected, "") == (listed[0], listed[-1]["certificate"])


@pytest.mark.parametrize("tax_id", ["12345678000195", "12ABC34501DE35", "12345678909", "99000311000118"])
async def test_each_tax_id_has_a_certificate(tax_id: str) -> None:
    """A sample's, or any other: the page that takes certificates takes it."""
    transport = httpx.ASGITransport(registers.registers_app())
    async with httpx.AsyncClient(transport=transport, base_url="http://registers") as http:
        file = (await http.get(f"/certificates/{tax_id}.pfx")).content
    found = accepted(file, "1234", tax_id=tax_id, passphrase="new", now=datetime.now(UTC))
    assert tax_id == found.holder.tax_id


@pytest.mark.parametrize("tax_id", ["1", "x" * 14, "..%2F", "12345678000195x"])
async def test_what_is_no_tax_id_has_none(tax_id: str) -> None:
    """It is not there."""
    transport = httpx.ASGITransport(registers.registers_app())
    async with httpx.AsyncClient(transport=transport, base_url="http://registers") as http:
        assert 404 == (await http.get(f"/certificates/{tax_id}.pfx")).status_code


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/minhareceita/foobar", 400),
        ("/opencnpj/foobar", 400),
        ("/brasilapi/cnpj/v1/foobar", 400),
        ("/cnpja/office/12ABC34501DE35", 400),
        ("/cnpjws/cnpj/foobar", 400),
        ("/receitaws/cnpj/foobar", 200),
        ("/viacep/123/json/", 400),
        ("/opencep/123", 404),
        ("/brasilapi/cep/v2/123", 400),
    ],
)
async def test_refuses_what_the_real_ones_refuse(path: str, status: int) -> None:
    """A malformed CNPJ or CEP gets the service's own refusal."""
    transport = httpx.ASGITransport(registers.registers_app())
    async with httpx.AsyncClient(transport=transport, base_url="http://registers") as http:
        assert status == (await http.get(path)).status_code
