"""Invites opened by everybody, at any moment, and what becomes of whoever is in the middle."""

from dataclasses import replace

import pytest

from conversations.desk import texts as desk_texts
from conversations.ports.people import Account, Person
from conversations.prompt import BACK, Contact, Reply
from conversations.registration import texts
from conversations.words import OLD_BUTTON
from tests.conversations.people import Office
from tests.fakes.invites import FakeInvites
from tests.kit.given import CATEGORIES, PADARIA, SOL
from tests.kit.somebody import Somebody
from tests.kit.two_resellers import LUA, registers_alone

ENDED = texts.INVITE_ENDED_MEANWHILE.format(support=texts.reachable(SOL))
BRUNO = Person("bruno", "Bruno", LUA)


@pytest.fixture
def office() -> Office:
    return Office()


async def in_the_middle(office: Office, payload: str) -> Somebody:
    """A guest who is asked for a phone."""
    gil = office.comes("Gil")
    await gil.commands("start", payload)
    await gil.taps("Concordo")
    await gil.types("Gil Gomes")
    return gil


async def at_the_end(office: Office, payload: str) -> Somebody:
    """A guest who has only "Iniciar teste grátis" to tap."""
    gil = office.comes("Gil")
    await registers_alone(gil, payload, finish=False)
    return gil


def kept(office: Office) -> tuple[int, int]:
    """How many customers there are, and how many own their registration."""
    return len(office.stores.customers.kept), len(office.stores.people.owned)


async def test_own_name_of_any_length_is_one_tap(office: Office) -> None:
    """A name that no button's data has room for is offered, and taken whole."""
    name = "Maria Aparecida da Conceição dos Santos Oliveira"
    gil = office.comes(name)
    await gil.commands("start", await office.invite())
    await gil.taps("Concordo")
    assert "contact.name" == gil.at
    await gil.taps(name)
    assert (name, "contact.phone") == (gil.draft.get("contact.name"), gil.at)


async def test_reopened_in_the_middle_it_goes_on(office: Office) -> None:
    """With everything said so far."""
    payload = await office.invite()
    gil = await in_the_middle(office, payload)
    await gil.commands("start", payload)
    assert ("contact.phone", "Gil Gomes", "Você parou em: Telefone.") == (
        gil.at,
        gil.draft.get("contact.name"),
        gil.prompt.notice,
    )


async def test_a_second_invite_asks_for_consent_again(office: Office) -> None:
    """Of another reseller, whose notice it is; what was said about oneself is kept."""
    gil = await in_the_middle(office, await office.invite())
    await gil.commands("start", await office.invite(of=BRUNO, plans=()))
    assert ("consent.version", True, "Gil Gomes") == (
        gil.at,
        "Escritório Lua convida você" in gil.said(),
        gil.draft.get("contact.name"),
    )


async def test_a_second_invite_sells_only_its_own(office: Office) -> None:
    """No plan of the first reseller is registered with the second."""
    gil = await at_the_end(office, await office.invite())
    await gil.commands("start", await office.invite(of=BRUNO, plans=()))
    await gil.taps("Concordo")
    for label in ("Transporte", "Emissor CT-e", "Avançar"):
        await gil.taps(label)
    await gil.chooses(".finish")
    made = office.stores.registrations[0]
    assert ("lua", ("ctelua",), "invite2") == (made.reseller_id, made.plan_ids, made.invite_id)


async def test_back_on_the_first_invite_the_second_is_left(office: Office) -> None:
    """A customer of the first opens another, and the first again: their registration is shown, and what is
    typed then is no answer to the other reseller's question.
    """
    first, second = await office.invite(), await office.invite(of=BRUNO, plans=())
    joao = office.comes("João")
    await registers_alone(joao, first)
    await joao.commands("start", second)
    await joao.taps("Concordo")
    await joao.commands("start", first)
    await joao.types("João Outro")
    assert ("Contábil Sol" in joao.said(), joao.at) == (True, "")
    await joao.commands("start", second)
    assert joao.at.startswith("plan.")


async def test_an_invite_that_is_no_good_leaves_the_good_one(office: Office) -> None:
    """It is said, and the question asked again."""
    gil = await in_the_middle(office, await office.invite())
    await gil.commands("start", "c_unknown")
    assert ("contact.phone", texts.INVITE_ENDED) == (gil.at, gil.prompt.notice)


@pytest.mark.parametrize("state", ["revoked", "expired", "used up", "unknown"])
async def test_every_bad_invite_is_answered_alike(office: Office, state: str) -> None:
    """So that it tells nothing."""
    payload = await office.invite(uses=1)
    if state == "revoked":
        await office.stores.invites.revoke("sol", "invite1")
    elif state == "expired":
        office.pass_time(days=31)
    elif state == "used up":
        await registers_alone(office.comes("João"), payload)
    else:
        payload = "c_unknown"
    gil = office.comes("Gil")
    await gil.commands("start", payload)
    assert (texts.INVITE_ENDED, False, {}) == (gil.prompt.notice, "Sol" in gil.said(), gil.chat.drafts)


