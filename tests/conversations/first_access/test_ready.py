"""Pronto para emitir?: who sees it, who is told, and that Produção is asked for twice."""

from dataclasses import replace

import pytest

from conversations.first_access import ready_texts
from conversations.first_access.readiness import Item
from tests.conversations.people import Office
from tests.kit.given import CUSTOMERS, PADARIA
from tests.kit.somebody import Somebody


@pytest.fixture
def office() -> Office:
    return Office()


async def ready(office: Office) -> str:
    """The id of a customer of Ana's who lacks nothing."""
    customer = (await office.stores.customers.register(CUSTOMERS["a customer with a password"])).id
    await office.ana.chooses("first_access", f"ready:{customer}")
    for value in ("yes", ".none", "A3", ".none", "no", ".finish"):
        await office.ana.chooses(value)
    return customer


async def owned(office: Office, customer: str) -> Somebody:
    """The customer, in a chat of their own."""
    owner = office.comes("Rita")
    await office.stores.people.own_registration(owner.account, customer)
    return owner


def environment(office: Office, customer: str) -> str:
    return office.stores.customers.kept[customer].environment


async def test_producao_is_asked_for_twice(office: Office) -> None:
    """Neither the first nor the second tap does it."""
    customer, found = await ready(office), []
    for label in (ready_texts.GO_LIVE, ready_texts.WANT_LIVE, ready_texts.YES_LIVE):
        found.append(environment(office, customer))
        await office.ana.taps(label)
    assert (["homologacao"] * 3, "producao") == (found, environment(office, customer))


async def test_everybody_is_told_once(office: Office) -> None:
    """The customer, and who registered it, though a colleague did it; not who did it."""
    customer = await ready(office)
    owner, before = await owned(office, customer), len(office.ana.prompts)
    for value in ("live!!", "live!!"):
        await office.bia.chooses(value, f"ready:{customer}")
        office.pass_time(minutes=1)
    assert [ready_texts.NEWS_LIVE_OWN] == [prompt.text for prompt in owner.prompts]
    assert [ready_texts.NEWS_LIVE.format(name=PADARIA.legal_name)] == [
        prompt.text for prompt in office.ana.prompts[before:]
    ]


async def test_a_customer_goes_live_alone(office: Office) -> None:
    """And the reseller is told."""
    customer = await ready(office)
    owner = await owned(office, customer)
    await owner.chooses("show", f"ready:{customer}")
    for label in (ready_texts.GO_LIVE, ready_texts.WANT_LIVE, ready_texts.YES_LIVE):
        await owner.taps(label)
    assert ("producao", ready_texts.NEWS_LIVE.format(name=PADARIA.legal_name)) == (
        environment(office, customer),
        office.ana.prompt.text,
    )


@pytest.mark.parametrize("value", ["live", "live!", "live!!"])
async def test_who_lacks_something_does_not_go_live(office: Office, value: str) -> None:
    """Whatever old or forged button is tapped: the list is shown."""
    customer = await office.customer()
    await office.ana.chooses(value, f"ready:{customer}")
    assert ("homologacao", True) == (
        environment(office, customer),
        "Faltam 3 itens para emitir." in office.ana.said(),
    )


@pytest.mark.parametrize("value", ["live", "live!", "live!!"])
async def test_who_is_suspended_does_not_go_live(office: Office, value: str) -> None:
    """Suspended while it was asked, too."""
    customer = await ready(office)
    await office.stores.customers.suspend("sol", customer, suspended=True)
    await office.ana.chooses(value, f"ready:{customer}")
    assert ("homologacao", ready_texts.READY_SUSPENDED) == (
        environment(office, customer),
        office.ana.prompt.text,
    )


async def test_who_did_it_is_noted(office: Office) -> None:
    """With the customer's other deeds."""
    customer = await ready(office)
    await office.ana.chooses("live!!", f"ready:{customer}")
    done = await office.stores.ports.deeds.of("sol", customer)
    assert [("configured", "Ana Lima"), ("went_live", "Ana Lima")] == [(d.what, d.by) for d in done]


async def test_the_list_goes_into_the_customers_chat(office: Office) -> None:
    """Aside of what is being asked there, with its buttons."""
    customer = await office.customer()
    owner = await owned(office, customer)
    await owner.chooses("first_access", f"ready:{customer}")
    await office.ana.chooses("send", f"ready:{customer}")
    assert (True, ready_texts.NEWS_LIST.format(reseller="Contábil Sol"), "company.confirm") == (
        owner.prompt.aside,
        owner.prompt.notice,
        owner.at,
    )
    assert "first_access" in owner.values()


async def test_a_customer_sends_nobody_a_list(office: Office) -> None:
    """The button is a reseller's; forged, it shows the list."""
    customer = await office.customer()
    owner = await owned(office, customer)
    await owner.chooses("send", f"ready:{customer}")
    assert [f"ready:{customer}"] == [prompt.id for prompt in owner.answers]
    assert not office.ana.prompts


async def test_the_list_is_forwarded_where_there_is_no_chat(office: Office) -> None:
    """As a message of its own, with whom to ask."""
    customer = await office.customer()
    await office.ana.chooses("send", f"ready:{customer}")
    (forwarded,) = [prompt for prompt in office.ana.answers if prompt.forward]
    assert "Certificado digital" in forwarded.text
    assert "fale com Contábil Sol: (11) 4000-1234" in forwarded.text


async def test_an_unwanted_list_is_not_shown(office: Office) -> None:
    """To somebody whose registration is another one by now."""
    customer = await office.customer()
    owner = await owned(office, customer)
    other = (await office.stores.customers.register(CUSTOMERS["another customer"])).id
    await office.stores.people.own_registration(owner.account, other)
    await office.ana.chooses("send", f"ready:{customer}")
    assert [] == owner.prompts


@pytest.mark.parametrize(
    ("changed", "item", "label"),
    [
        ({"tax_regime": ""}, "tax_regime", "Fazer a primeira configuração"),
        ({"password_hash": "hash", "must_change": True}, "password", "Mandar o link da senha"),
        ({"state_registration": "ISENTO"}, "state_registration", "Fazer a primeira configuração"),
    ],
)
async def test_each_thing_that_is_missing_has_its_way(
    office: Office, changed: dict[str, object], item: Item, label: str
) -> None:
    """As a button, once."""
    customer = (await office.stores.customers.register(replace(PADARIA, **changed))).id  # type: ignore[arg-type]
    await office.ana.chooses("show", f"ready:{customer}")
    assert 1 == office.ana.labels().count(label)


async def test_a_password_good_for_the_first_access_is_to_be_changed(office: Office) -> None:
    """It says so, to both."""
    temporary = replace(PADARIA, password_by="typed", password_hash="hash", must_change=True)
    customer = (await office.stores.customers.register(temporary)).id
    owner, said = await owned(office, customer), []
    for person in (office.ana, owner):
        await person.chooses("show", f"ready:{customer}")
        said.append("Senha: a de agora só vale para o primeiro acesso, falta criar outra" in person.said())
    assert [True, True] == said


async def test_without_a_page_a_customer_is_told_whom_to_ask(office: Office) -> None:
    """There is none where a password could be created."""
    customer = await office.customer()
    owner = await owned(office, customer)
    office.stores.links._available = False
    await owner.chooses("password", f"ready:{customer}")
    assert "Fale com Contábil Sol: (11) 4000-1234" in owner.said()
