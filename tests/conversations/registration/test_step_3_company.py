"""The company: what its lookup fills, and what a changed CNPJ means."""

from dataclasses import replace

import pytest

from conversations.ports.companies import StateRegistration
from tests.conversations.chatting import Chatting
from tests.conversations.registration.corrections import correct
from tests.conversations.samples import BAIXADA, BEBIDAS, PADARIA, PECAS, RURAL, SP_IES, UNKNOWN_CNPJ


@pytest.fixture
def chat() -> Chatting:
    return Chatting()


SLIP, MEANT = "12.345.678/0001-96", "12.345.678/0001-95"


async def test_a_slip_is_not_taken_without_a_tap(chat: Chatting) -> None:
    """What was meant is on a button, and the question still waits."""
    await chat.reach("company.tax_id")
    await chat.types(SLIP)
    assert ("company.tax_id", MEANT, None) == (chat.at, chat.labels()[0], chat.draft.get("company.tax_id"))


async def test_a_tapped_number_is_the_persons_word(chat: Chatting) -> None:
    """As if it had been typed."""
    await chat.reach("company.tax_id")
    await chat.types(SLIP)
    await chat.taps(MEANT)
    assert (PADARIA.tax_id, "person", "company.lookup") == (
        chat.draft.get("company.tax_id"),
        chat.draft.origin("company.tax_id"),
        chat.at,
    )


async def test_another_number_can_be_typed_instead(chat: Chatting) -> None:
    """What is offered is an offer."""
    await chat.reach("company.tax_id")
    await chat.types(SLIP)
    await chat.types("123.456.789-09")
    assert ("12345678909", "company.legal_name") == (chat.draft.get("company.tax_id"), chat.at)


@pytest.mark.parametrize("value", ["12345678000195x", "99000103000119", "0", ""])
async def test_a_number_that_was_not_offered_is_not_taken(chat: Chatting, value: str) -> None:
    """A button's value is checked, even where it is a valid number."""
    await chat.reach("company.tax_id")
    await chat.types(SLIP)
    await chat.chooses(value)
    assert (None, True) == (chat.draft.get("company.tax_id"), "não vale mais" in chat.said())


async def test_what_was_offered_for_another_slip_is_offered_no_more(chat: Chatting) -> None:
    """The button of the first slip says so after the second."""
    await chat.reach("company.tax_id")
    await chat.types(SLIP)
    first = chat.prompt
    await chat.types("99.000.103/0001-91")
    await chat.chooses(PADARIA.tax_id, on=first)
    assert (None, True) == (chat.draft.get("company.tax_id"), "não vale mais" in chat.said())


async def test_an_offer_is_gone_when_its_question_is_left(chat: Chatting) -> None:
    """Voltar and back again asks plainly."""
    await chat.reach("company.tax_id")
    await chat.types(SLIP)
    await chat.taps("Voltar")
    await chat.types("O cliente cria pelo link")
    assert ["Voltar", "Cancelar"] == chat.labels()


async def test_a_button_of_an_answered_offer_is_old(chat: Chatting) -> None:
    """It says so, and asks what is asked now."""
    await chat.reach("company.tax_id")
    await chat.types(SLIP)
    offer = chat.prompt
    await chat.types("123.456.789-09")
    await chat.chooses(PADARIA.tax_id, on=offer)
    assert ("12345678909", True) == (chat.draft.get("company.tax_id"), "pergunta anterior" in chat.said())


async def test_a_slip_in_a_correction_keeps_what_there_is(chat: Chatting) -> None:
    """Until a button is tapped, or Manter como está."""
    await chat.reach("review", company__tax_id=PADARIA.tax_id)
    await correct(chat, "Empresa", "CNPJ", "99.000.103/0001-18")
    before = chat.labels()[:2]
    await chat.taps("99.000.103/0001-19")
    assert (["99.000.103/0001-19", "Manter como está"], BEBIDAS.tax_id) == (
        before,
        chat.draft.get("company.tax_id"),
    )


async def test_changed_cnpj_refills_what_its_lookup_filled(chat: Chatting) -> None:
    """A new CNPJ brings its own name, trade name and regime."""
    await chat.reach("review", company__tax_id=PADARIA.tax_id)
    await correct(chat, "Empresa", "CNPJ", BEBIDAS.tax_id)
    told = [chat.draft.get(f"company.{part}") for part in ("legal_name", "trade_name", "tax_regime")]
    assert ["BEBIDAS EXEMPLO LTDA", "BEBIDAS", "3"] == told


async def test_changed_cnpj_keeps_corrections(chat: Chatting) -> None:
    """A new CNPJ keeps what the person corrected."""
    await chat.reach("review", company__tax_id=PADARIA.tax_id)
    await correct(chat, "Empresa", "Nome fantasia", "Pão Nosso")
    await correct(chat, "Empresa", "CNPJ", BEBIDAS.tax_id)
    assert ("Pão Nosso", "person") == (
        chat.draft.get("company.trade_name"),
        chat.draft.origin("company.trade_name"),
    )


async def test_cnpj_changed_back_brings_the_old_answers_back(chat: Chatting) -> None:
    """What the first lookup said holds again, without another one."""
    await chat.reach("review", company__tax_id=PADARIA.tax_id)
    await correct(chat, "Empresa", "CNPJ", UNKNOWN_CNPJ)
    await chat.taps("Voltar")
    await chat.types(PADARIA.tax_id)
    await chat.reach("review")
    assert "PADARIA EXEMPLO LTDA" == chat.draft.get("company.legal_name")


