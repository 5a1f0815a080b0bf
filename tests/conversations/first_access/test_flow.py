"""The first access as a form: whatever happens in between, nothing is lost and nothing wrong is kept."""

from dataclasses import replace

import pytest

from conversations.draft import Chat
from conversations.first_access import ready_texts, texts
from conversations.ports.first_access import Configuration, Numbering
from tests.conversations.people import Office
from tests.kit.given import CUSTOMERS, PADARIA
from tests.kit.somebody import Somebody


@pytest.fixture
def office() -> Office:
    return Office()


async def begun(office: Office, who: str = "a customer") -> str:
    """The id of a customer whose first access Ana has opened."""
    customer = (await office.stores.customers.register(CUSTOMERS[who])).id
    await office.ana.chooses("first_access", f"ready:{customer}")
    return customer


async def filled_in(person: Somebody, certificate: str = "A1") -> None:
    """To the review, by who starts now."""
    for value in ("yes", ".none", certificate, ".none", "no"):
        await person.chooses(value)


def numbered(document: str, series: int = 1, number: int = 1) -> tuple[Numbering, ...]:
    return tuple(
        Numbering(document=document, environment=environment, series=series, next_number=number)
        for environment in ("producao", "homologacao")
    )


async def test_what_is_kept(office: Office) -> None:
    """Everything that was answered, with who did it."""
    customer = await begun(office)
    await filled_in(office.ana)
    await office.ana.taps(texts.FINISH)
    assert (
        Configuration(
            reseller_id="sol",
            customer_id=customer,
            person_id="ana",
            version=1,
            state="SP",
            city="São Paulo",
            city_code="3550308",
            state_registration=PADARIA.state_registration,
            tax_regime="1",
            municipal_registration="",
            certificate_type="A1",
            numberings=numbered("NF-e"),
        )
        == office.stores.first_access.configured[customer]
    )
    assert ({}, f"ready:{customer}") == (office.ana.chat.drafts, office.ana.prompt.id)


async def test_played_again_it_is_kept_once(office: Office) -> None:
    """A worker that died between its two commits plays the turn again."""
    customer = await begun(office)
    await filled_in(office.ana)
    before = office.ana.chat.to_json()
    first = await office.ana.taps(texts.FINISH)
    office.ana.chat, office.ana.turns = Chat.from_json(before), office.ana.turns - 1
    office.ana.prompts.pop()
    assert (first, 2) == (
        await office.ana.taps(texts.FINISH),
        office.stores.customers.kept[customer].version,
    )


async def test_the_registration_was_corrected_meanwhile(office: Office) -> None:
    """Its answers are taken anew and looked over; what only this form asks stays; then it can be saved."""
    customer = await begun(office)
    await filled_in(office.ana, "A3")
    corrected = replace(PADARIA, person_id="bia", tax_regime="3")
    await office.stores.customers.correct(customer, 1, corrected)
    await office.ana.taps(texts.FINISH)
    assert ("company.confirm", {}) == (office.ana.at, office.stores.first_access.configured)
    assert "Bia Luz mudou o cadastro enquanto você configurava" in office.ana.said()
    await office.ana.taps(texts.CONFIRM)
    await office.ana.taps(texts.FINISH)
    kept = office.stores.first_access.configured[customer]
    assert ("3", "A3", numbered("NF-e")) == (kept.tax_regime, kept.certificate_type, kept.numberings)


async def test_another_plan_meanwhile_asks_for_its_documents(office: Office) -> None:
    """And for what they need: an NFS-e wants an IM, which was said not to be there."""
    customer = await begun(office)
    await filled_in(office.ana)
    await office.stores.customers.correct(customer, 1, replace(PADARIA, plan_ids=("nfse",)))
    await office.ana.taps(texts.FINISH)
    await office.ana.taps(texts.CONFIRM)
    assert "company.municipal_registration" == office.ana.at
    await office.ana.types("123")
    assert "numbers.nfse.before" == office.ana.at


async def test_the_customer_was_removed_meanwhile(office: Office) -> None:
    """It is said to be gone, and the form is over."""
    customer = await begun(office)
    await filled_in(office.ana)
    await office.stores.customers.remove("sol", customer)
    await office.ana.taps(texts.FINISH)
    assert (ready_texts.GONE, {}) == (office.ana.prompt.text, office.ana.chat.drafts)


async def test_the_ie_is_another_customers(office: Office) -> None:
    """Of the same company: it is asked again, and the rest stays."""
    await office.stores.customers.register(CUSTOMERS["another customer"])
    await begun(office)
    await office.ana.chooses(".edit:1")
    await office.ana.taps("Inscrição Estadual")
    await office.ana.types("222333440118")
    for value in (".none", "A1", ".none", "no"):
        await office.ana.chooses(value)
    await office.ana.taps(texts.FINISH)
    assert ("company.state_registration", texts.ERRORS["customer.twin"]) == (
        office.ana.at,
        office.ana.prompt.notice,
    )


async def test_what_was_configured_is_known_the_next_time(office: Office) -> None:
    """It is looked over with one tap, and saved again as it is."""
    customer = await begun(office)
    await filled_in(office.ana)
    await office.ana.taps(texts.FINISH)
    first = office.stores.first_access.configured[customer]
    await office.ana.taps(texts.AGAIN)
    await office.ana.taps(texts.CONFIRM)
    assert "review" == office.ana.at
    await office.ana.taps(texts.FINISH)
    assert replace(first, version=2, logo="") == office.stores.first_access.configured[customer]


