"""Cancelling and coming back."""

import json
from datetime import timedelta

import pytest

from conversations.draft import Chat
from tests.conversations.chatting import GOOD, Chatting
from tests.conversations.samples import (
    PADARIA,
    UNKNOWN_CNPJ,
)

ASKED_OF_A_PERSON = [state for state in GOOD if state != "address.confirm"]


@pytest.fixture
def chat() -> Chatting:
    return Chatting()


@pytest.mark.parametrize("state", [*ASKED_OF_A_PERSON, "review", "company.lookup"])
async def test_no_returns_to_the_same_place(chat: Chatting, state: str) -> None:
    """Cancelar asks, and "Não, continuar" forgets that it did."""
    answers = {
        "contact__password": "Digitar uma senha",
        "address__cep": "99999-999",
        "address__number": "1000",
    }
    if state in {"company.trade_name", "company.lookup"}:
        answers["company__tax_id"] = UNKNOWN_CNPJ
    await chat.reach(state, **answers)
    shown = chat.prompt
    await chat.types("Cancelar")
    asked = chat.at
    await chat.taps("Não, continuar")
    assert ("cancel", state, shown.text, shown.choices) == (
        asked,
        chat.at,
        chat.prompt.text,
        chat.prompt.choices,
    )


async def test_no_returns_to_the_corrections_menu(chat: Chatting) -> None:
    """To the same step's."""
    await chat.reach("review")
    await chat.taps("Corrigir Contato")
    shown = chat.prompt
    await chat.taps("Cancelar")
    heading = chat.prompt.heading
    await chat.taps("Não, continuar")
    assert (shown.heading, shown.choices) == (heading, chat.prompt.choices)


async def test_no_keeps_the_ticks(chat: Chatting) -> None:
    """Plans ticked and not yet confirmed are still ticked."""
    await chat.reach("plan.plans")
    await chat.taps("Emissor NFC-e")
    ticked = chat.labels()
    await chat.taps("Cancelar")
    await chat.taps("Não, continuar")
    assert ticked == chat.labels()


async def test_no_after_the_lookup_arrived_goes_on(chat: Chatting) -> None:
    """What was waited for has come while the question was open."""
    await chat.reach("company.lookup", company__tax_id=PADARIA.tax_id)
    await chat.types("cancelar")
    await chat.arrives()
    await chat.taps("Não, continuar")
    assert "address.confirm" == chat.at


async def test_yes_drops_the_draft(chat: Chatting) -> None:
    """And says so."""
    await chat.reach("company.tax_id")
    await chat.commands("cancelar")
    await chat.taps("Sim, cancelar")
    assert ({}, "", "Cadastro cancelado") == (chat.chat.drafts, chat.chat.active, chat.prompt.text[:18])


@pytest.mark.parametrize("hours", [0, 5, 24 * 29])
async def test_start_says_where_the_person_stopped(chat: Chatting, hours: int) -> None:
    """And asks the same question, however long ago it was."""
    await chat.reach("contact.email")
    chat.now += timedelta(hours=hours)
    await chat.commands("start")
    assert ("contact.email", "Você parou em: E-mail.") == (chat.at, chat.prompt.notice)


async def test_an_answer_after_hours_is_an_answer(chat: Chatting) -> None:
    """It needs no second saying."""
    await chat.reach("contact.email")
    chat.now += timedelta(hours=5)
    await chat.types("maria@padaria.com.br")
    assert "contact.password" == chat.at


async def test_a_wrong_answer_after_hours_says_where_the_person_stopped(chat: Chatting) -> None:
    """Somebody who writes "e aí?" after hours is told what was asked."""
    await chat.reach("contact.email")
    chat.now += timedelta(hours=5)
    await chat.types("e aí?")
    assert "Você parou em: E-mail." == chat.prompt.notice.splitlines()[0]


async def test_a_wrong_answer_at_once_does_not(chat: Chatting) -> None:
    """It says what was wrong, and what was typed."""
    await chat.reach("contact.email")
    await chat.types("maria")
    assert (False, True) == ("parou" in chat.said(), "Você mandou: “maria”" in chat.said())


async def test_a_draft_of_another_version_asks_anew_from_its_answers(chat: Chatting) -> None:
    """Nothing is asked twice, and nothing is silence."""
    await chat.reach("company.tax_id")
    stored = json.loads(chat.chat.to_json())
    stored["drafts"]["registration"]["version"] = 0
    chat.chat = Chat.from_json(json.dumps(stored))
    await chat.types("oi")
    assert "company.tax_id" == chat.at


async def test_a_question_that_is_no_more_is_left_for_what_is_missing(chat: Chatting) -> None:
    """A state of another version, though the draft's form is the same."""
    await chat.reach("company.tax_id")
    chat.draft.at = "company.something_else"
    await chat.types("12")
    assert ("company.tax_id", True) == (chat.at, bool(chat.prompt.notice))
