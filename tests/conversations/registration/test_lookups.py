"""What a lookup found, as answers: only what can stand in a fiscal document."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.draft import Draft
from conversations.ports.addresses import Address
from conversations.ports.companies import Company, StateRegistration
from conversations.prompt import Event, Task
from conversations.registration import texts
from conversations.registration.lookups import MOST_OFFERED, run
from tests.conversations.chatting import CITIES
from tests.conversations.samples import BEBIDAS, GENERAL, PADARIA, PAULISTA, PECAS, SP_IES, UNKNOWN_CNPJ
from tests.conversations.validity import ie_valid, text_fits
from tests.fakes.addresses import FakeAddresses
from tests.fakes.companies import FakeCompanies

LENGTHS = {
    "company.legal_name": (2, 60),
    "company.trade_name": (1, 60),
    "address.street": (2, 60),
    "address.number": (1, 60),
    "address.complement": (0, 60),
    "address.district": (2, 60),
    "address.city": (2, 60),
}
TEXTS = st.one_of(
    st.text(max_size=80),
    st.sampled_from(["", " ", "X", "Loja 🎉", "Ação " * 30, "x" * 59 + " y", "\x00", "’"]),
)


async def company(found: Company) -> Event:
    """The event of a company's lookup."""
    task = Task("look_up_company", {"draft": "d", "company.tax_id": found.tax_id})
    return await run(task, FakeCompanies([found]), FakeAddresses(), CITIES)


async def register(found: Company) -> Event:
    """The event of the lookup in a register of IEs."""
    task = Task("look_up_registrations", {"draft": "d", "company.tax_id": found.tax_id})
    return await run(task, FakeCompanies([found]), FakeAddresses(), CITIES)


async def cep(found: Address) -> Event:
    """The event of a CEP's lookup."""
    task = Task("look_up_cep", {"draft": "d", "address.cep": found.cep, "company.tax_id": PADARIA.tax_id})
    return await run(task, FakeCompanies(), FakeAddresses([found]), CITIES)


def values(event: Event) -> dict[str, object]:
    return {id_: value for id_, (value, _) in event.found.items()}


@settings(max_examples=300, derandomize=True, database=None, deadline=None)
@given(texts=st.fixed_dictionaries({name.split(".")[1]: TEXTS for name in LENGTHS}))
async def test_any_text_of_a_register_fits_or_is_left_out(texts: dict[str, str]) -> None:
    """Whatever a register holds, the person is asked for what a fiscal document would refuse."""
    found = values(await company(replace(PADARIA, **texts)))
    assert [] == [
        id_
        for id_, (least, most) in LENGTHS.items()
        if id_ in found and not text_fits(str(found[id_]), least, most)
    ]


@settings(max_examples=200, derandomize=True, database=None, deadline=None)
@given(
    numbers=st.lists(
        st.one_of(st.sampled_from(SP_IES), st.text(max_size=15), st.text("0123456789", max_size=14))
    )
)
async def test_any_ie_of_a_register_is_valid_or_left_out(numbers: list[str]) -> None:
    """A register's IE that its state's rules refuse is asked for instead."""
    told = tuple(StateRegistration(number=number, state="SP", active=True) for number in numbers)
    found = values(await company(replace(PADARIA, registrations=told)))
    offered = found.get("company.registrations", [])
    assert isinstance(offered, list)
    taken = [found["company.state_registration"]] if "company.state_registration" in found else []
    assert all(ie_valid(str(number), "SP") for number in [*offered, *taken])


async def test_everything_is_told_for_the_cnpj_it_was_asked_for() -> None:
    """So that it goes when the CNPJ is changed."""
    event = await company(PADARIA)
    assert {PADARIA.tax_id} == {given.get("company.tax_id") for _, given in event.found.values()}


async def test_one_active_ie_is_the_answer() -> None:
    """Where it is the only one of the state."""
    found = values(await company(PADARIA))
    assert (SP_IES[0], False) == (found["company.state_registration"], "company.registrations" in found)


async def test_several_active_ies_are_offered() -> None:
    """None of them is the answer yet."""
    found = values(await company(BEBIDAS))
    assert ([SP_IES[1], SP_IES[2]], False) == (
        found["company.registrations"],
        "company.state_registration" in found,
    )


@pytest.mark.parametrize(
    ("told", "kept", "state"),
    [("300000001", "300000001", "GO"), ("54591406", "054591406", "AM"), ("082200904", "082200904", "ES")],
    ids=["begins as no known one", "zero lost", "as it is"],
)
async def test_an_active_ie_of_a_register_is_believed(told: str, kept: str, state: str) -> None:
    """The state says that it is active: our rules may not know its range yet, and numbers lose zeros."""
    ie = StateRegistration(number=told, state=state, active=True)
    found = values(await company(replace(PADARIA, state=state, registrations=(ie,))))
    assert kept == found["company.state_registration"]