@pytest.mark.parametrize("how", ["revoked", "expired"])
@pytest.mark.parametrize(
    "said", [Reply(text="(11) 98765-4321"), Reply(command="start"), Reply(choice=BACK, prompt="x:y")]
)
async def test_an_invite_that_ends_in_the_middle(office: Office, how: str, said: Reply) -> None:
    """Whatever comes next is answered by that, with whom to ask, and what was said is forgotten."""
    gil = await in_the_middle(office, await office.invite())
    await end(office, how)
    await gil.reply(said)
    assert (ENDED, {}, "") == (gil.prompt.text, gil.chat.drafts, gil.chat.active)


@pytest.mark.parametrize("how", ["revoked", "expired"])
async def test_an_invite_that_ends_at_the_end(office: Office, how: str) -> None:
    """Nobody is registered."""
    gil = await at_the_end(office, await office.invite())
    await end(office, how)
    await gil.chooses(".finish")
    assert (ENDED, (0, 0)) == (gil.prompt.text, kept(office))


async def end(office: Office, how: str) -> None:
    if how == "revoked":
        await office.stores.invites.revoke("sol", "invite1")
    else:
        office.pass_time(days=31)


async def test_an_invite_that_ends_while_something_is_looked_up(office: Office) -> None:
    """Whoever waits is told as soon as the answer comes."""
    gil = await in_the_middle(office, await office.invite())
    for text in ("(11) 98765-4321", "gil@pessoa.example", "12345678000195"):
        await gil.types(text)
    await end(office, "revoked")
    await gil.arrives()
    assert (ENDED, {}) == (gil.prompt.text, gil.chat.drafts)


async def test_the_last_place_goes_to_the_first(office: Office) -> None:
    """The other one gets polite words, and nothing of theirs is kept."""
    payload = await office.invite(uses=1)
    gil, rui = await at_the_end(office, payload), office.comes("Rui")
    await registers_alone(rui, payload, tax_id="987.654.321-00")
    await gil.chooses(".finish")
    assert (ENDED, {}, (1, 1)) == (gil.prompt.text, gil.chat.drafts, kept(office))


async def test_the_last_place_taken_in_this_very_moment(office: Office) -> None:
    """Between the look at the invite and the registration: it is undone."""
    gil = await at_the_end(office, await office.invite(uses=1))

    class Slow(FakeInvites):
        """Somebody else is quicker."""

        async def take_place(self, account: Account) -> None:
            self.made[0].invite = replace(self.made[0].invite, registered=1)
            await super().take_place(account)

    office.stores.invites.__class__ = Slow
    await gil.chooses(".finish")
    assert (ENDED, {}, (0, 0)) == (gil.prompt.text, gil.chat.drafts, kept(office))


async def test_a_registered_customer_opens_it_again(office: Office) -> None:
    """And sees their own registration, also when it is used up or revoked by then."""
    payload = await office.invite(uses=1)
    joao = office.comes("João")
    await registers_alone(joao, payload)
    await office.stores.invites.revoke("sol", "invite1")
    await joao.commands("start", payload)
    assert "Este é o seu cadastro com Contábil Sol:\n\nJoão Pessoa" in joao.said()


async def test_a_removed_customer_is_a_stranger(office: Office) -> None:
    """Where the invite is over; nothing of them is there to be shown."""
    joao = office.comes("João")
    await registers_alone(joao, await office.invite(uses=1))
    await office.stores.customers.remove("sol", "customer1")
    await office.stores.invites.revoke("sol", "invite1")
    await joao.commands("start")
    assert (desk_texts.STRANGER, False) == (joao.prompt.notice, "João" in joao.said())


async def test_a_removed_customer_may_register_again(office: Office) -> None:
    """While the invite is good, on the same place."""
    payload = await office.invite(uses=1)
    joao = office.comes("João")
    await registers_alone(joao, payload)
    await office.stores.customers.remove("sol", "customer1")
    office.pass_time(minutes=1)
    await registers_alone(joao, payload)
    assert (1, 1) == (len(office.stores.registrations), office.stores.invites.made[0].invite.registered)


async def test_a_guest_who_becomes_a_resellers_person(office: Office) -> None:
    """The registration begun as a customer is dropped, and it is said: its words and plans were another's."""
    gil = await in_the_middle(office, await office.invite())
    office.stores.people.offer("bom", LUA)
    await gil.commands("start", "r_bom")
    assert ({}, True, "Novo cadastro") == (
        gil.chat.drafts,
        desk_texts.OWN_DROPPED in gil.said(),
        gil.labels()[0],
    )


