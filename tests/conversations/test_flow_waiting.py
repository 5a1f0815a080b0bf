"""While a lookup runs, after it, and without it."""

import pytest

from conversations.ports.companies import Company
from tests.conversations.chatting import Chatting
from tests.conversations.samples import BEBIDAS, PADARIA, SP_IES, UNKNOWN_CNPJ


@pytest.fixture
def chat() -> Chatting:
    return Chatting()


async def test_by_hand_goes_on_without_the_lookup(chat: Chatting) -> None:
    """Nobody has to wait."""
    await chat.reach("company.lookup", company__tax_id=PADARIA.tax_id)
    await chat.taps("Preencher à mão")
    assert "company.legal_name" == chat.at


async def test_a_late_lookup_fills_quietly(chat: Chatting) -> None:
    """The person who went on by hand is not interrupted, and need not type what came meanwhile."""
    await chat.reach("company.lookup", company__tax_id=PADARIA.tax_id)
    await chat.taps("Preencher à mão")
    said = await chat.arrives()
    await chat.types("Padaria Nossa Ltda")
    assert ([], "address.confirm", "Padaria Nossa Ltda") == (
        said,
        chat.at,
        chat.draft.get("company.legal_name"),
    )


async def test_a_lookup_twice_changes_nothing(chat: Chatting) -> None:
    """Results come at least once."""
    await chat.reach("company.lookup", company__tax_id=PADARIA.tax_id)
    task = chat.tasks[0]
    await chat.arrives()
    answers = dict(chat.draft.answers)
    said = await chat.arrives(task)
    assert ([], answers) == (said, chat.draft.answers)


async def test_a_lookup_of_a_dropped_draft_is_nothing(chat: Chatting) -> None:
    """It was cancelled meanwhile."""
    await chat.reach("company.lookup", company__tax_id=PADARIA.tax_id)
    await chat.commands("cancelar")
    await chat.taps("Sim, cancelar")
    assert ([], {}) == (await chat.arrives(), chat.chat.drafts)


async def test_a_lookup_leaves_somebody_in_the_menu_alone(chat: Chatting) -> None:
    """What it brought is there when they come back."""
    await chat.reach("company.lookup", company__tax_id=PADARIA.tax_id)
    await chat.commands("menu")
    said = await chat.arrives()
    await chat.taps("Continuar cadastro")
    assert ([], "address.confirm") == (said, chat.at)


@pytest.mark.parametrize(("down", "words"), [(True, "Não consegui consultar"), (False, "Não encontrei")])
async def test_a_failed_lookup_goes_on_by_hand(chat: Chatting, down: bool, words: str) -> None:
    """It says so in one line and asks for the name."""
    chat.companies.down = down
    await chat.reach("company.legal_name", company__tax_id=UNKNOWN_CNPJ)
    assert (True, 1) == (chat.prompt.notice.startswith(words), len(chat.prompt.notice.splitlines()))


async def test_anything_said_while_it_runs_is_answered(chat: Chatting) -> None:
    """With patience, and the way out."""
    await chat.reach("company.lookup", company__tax_id=PADARIA.tax_id)
    await chat.types("e aí?")
    assert ("company.lookup", True) == (chat.at, "Ainda estou consultando" in chat.said())


async def asked_for_the_ie(chat: Chatting, tax_id: str) -> None:
    """The company has come, and its registrations have not."""
    chat.companies.late = True
    await chat.reach("company.state_registration", company__tax_id=tax_id)


async def test_the_ie_comes_while_it_is_asked(chat: Chatting) -> None:
    """The form goes on with it, and says so."""
    await asked_for_the_ie(chat, PADARIA.tax_id)
    await chat.arrives()
    assert ("address.confirm", SP_IES[0], True) == (
        chat.at,
        chat.draft.get("company.state_registration"),
        "Encontrei a Inscrição Estadual 111.222.330.112" in chat.prompt.notice,
    )