async def test_foreign_and_inactive_ies_are_left_out() -> None:
    """They are not this company's here."""
    found = values(await company(PECAS))
    assert set() == {"company.registrations", "company.state_registration"} & set(found)


async def test_a_register_tells_registrations_state_and_regime() -> None:
    """And nothing of what others describe better."""
    found = values(await register(PADARIA))
    assert {
        "company.tax_regime": "1",
        "address.state": "SP",
        "company.state_registration": SP_IES[0],
    } == found


async def test_a_register_without_registrations_is_an_answer() -> None:
    """There is nothing to wait for, and nothing to offer."""
    event = await register(replace(PADARIA, registrations=()))
    assert ("found", False) == (event.outcome, "company.registrations" in event.found)


@pytest.mark.parametrize(("down", "outcome"), [(True, "unavailable"), (False, "not_found")])
async def test_a_failure_is_an_outcome(down: bool, outcome: str) -> None:
    """Never an error, and it brings nothing."""
    companies = FakeCompanies()
    companies.down = down
    task = Task("look_up_company", {"draft": "d", "company.tax_id": UNKNOWN_CNPJ})
    event = await run(task, companies, FakeAddresses(), CITIES)
    assert (outcome, {}) == (event.outcome, event.found)


async def test_one_registration_told_twice_is_one() -> None:
    """It is taken, not offered beside itself."""
    found = values(await company(replace(PADARIA, registrations=PADARIA.registrations * 2)))
    assert (SP_IES[0], False) == (found["company.state_registration"], "company.registrations" in found)


async def test_few_registrations_are_offered() -> None:
    """However many there are: a list of buttons has an end, and any can be typed."""
    numbers = [f"{number:012d}" for number in range(10**11, 10**11 + 10**5)]
    valid = [number for number in numbers if ie_valid(number, "SP")]
    many = tuple(StateRegistration(number=number, state="SP", active=True) for number in valid)
    found = values(await company(replace(PADARIA, registrations=many)))
    assert valid[:MOST_OFFERED] == found["company.registrations"]


async def test_a_missing_city_code_comes_from_the_table() -> None:
    """By the city's name, which is then written as IBGE does."""
    found = values(await company(replace(PADARIA, city_code="")))
    assert ("São Paulo", "3550308") == (found["address.city"], found["address.city_code"])


async def test_a_city_nobody_knows_is_left_out() -> None:
    """Without a code it cannot be registered: it is asked."""
    found = values(await company(replace(PADARIA, city="NENHURES", city_code="")))
    assert set() == {"address.city", "address.city_code"} & set(found)


async def test_a_long_name_is_cut_and_told() -> None:
    """At 60, and the cut is said."""
    found = values(await company(replace(PADARIA, legal_name="COMERCIO " * 10)))
    assert (True, True) == (found["company.name_cut"], len(str(found["company.legal_name"])) <= 60)


async def test_a_cep_brings_its_address() -> None:
    """Street, district, city with its code, and the state it lies in."""
    found = values(await cep(PAULISTA))
    assert ("Avenida Paulista", "Bela Vista", "São Paulo", "3550308", "SP") == tuple(
        found[f"address.{part}"] for part in ("street", "district", "city", "city_code", "cep_state")
    )


@pytest.mark.parametrize(
    ("status", "regime", "said"),
    [("", "", "Encontrei a empresa"), ("ATIVA", "4", "Encontrei a empresa: ATIVA · MEI")],
)
async def test_a_company_without_a_name_is_found_all_the_same(status: str, regime: str, said: str) -> None:
    """A MEI whose name was nothing but its owner's CPF."""
    nameless = replace(PADARIA, legal_name="", trade_name="", status=status, tax_regime=regime)
    draft = Draft("d", "registration")
    draft.put("company.tax_id", PADARIA.tax_id)
    for id_, (value, about) in (await company(nameless)).found.items():
        draft.fill(id_, value, about)
    assert said == texts.company_arrived(draft, "found")


async def test_a_cep_of_a_city_nobody_knows_is_told_without_it() -> None:
    """The state alone is said; nobody reads "None"."""
    draft = Draft("d", "registration")
    draft.put("address.cep", GENERAL.cep)
    event = await cep(replace(GENERAL, city="NENHURES", city_code=""))
    for id_, (value, about) in event.found.items():
        draft.fill(id_, value, about if id_ == "address.cep_state" else {})
    assert f"{GENERAL.state}. {texts.CEP_GENERAL}" == texts.cep_arrived(draft, "found")


async def test_a_general_cep_brings_no_street() -> None:
    """It is asked, and so is the district."""
    assert set() == {"address.street", "address.district"} & set(values(await cep(GENERAL)))
