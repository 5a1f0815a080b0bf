"""While a lookup runs, after it, and without it."""

import pytest

from tests.conversations.chatting import Chatting
from tests.conversations.samples import PADARIA, UNKNOWN_CNPJ


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
