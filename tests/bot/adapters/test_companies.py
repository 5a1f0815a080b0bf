import asyncio

import httpx
import pytest

from bot.adapters.companies import ChainedCompanies, PartialCompany, companies
from bot.adapters.sources.chain import Source
from bot.adapters.sources.cnpja import Cnpja
from bot.adapters.sources.minhareceita import MinhaReceita
from bot.adapters.sources.opencnpj import OpenCnpj
from conversations.ports.companies import Company, NotFound, Unavailable
from tests.bot.adapters.services import DOWN, MISSING, Services, found
from tests.bot.adapters.sources.canned import CNPJ
from tests.fakes.cities import FakeCities

IES = ("9611122204", "255111223", "P011004243002")


async def find(*off: str, **answers: httpx.Response | None) -> Company:
    services = Services(dict(answers))
    return await companies(services.client(), services.settings(*off), FakeCities()).find(CNPJ)


def impatient(services: Services) -> ChainedCompanies:
    """The same chain, in a hurry."""
    http = services.client()
    sources: list[Source[Company]] = [
        MinhaReceita(http, "https://minhareceita.test"),
        OpenCnpj(http, "https://opencnpj.test"),
    ]
    return ChainedCompanies(sources, Cnpja(http, "https://cnpja.test"), FakeCities(), deadline=0.05)


def numbers(company: Company) -> tuple[str, ...]:
    return tuple(registration.number for registration in company.registrations)


async def test_the_first_source_describes_the_company() -> None:
    """What Minha Receita says is taken, and OpenCNPJ is not asked."""
    services = Services({"minhareceita": found("minhareceita"), "cnpja": found("cnpja")})
    company = await companies(services.client(), services.settings(), FakeCities()).find(CNPJ)
    assert ("AVENIDA PAULISTA 37", {"minhareceita", "cnpja"}) == (company.street, set(services.asked))


async def test_the_register_adds_the_registrations() -> None:
    """CNPJá's registrations come with Minha Receita's company."""
    company = await find(minhareceita=found("minhareceita"), cnpja=found("cnpja"))
    assert IES == numbers(company)


@pytest.mark.parametrize("first", [DOWN, MISSING["minhareceita"]], ids=["down", "missing"])
async def test_the_second_source_stands_in(first: httpx.Response) -> None:
    """Where Minha Receita fails or knows nothing, OpenCNPJ describes the company."""
    company = await find(minhareceita=first, opencnpj=found("opencnpj"), cnpja=found("cnpja"))
    assert ("RUA SINIMBU", IES) == (company.street, numbers(company))


async def test_the_register_stands_in_for_both() -> None:
    """Where neither describes the company, CNPJá's own description is taken."""
    company = await find(minhareceita=DOWN, opencnpj=MISSING["opencnpj"], cnpja=found("cnpja"))
    assert ("Papelaria Exemplo Ltda", IES) == (company.legal_name, numbers(company))


async def test_the_city_code_comes_from_the_table() -> None:
    """OpenCNPJ names the city only; its code is looked up."""
    company = await find(opencnpj=found("opencnpj", municipio="SAO PAULO", uf="SP"))
    assert "3550308" == company.city_code


async def test_an_unknown_city_has_no_code() -> None:
    """A city that the table does not know is left without a code."""
    assert "" == (await find(opencnpj=found("opencnpj", municipio="LUGAR NENHUM"))).city_code


async def test_the_register_knows_the_regime_where_the_open_data_does_not() -> None:
    """No row about Simples in the open data is filled by who asks Simples itself."""
    untold = found("minhareceita", opcao_pelo_simples=None, opcao_pelo_mei=None)
    assert "1" == (await find(minhareceita=untold, cnpja=found("cnpja"))).tax_regime


async def test_a_failing_register_leaves_the_company_partial() -> None:
    """Without an answer about its IEs the company is there, and known to be incomplete."""
    company = await find(minhareceita=found("minhareceita"), cnpja=DOWN)
    assert (PartialCompany, ()) == (type(company), company.registrations)


async def test_a_register_that_knows_nothing_leaves_it_whole() -> None:
    """A "not found" from the register is an answer: there are no IEs to wait for."""
    company = await find(minhareceita=found("minhareceita"), cnpja=MISSING["cnpja"])
    assert (Company, ()) == (type(company), company.registrations)


async def test_letters_are_not_asked_of_the_register() -> None:
    """For an alphanumeric CNPJ the register is left out and nothing is missing."""
    services = Services({"minhareceita": found("minhareceita", cnpj="12ABC34501DE35")})
    chain = companies(services.client(), services.settings(), FakeCities())
    company = await chain.find("12ABC34501DE35")
    assert (Company, ["minhareceita"]) == (type(company), services.asked)


async def test_every_answer_is_not_found() -> None:
    """The company is NotFound when all say so."""
    with pytest.raises(NotFound):
        await find(**{name: MISSING[name] for name in ("minhareceita", "opencnpj", "cnpja")})


@pytest.mark.parametrize("name", ["minhareceita", "opencnpj", "cnpja"])
async def test_one_not_found_among_failures_is_not_found(name: str) -> None:
    """The only source that answered decides, whichever it is."""
    with pytest.raises(NotFound):
        await find(**{name: MISSING[name]})


async def test_no_answer_is_unavailable() -> None:
    """The company is Unavailable when no source answers."""
    with pytest.raises(Unavailable):
        await find()


async def test_all_switched_off_is_unavailable() -> None:
    """With every source switched off nothing is asked."""
    services = Services()
    chain = companies(services.client(), services.settings("minhareceita", "opencnpj", "cnpja"), FakeCities())
    with pytest.raises(Unavailable):
        await chain.find(CNPJ)
    assert [] == services.asked


async def test_a_source_switched_off_is_not_asked() -> None:
    """An empty address leaves the source out."""
    services = Services({"opencnpj": found("opencnpj"), "cnpja": found("cnpja")})
    await companies(services.client(), services.settings("minhareceita"), FakeCities()).find(CNPJ)
    assert {"opencnpj", "cnpja"} == set(services.asked)


async def test_without_a_register_the_company_is_whole() -> None:
    """Where the register is switched off, nothing is missing that could be asked again."""
    assert Company is type(await find("cnpja", minhareceita=found("minhareceita")))


async def test_a_silent_register_holds_nobody_up() -> None:
    """At the deadline the company goes without its registrations."""
    services = Services({"minhareceita": found("minhareceita"), "cnpja": None})
    assert PartialCompany is type(await impatient(services).find(CNPJ))


async def test_all_silent_is_unavailable_in_time() -> None:
    """At the deadline nobody waits any more, for however many sources."""
    services = Services({"minhareceita": None, "opencnpj": None, "cnpja": None})
    with pytest.raises(Unavailable):
        await asyncio.wait_for(impatient(services).find(CNPJ), 2)


async def test_an_answer_before_the_deadline_counts() -> None:
    """A "not found" stays one when the next source is silent."""
    services = Services({"minhareceita": MISSING["minhareceita"], "opencnpj": None, "cnpja": None})
    with pytest.raises(NotFound):
        await impatient(services).find(CNPJ)