async def test_a_resellers_person_who_becomes_a_guest(office: Office) -> None:
    """What was typed about a reseller's customer is nothing of theirs."""
    await office.ana.types("Novo cadastro")
    for said in ("Emissores Fiscais", "Emissor NF-e", "Avançar", "Maria Souza"):
        await office.ana.types(said)
    del office.stores.people.persons[office.ana.account]
    await office.ana.commands("start", await office.invite())
    assert (False, "consent.version") == (office.ana.draft.holds("contact.name"), office.ana.at)


async def test_nobody_is_told_of_an_invite_they_never_had(office: Office) -> None:
    """A person who left a reseller is a stranger, and their drafts are gone."""
    await office.ana.types("Novo cadastro")
    del office.stores.people.persons[office.ana.account]
    await office.ana.types("oi")
    assert (desk_texts.STRANGER, {}) == (office.ana.prompt.notice, office.ana.chat.drafts)


async def test_fixed_plans_that_are_all_gone(office: Office) -> None:
    """The customer chooses from what is still sold."""
    payload = await office.invite(plans=("nfe",))
    office.stores.plans.categories["sol"] = CATEGORIES[1:]
    gil = await in_the_middle(office, payload)
    assert ("plan.plans", "⬜ Emissor CT-e · R$ 1.049,90") == (gil.at, gil.labels()[0])


async def test_what_the_invite_offered_is_hidden(office: Office) -> None:
    """The customer is told politely, and whom to ask, before choosing among the rest."""
    payload = await office.invite(plans=("nfe",))
    office.stores.plans.hidden.add("nfe")
    gil = await in_the_middle(office, payload)
    assert ("plan.plans", True) == (gil.at, texts.sold_out(texts.reachable(SOL)) in gil.said())


async def test_no_plans_at_all(office: Office) -> None:
    """It is said, with whom to ask, and once there are plans it goes on."""
    payload = await office.invite()
    office.stores.plans.categories["sol"] = ()
    rui = office.comes("Rui")
    await rui.commands("start", payload)
    await rui.taps("Concordo")
    assert texts.nothing_sold(texts.reachable(SOL)) in rui.said()
    office.stores.plans.categories["sol"] = CATEGORIES
    await rui.types("oi")
    await rui.taps("Emissores Fiscais (3)")
    assert "contact.name" == rui.at


async def test_somebody_elses_contact_is_taken_as_if_typed(office: Office) -> None:
    """A number is a number: nothing says that it is verified."""
    gil = await in_the_middle(office, await office.invite())
    await gil.attaches("Outra Pessoa", "+55 21 99123-4567")
    assert ("contact.email", "+5521991234567", "Gil Gomes") == (
        gil.at,
        gil.draft.get("contact.phone"),
        gil.draft.get("contact.name"),
    )


async def test_an_old_button_with_ones_number_answers_nothing(office: Office) -> None:
    """The name that was typed stays, and the question of now is asked."""
    gil = await in_the_middle(office, await office.invite())
    asked = gil.prompt
    await gil.types("voltar")
    await gil.reply(Reply(contact=Contact("+5521991234567", "gil 🎸"), prompt=asked.id, ref="1"))
    assert ("contact.name", "Gil Gomes", OLD_BUTTON) == (
        gil.at,
        gil.draft.get("contact.name"),
        gil.prompt.notice,
    )


@pytest.mark.parametrize("typed", [texts.SHARE_PHONE, "usar meu telefone"])
async def test_ones_own_number_by_the_words_of_its_button(office: Office, typed: str) -> None:
    """Where the channel knows it, and how to write it where not."""
    gil = await in_the_middle(office, await office.invite())
    await gil.types(typed)
    refused = gil.prompt.notice
    await gil.reply(Reply(text=typed, own=Contact("+5521991234567", "gil"), ref="1"))
    assert (True, "contact.email", "+5521991234567", "Gil Gomes") == (
        refused.startswith("Por aqui não vejo o seu número."),
        gil.at,
        gil.draft.get("contact.phone"),
        gil.draft.get("contact.name"),
    )


async def test_a_contact_from_abroad_is_refused(office: Office) -> None:
    """As if typed."""
    gil = await in_the_middle(office, await office.invite())
    await gil.attaches("John", "+1 650 253 0000")
    assert ("contact.phone", True) == (gil.at, "não é do Brasil" in gil.prompt.notice)


async def test_an_email_in_use_tells_the_reseller_and_not_whose(office: Office) -> None:
    """The customer gets the neutral sentence, with the contact; the reseller that it happened."""
    await office.customer()
    gil = await in_the_middle(office, await office.invite())
    await gil.types("(11) 98765-4321")
    await gil.types(PADARIA.email)
    assert (True, [desk_texts.NEWS_EMAIL]) == (
        SOL.support in gil.prompt.notice,
        [prompt.text for prompt in office.ana.prompts],
    )
