"""Who is asked for a company and its registrations, and what comes of it."""

import asyncio
from typing import Any

import httpx
import pytest
from redis.asyncio import Redis

from bot.adapters.companies import GRACE, RegisteredCompanies, companies
from bot.adapters.lookup_once import Shared
from bot.sealing import Seal
from conversations.ports.companies import Company, NotFound, StateRegistration, Unavailable
from tests.bot.adapters.services import DESCRIBING, DOWN, MISSING, Services, found
from tests.bot.adapters.sources.canned import CNPJ
from tests.fakes.cities import FakeCities
from tests.kit.leaping import leap, now

IES = ("9611122204", "255111223", "P011004243002")


async def find(*off: str, **answers: httpx.Response | None) -> Company:
    services = Services(dict(answers))
    return await companies(services.asking(*off), FakeCities()).find(CNPJ)


async def in_register(*off: str, **answers: httpx.Response | None) -> Company:
    services = Services(dict(answers))
    return await companies(services.asking(*off), FakeCities()).in_register(CNPJ)


def numbers(company: Company) -> tuple[str, ...]:
    return tuple(registration.number for registration in company.registrations)


# Who is asked


async def test_the_first_source_describes_the_company() -> None:
    """What Minha Receita says is taken, and no other is asked but for the registrations."""
    services = Services({"minhareceita": found("minhareceita"), "cnpja": found("cnpja")})
    company = await companies(services.asking(), FakeCities()).find(CNPJ)
    assert ("AVENIDA PAULISTA 37", {"minhareceita", "cnpja"}) == (company.street, set(services.asked))


@pytest.mark.parametrize("last", range(1, len(DESCRIBING)))
@pytest.mark.parametrize("missing", [False, True], ids=["down", "missing"])
async def test_the_next_source_stands_in(last: int, missing: bool) -> None:
    """Where those before it fail or know nothing, it describes the company."""
    before, name = DESCRIBING[:last], DESCRIBING[last]
    answers = {one: MISSING[one] if missing else DOWN for one in before}
    assert "PAPELARIA EXEMPLO LTDA" == (await find(**answers, **{name: found(name)})).legal_name.upper()


async def test_they_are_asked_in_turn() -> None:
    """Those that let themselves be asked often come first; the registers are asked beside, and not again."""
    services = Services({name: MISSING[name] for name in MISSING})
    with pytest.raises(NotFound):
        await companies(services.asking("cnpja", "cnpjws"), FakeCities()).find(CNPJ)
    assert ["minhareceita", "opencnpj", "brasilapi", "receitaws"] == services.asked


async def test_the_registers_are_asked_in_turn() -> None:
    """CNPJá, then CNPJ.ws."""
    services = Services({"cnpjws": found("cnpjws")})
    await companies(services.asking(), FakeCities()).in_register(CNPJ)
    assert ["cnpja", "cnpjws"] == services.asked


async def test_the_registers_are_asked_once(redis: Redis) -> None:
    """For the registrations and for the description: they have little to give away."""
    services = Services({name: MISSING[name] for name in MISSING})
    shared = Shared(redis, Seal("a secret of the tests"))
    with pytest.raises(NotFound):
        await companies(services.asking(shared=shared), FakeCities()).find(CNPJ)
    assert [1] * len(DESCRIBING) == [services.asked.count(name) for name in DESCRIBING]


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


async def test_the_register_adds_the_registrations() -> None:
    """CNPJá's registrations come with Minha Receita's company."""
    company = await find(minhareceita=found("minhareceita"), cnpja=found("cnpja"))
    assert IES == numbers(company)


async def test_a_failing_register_leaves_the_company() -> None:
    """It is there, without its registrations."""
    company = await find(minhareceita=found("minhareceita"))
    assert ("PAPELARIA EXEMPLO LTDA", ()) == (company.legal_name, company.registrations)


async def test_letters_are_not_asked_of_who_cannot_read_them() -> None:
    """For an alphanumeric CNPJ the registers of numbers are left out."""
    services = Services({"minhareceita": found("minhareceita", cnpj="12ABC34501DE35")})
    chain = companies(services.asking("cnpjws"), FakeCities())
    await chain.find("12ABC34501DE35")
    assert ["minhareceita"] == services.asked