async def test_several_ies_come_while_one_is_asked(chat: Chatting) -> None:
    """They become buttons of the question that waits."""
    await asked_for_the_ie(chat, BEBIDAS.tax_id)
    await chat.arrives()
    assert ("company.state_registration", [SP_IES[1], SP_IES[2], "ISENTO"], True) == (
        chat.at,
        chat.values()[:3],
        chat.prompt.replaces,
    )


async def test_the_ie_that_came_can_be_corrected_with_voltar(chat: Chatting) -> None:
    """It was nobody's word: the question it answered is one step back."""
    await asked_for_the_ie(chat, PADARIA.tax_id)
    await chat.arrives()
    await chat.taps("Voltar")
    assert "company.state_registration" == chat.at


async def test_an_ie_typed_while_another_comes_is_taken(chat: Chatting) -> None:
    """Nobody could know that the form went on: what is no answer there is one to the question before."""
    await asked_for_the_ie(chat, PADARIA.tax_id)
    await chat.arrives()
    await chat.types("isento")
    assert ("address.confirm", "ISENTO", "person") == (
        chat.at,
        chat.draft.get("company.state_registration"),
        chat.draft.origin("company.state_registration"),
    )


async def test_what_answers_nothing_is_refused_by_what_is_asked(chat: Chatting) -> None:
    """The question that is shown says what is wrong."""
    await asked_for_the_ie(chat, PADARIA.tax_id)
    await chat.arrives()
    await chat.types("oi?")
    assert ("address.confirm", SP_IES[0]) == (chat.at, chat.draft.get("company.state_registration"))


@pytest.mark.parametrize("company", [PADARIA, BEBIDAS], ids=["one", "several"])
async def test_ies_later_than_the_answer_change_nothing(chat: Chatting, company: Company) -> None:
    """A person's word stays, and nobody is interrupted."""
    await asked_for_the_ie(chat, company.tax_id)
    await chat.types("ISENTO")
    answers = dict(chat.draft.answers)
    said = await chat.arrives()
    assert ([], answers) == (said, chat.draft.answers)


async def test_ies_before_their_question_answer_it(chat: Chatting) -> None:
    """While the company is still looked up, too: it is then never asked."""
    await chat.reach("company.lookup", company__tax_id=PADARIA.tax_id)
    chat.companies.late = True
    company, registrations = chat.tasks
    said = await chat.arrives(registrations)
    await chat.arrives(company)
    assert ([], "address.confirm") == (said, chat.at)


async def test_ies_of_a_company_nobody_could_look_up(chat: Chatting) -> None:
    """They tell its state too, and both are then asked of nobody."""
    chat.companies.down = True
    await chat.reach("company.legal_name", company__tax_id=PADARIA.tax_id)
    chat.companies.down = False
    await chat.arrives()
    await chat.reach("address.cep")
    told = [chat.draft.get(id_) for id_ in ("address.state", "company.state_registration")]
    assert ["SP", SP_IES[0]] == told


async def test_no_ies_disturb_nobody(chat: Chatting) -> None:
    """A register that is away is not the person's business."""
    await asked_for_the_ie(chat, PADARIA.tax_id)
    chat.companies.down = True
    assert [] == await chat.arrives()


async def test_ies_leave_somebody_in_the_menu_alone(chat: Chatting) -> None:
    """What they bring is there when the person comes back."""
    await asked_for_the_ie(chat, PADARIA.tax_id)
    await chat.commands("menu")
    said = await chat.arrives()
    assert ([], SP_IES[0]) == (said, chat.draft.get("company.state_registration"))


async def test_ies_of_another_cnpj_are_nothing(chat: Chatting) -> None:
    """The CNPJ was corrected meanwhile."""
    await asked_for_the_ie(chat, PADARIA.tax_id)
    registrations = chat.tasks.pop()
    await chat.taps("Voltar")
    await chat.types(UNKNOWN_CNPJ)
    said = await chat.arrives(registrations)
    assert ([], None) == (said, chat.draft.get("company.state_registration"))
