"""Whatever is tapped, typed or sent in a first access is answered, and what is saved can be issued with."""

import asyncio

from hypothesis import given, note, settings
from hypothesis import strategies as st

from conversations.first_access import rules
from conversations.ports.customers import Registration
from conversations.ports.first_access import ENVIRONMENTS, Configuration
from conversations.prompt import Reply
from conversations.readers import EXEMPT, state_registration
from tests.contracts.registers import CITIES
from tests.conversations.people import Office
from tests.kit.drawings import drawing
from tests.kit.given import CATEGORIES, CUSTOMERS
from tests.kit.somebody import Somebody, values_of

TYPED = [
    "SP", "RJ", "Niterói", "São Paulo", "isento", "111.222.330.112", "99.999.99-3", "1.234.567-8", "0", "1",
    "889", "890", "920", "969", "1.520", "999999998", "999999999", "sim", "não", "voltar", "oi",
    "manter como está", "cancelar", "não, continuar", "🎉", "", "salvar configuração", "qualquer coisa",
]  # fmt: skip
FORGED = [
    ".edit:1", ".edit:2", ".edit:3", ".finish", ".keep", ".back", ".none", "x", "yes", "no", "A3", "review",
]  # fmt: skip
PICTURES = {"logo": drawing(), "letter": b"%PDF", "dot": drawing(size=(1, 1))}
GOOD = {"company.state_registration": "111.222.330.112", "company.municipal_registration": "1234"}
ADVANCE, TAP, TYPE, SEND, ARRIVE, FORGE = "advance", "tap", "type", "send", "arrive", "forge"
DEEDS = st.tuples(
    st.sampled_from([*[ADVANCE] * 12, *[TAP] * 4, TYPE, SEND, ARRIVE, ARRIVE, FORGE]), st.integers(0, 10**6)
)


@settings(max_examples=60, deadline=None)
@given(who=st.sampled_from(sorted(CUSTOMERS)), deeds=st.lists(DEEDS, min_size=10, max_size=80))
def test_whatever_is_said(who: str, deeds: list[tuple[str, int]]) -> None:
    """Each is answered, no answer fails, and what is saved keeps the tax offices' rules."""
    asyncio.run(said(CUSTOMERS[who], deeds))


async def said(registration: Registration, deeds: list[tuple[str, int]]) -> None:
    office = Office()
    customer = (await office.stores.customers.register(registration)).id
    await office.ana.chooses("first_access", f"ready:{customer}")
    for what, number in deeds:
        note(f"{office.ana.at}: {what} {number}")
        assert await do(office, office.ana, what, number) or what == ARRIVE
        office.pass_time(seconds=10)
    for configuration in office.stores.first_access.configured.values():
        assert_can_issue(registration, configuration)


async def do(office: Office, ana: Somebody, what: str, number: int) -> bool:
    """Does something; whether it was answered."""
    values = values_of(ana.prompt)
    if what == ADVANCE and not ana.at:
        return bool(await ana.chooses("first_access", "ready:customer1"))
    if what == ADVANCE:
        typed = GOOD.get(ana.at)
        return bool(await (ana.types(typed) if typed else ana.chooses(values[0])))
    if what == ARRIVE:
        return bool(ana.tasks and await ana.arrives())
    if what == SEND:
        name = sorted(PICTURES)[number % len(PICTURES)]
        file = office.stores.sends(name, PICTURES[name])
        return bool(await ana.reply(Reply(media="photo", file=file, ref="1")))
    if what == TYPE or not values:
        return bool(await ana.types(TYPED[number % len(TYPED)]))
    there = values if what == TAP else FORGED
    return bool(await ana.chooses(there[number % len(there)]))


def assert_can_issue(registration: Registration, kept: Configuration) -> None:
    """By the rules of each field, whatever led there."""
    plans = (plan for shelf in CATEGORIES for plan in shelf.plans if plan.id in registration.plan_ids)
    documents = [document for plan in plans for document in plan.documents]
    issued = [one for one in documents if rules.can_issue(one, registration.tax_id)]
    city = CITIES.named(kept.city, kept.state)
    assert city
    assert kept.city_code == city.code
    assert kept.state_registration == state_registration(kept.state_registration, kept.state)
    assert kept.state_registration != EXEMPT or rules.may_be_exempt(documents, kept.state)
    assert kept.tax_regime in {"1", "2", "3", "4"}
    assert kept.municipal_registration or not rules.needs_municipal_registration(documents)
    assert kept.certificate_type in {"A1", "A3"}
    numbered = [(one.document, one.environment) for one in kept.numberings]
    assert [(document, environment) for document in issued for environment in ENVIRONMENTS] == numbered
    for one in kept.numberings:
        assert one.series in rules.series(one.document, registration.tax_id)
        assert rules.FIRST_NUMBER <= one.next_number <= rules.LAST_NUMBER