async def test_others_are_put_aside(office: Office) -> None:
    """A reseller who begins another customer's finds the first one where it was left."""
    first = await begun(office)
    await office.ana.taps(texts.CONFIRM)
    second = await begun(office, "another customer")
    assert "company.confirm" == office.ana.at
    await office.ana.chooses("first_access", f"ready:{first}")
    assert "company.municipal_registration" == office.ana.at
    assert [second, first] == [draft.get("customer.id") for draft in office.ana.chat.drafts.values()]


async def test_only_some_are_put_aside(office: Office) -> None:
    """Of many that were begun and left, the oldest are forgotten."""
    for number in range(8):
        office.pass_time(minutes=1)
        one = replace(PADARIA, key=str(number), email=f"{number}@x.example", state_registration=str(number))
        customer = (await office.stores.customers.register(one)).id
        await office.ana.chooses("first_access", f"ready:{customer}")
    assert [f"customer{number}" for number in range(3, 9)] == [
        draft.get("customer.id") for draft in office.ana.chat.drafts.values()
    ]


async def test_nfce_is_not_asked_of_a_person(office: Office) -> None:
    """With a CPF it cannot be issued: the plan is at fault, and the list says so."""
    rural = replace(CUSTOMERS["a rural producer"], plan_ids=("nfce",), tax_regime="1")
    customer = (await office.stores.customers.register(rural)).id
    await office.ana.chooses("first_access", f"ready:{customer}")
    for value in ("yes", ".none", "A3", ".none"):
        await office.ana.chooses(value)
    await office.ana.taps(texts.FINISH)
    assert "NFC-e só pode ser emitida com CNPJ" in office.ana.said()
    assert () == office.stores.first_access.configured[customer].numberings


@pytest.mark.parametrize(
    ("who", "asked"),
    [("a carrier without IE", "company.state_registration"), ("a customer of services", "company.confirm")],
)
async def test_isento_is_asked_about_where_it_is_none(office: Office, who: str, asked: str) -> None:
    """São Paulo has no carrier who is ISENTO; whoever only serves may be anywhere."""
    await begun(office, who)
    assert asked == office.ana.at


async def test_a_carrier_may_be_isento_elsewhere(office: Office) -> None:
    """Where the state knows such, the button is there."""
    carrier = replace(CUSTOMERS["a carrier without IE"], state="SC", city="Joinville", city_code="4209102")
    customer = (await office.stores.customers.register(carrier)).id
    await office.ana.chooses("first_access", f"ready:{customer}")
    await office.ana.chooses(".edit:1")
    await office.ana.taps("Inscrição Estadual")
    assert "ISENTO" in office.ana.labels()


@pytest.mark.parametrize(
    ("typed", "bare"), [("1.234.567-8", "12345678"), ("AB-12/3", "AB123"), ("1" * 15, "1" * 15)]
)
async def test_an_im_is_kept_bare(office: Office, typed: str, bare: str) -> None:
    """Each city has a form of its own; punctuation is none of it."""
    await begun(office)
    await office.ana.taps(texts.CONFIRM)
    await office.ana.types(typed)
    assert bare == office.ana.chat.drafts["first_access"].get("company.municipal_registration")


@pytest.mark.parametrize("typed", ["0", "000", "1" * 16, "-", "12#4", "١٢٣"])
async def test_no_im_is_refused(office: Office, typed: str) -> None:
    """With an example of one."""
    await begun(office)
    await office.ana.taps(texts.CONFIRM)
    await office.ana.types(typed)
    assert texts.ERRORS["municipal.form"] in office.ana.prompt.notice


async def test_a_customer_opens_their_own_alone(office: Office) -> None:
    """Another's is not there for them, and nothing of it is said."""
    customer = await office.customer()
    guest = office.comes("Gil")
    await office.stores.people.own_registration(guest.account, customer)
    other = (await office.stores.customers.register(CUSTOMERS["another customer"])).id
    await guest.chooses("first_access", f"ready:{other}")
    assert (ready_texts.GONE, {}) == (guest.prompt.text, guest.chat.drafts)
    await guest.chooses("first_access", f"ready:{customer}")
    assert "company.confirm" == guest.at


async def test_a_customer_who_becomes_a_resellers_person_leaves_it(office: Office) -> None:
    """It is in words meant for a customer, and maybe of another reseller's."""
    customer = await office.customer()
    guest = office.comes("Gil")
    await office.stores.people.own_registration(guest.account, customer)
    await guest.chooses("first_access", f"ready:{customer}")
    office.stores.people.offer("bom", office.stores.people.resellers["lua"])
    await guest.commands("start", "r_bom")
    assert ({}, "menu") == (guest.chat.drafts, guest.prompt.id)


async def test_who_is_no_customer_any_more_is_answered_as_a_stranger(office: Office) -> None:
    """The registration was removed in the middle of its first access: nothing of it is kept."""
    customer = await office.customer()
    guest = office.comes("Gil")
    await office.stores.people.own_registration(guest.account, customer)
    await guest.chooses("first_access", f"ready:{customer}")
    await office.stores.customers.remove("sol", customer)
    await guest.taps(texts.CONFIRM)
    assert ({}, "") == (guest.chat.drafts, guest.chat.active)
    assert "assistente de cadastro" in guest.said()