# What refusals come to


async def test_every_answer_is_not_found() -> None:
    """The company is NotFound when all say so."""
    with pytest.raises(NotFound):
        await find(**MISSING)


@pytest.mark.parametrize("name", DESCRIBING)
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
    chain = companies(services.asking(*MISSING), FakeCities())
    with pytest.raises(Unavailable):
        await chain.find(CNPJ)
    assert [] == services.asked


async def test_a_source_switched_off_is_not_asked() -> None:
    """An empty address leaves the source out."""
    services = Services({"opencnpj": found("opencnpj"), "cnpja": found("cnpja")})
    await companies(services.asking("minhareceita"), FakeCities()).find(CNPJ)
    assert {"opencnpj", "cnpja"} == set(services.asked)


async def test_a_register_that_is_away_is_unavailable() -> None:
    """Nothing is known of the registrations."""
    with pytest.raises(Unavailable):
        await in_register(minhareceita=found("minhareceita"))


async def test_what_no_register_knows_is_not_found() -> None:
    """Whatever others know of the company."""
    with pytest.raises(NotFound):
        await in_register(**MISSING | {"minhareceita": found("minhareceita")})


# How long it takes

DESCRIBED = Company(tax_id=CNPJ, legal_name="DESCRITA LTDA")
REGISTERED = Company(
    tax_id=CNPJ,
    legal_name="REGISTRADA LTDA",
    registrations=(StateRegistration(number="111222330112", state="SP", active=True),),
)


class After:
    """Finds a company after so many seconds; none for never."""

    def __init__(self, seconds: float | None, company: Company) -> None:
        self.seconds, self.company = seconds, company

    async def find(self, _: str) -> Company:
        await (asyncio.Event().wait() if self.seconds is None else asyncio.sleep(self.seconds))
        return self.company


def timed(described: float | None, register: float | None) -> tuple[str, bool, float]:
    """The name that is found, whether its registrations are, and when."""

    async def ask() -> tuple[str, bool, float]:
        lookups = After(described, DESCRIBED), After(register, REGISTERED)
        company = await RegisteredCompanies(*lookups, FakeCities()).find(CNPJ)
        return company.legal_name, bool(company.registrations), now()

    return leap(ask())


@pytest.mark.parametrize(
    ("register", "registered", "when"),
    [
        pytest.param(0.1, True, 0.2, id="before the company"),
        pytest.param(0.4, True, 0.4, id="a moment after it"),
        pytest.param(0.6, False, 0.2 + GRACE, id="later"),
        pytest.param(None, False, 0.2 + GRACE, id="never"),
    ],
)
def test_registrations_are_waited_for_a_moment(register: float | None, registered: bool, when: float) -> None:
    """Long enough that they mostly come with the company, and no longer."""
    assert ("DESCRITA LTDA", registered, when) == timed(0.2, register)


def test_a_silent_description_takes_the_registers() -> None:
    """Where nobody else answers, the third delay is the last."""

    async def ask() -> tuple[str, float]:
        silent = dict.fromkeys(("minhareceita", "opencnpj", "brasilapi"))
        return (await find(**silent, cnpja=found("cnpja"))).legal_name, now()

    assert ("Papelaria Exemplo Ltda", 2.1) == leap(ask())


def test_all_silent_is_unavailable_in_time() -> None:
    """However many are silent, the person goes on by hand."""

    async def ask() -> float:
        silent: dict[str, Any] = dict.fromkeys(MISSING)
        with pytest.raises(Unavailable):
            await find(**silent)
        return now()

    assert leap(ask()) <= 6


def test_a_silent_register_is_unavailable_in_time() -> None:
    """Nobody waits for it, and it does not go on for ever."""

    async def ask() -> float:
        with pytest.raises(Unavailable):
            await in_register(cnpja=None, cnpjws=None)
        return now()

    assert leap(ask()) <= 6