async def test_unknown_cnpj_asks_what_the_old_lookup_told(chat: Chatting) -> None:
    """The state, too, though a CEP had confirmed it."""
    await chat.reach("review", company__tax_id=RURAL.tax_id)
    assert "PR" == chat.draft.get("address.state")
    await correct(chat, "Empresa", "CNPJ", UNKNOWN_CNPJ)
    asked = [chat.at]
    for answer in ("Agro Ltda", "Não tem"):
        await chat.types(answer)
        asked.append(chat.at)
    assert ["company.legal_name", "company.trade_name", "address.state"] == asked


async def test_answers_remember_their_origin(chat: Chatting) -> None:
    """A person's, a lookup's, or the only one there could be."""
    chat = Chatting(plans=Chatting().plans.categories["sol"][:1])
    await chat.reach("review", company__tax_id=PADARIA.tax_id)
    ids = ("plan.category", "plan.plans", "company.legal_name")
    assert ["only", "person", "lookup"] == [chat.draft.origin(id_) for id_ in ids]


async def test_one_active_ie_fills(chat: Chatting) -> None:
    """Exactly one active in the state needs no question."""
    await chat.reach("review", company__tax_id=PADARIA.tax_id)
    assert (SP_IES[0], "lookup") == (
        chat.draft.get("company.state_registration"),
        chat.draft.origin("company.state_registration"),
    )


async def test_several_active_ies_are_offered(chat: Chatting) -> None:
    """Those of the state, and ISENTO; not the inactive one, nor the other state's."""
    await chat.reach("company.state_registration", company__tax_id=BEBIDAS.tax_id)
    values = [choice.value for row in chat.prompt.choices for choice in row]
    assert [SP_IES[1], SP_IES[2], "ISENTO"] == values[:3]


async def test_an_offered_ie_is_taken_at_the_first_tap() -> None:
    """However it begins: the register knows it, and nobody is asked whether they are sure."""
    numbers = ("300000001", "300000002")
    ies = tuple(StateRegistration(number=number, state="GO", active=True) for number in numbers)
    chat = Chatting(companies=[replace(BEBIDAS, state="GO", registrations=ies)])
    await chat.reach("company.state_registration", company__tax_id=BEBIDAS.tax_id)
    await chat.taps(chat.labels()[0])
    assert ("300000001", False) == (
        chat.draft.get("company.state_registration"),
        chat.at == "company.state_registration",
    )


async def test_foreign_and_inactive_ies_are_not_offered(chat: Chatting) -> None:
    """They are not this company's in this state."""
    await chat.reach("company.state_registration", company__tax_id=PECAS.tax_id)
    assert "ISENTO" == chat.labels()[0]


async def test_doubtful_ie_is_taken_when_said_again(chat: Chatting) -> None:
    """A beginning the rules do not know needs a second confirmation, here by typing."""
    await chat.reach("company.state_registration", address__state="AL")
    await chat.types("990000000")
    asked_twice = chat.at
    await chat.types("99.000.000-0")
    assert ("company.state_registration", "990000000") == (
        asked_twice,
        chat.draft.get("company.state_registration"),
    )


async def test_doubt_is_forgotten_with_another_answer(chat: Chatting) -> None:
    """After a wrong number the old doubt is no longer on a button."""
    await chat.reach("company.state_registration", address__state="AL")
    await chat.types("990000000")
    offered = "Usar assim mesmo" in chat.labels()
    await chat.types("240000049")
    assert (True, False) == (offered, "Usar assim mesmo" in chat.labels())


async def test_inactive_company_asks_twice(chat: Chatting) -> None:
    """Its status is shown, and going on is a decision."""
    await chat.reach("company.status_check", company__tax_id=BAIXADA.tax_id)
    assert ("BAIXADA" in chat.said(), "Continuar mesmo assim") == (True, chat.labels()[0])


async def registered(chat: Chatting, **answers: str) -> None:
    await chat.reach("review", **answers)
    await chat.taps("Iniciar teste grátis")


async def test_repeat_shows_the_customer(chat: Chatting) -> None:
    """The reseller has this tax id with this IE: the customer can be looked at."""
    await registered(chat, company__tax_id=PADARIA.tax_id)
    await chat.reach("company.repeat", company__tax_id=PADARIA.tax_id, contact__email="outra@padaria.com.br")
    before = "maria@padaria.com.br" in chat.said()
    await chat.taps("Ver o cadastro")
    assert (False, True) == (before, "maria@padaria.com.br" in chat.said())


async def test_repeat_with_another_ie_is_no_repeat(chat: Chatting) -> None:
    """The same company may have a second IE."""
    await registered(chat, company__tax_id=PADARIA.tax_id)
    await chat.reach("company.repeat", company__tax_id=PADARIA.tax_id, contact__email="outra@padaria.com.br")
    await chat.taps("Informar outra IE")
    await chat.types(SP_IES[1])
    assert "address.confirm" == chat.at


async def test_repeat_with_another_tax_id(chat: Chatting) -> None:
    """The number was wrong: it is asked again."""
    await registered(chat, company__tax_id=PADARIA.tax_id)
    await chat.reach("company.repeat", company__tax_id=PADARIA.tax_id, contact__email="outra@padaria.com.br")
    await chat.taps("Corrigir o CNPJ ou CPF")
    assert "company.tax_id" == chat.at


async def test_voltar_passes_a_settled_repeat_by(chat: Chatting) -> None:
    """It is not claimed again of an IE that repeats nothing."""
    await registered(chat, company__tax_id=PADARIA.tax_id)
    await chat.reach("company.repeat", company__tax_id=PADARIA.tax_id, contact__email="outra@padaria.com.br")
    await chat.taps("Informar outra IE")
    await chat.types(SP_IES[1])
    await chat.taps("Voltar")
    assert "company.state_registration" == chat.at
