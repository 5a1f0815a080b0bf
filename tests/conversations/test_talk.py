"""The doors: who answers what, and that somebody always does."""

import pytest

from conversations.desk import plan_texts
from conversations.prompt import Reply
from tests.conversations.chatting import Chatting, prompts
from tests.kit.given import CATEGORIES, SOL

ANYTHING = [
    Reply(text="oi"),
    Reply(text=""),
    Reply(choice="new", prompt="menu"),
    Reply(choice="x", prompt="d1:contact.name"),
    Reply(media="photo"),
    Reply(command="start", text=""),
    Reply(command="ajuda", text=""),
    Reply(command="cancelar", text=""),
    Reply(command="xyz", text="abc"),
]


@pytest.mark.parametrize("reply", ANYTHING, ids=str)
async def test_strangers_are_told_what_this_is(reply: Reply) -> None:
    """Whatever they send; and they learn nothing of any reseller."""
    chat = Chatting(linked=False)
    said = prompts(await chat.reply(reply))
    assert ("Olá!", False, {}) == (said[0].notice[:4], SOL.name in chat.said(), chat.chat.drafts)


@pytest.mark.parametrize("reply", ANYTHING, ids=str)
async def test_whatever_a_person_sends_in_the_menu_is_answered(reply: Reply) -> None:
    """Once."""
    assert 1 == len(prompts(await Chatting().reply(reply)))


async def test_a_link_makes_a_person() -> None:
    """Of the reseller who gave it, and the menu follows."""
    chat = Chatting(linked=False)
    chat.people.offer("bom", SOL)
    await chat.commands("start", "r_bom")
    assert ("Contábil Sol", ["Novo cadastro"]) == (chat.prompt.heading, chat.labels()[:1])


async def test_a_bad_link_is_explained() -> None:
    """The same for unknown, used and expired ones."""
    chat = Chatting(linked=False)
    await chat.commands("start", "r_ruim")
    assert "não vale mais" in chat.said()


async def test_a_bad_link_in_the_middle_of_a_registration_loses_nothing() -> None:
    """The menu offers to go on."""
    chat = Chatting()
    await chat.reach("contact.phone")
    await chat.commands("start", "r_ruim")
    await chat.taps("Continuar cadastro")
    assert "contact.phone" == chat.at


@pytest.mark.parametrize("said", ["Novo cadastro", "NOVO  CADASTRO!", "continuar cadastro"])
async def test_the_menu_can_be_typed(said: str) -> None:
    """What stands on a button does the same when written."""
    chat = Chatting()
    await chat.types(said)
    assert "plan.category" == chat.at


@pytest.mark.parametrize("greeting", ["oi", "Olá!", "bom dia", "BOA TARDE"])
async def test_a_greeting_is_no_answer(greeting: str) -> None:
    """Somebody who comes back with one is told where they stopped."""
    chat = Chatting()
    await chat.reach("contact.name")
    await chat.types(greeting)
    assert ("contact.name", "Você parou em: Nome.") == (chat.at, chat.prompt.notice)


@pytest.mark.parametrize("word", ["ajuda", "/ajuda"])
async def test_help_leaves_the_question_open(word: str) -> None:
    """The next words answer it."""
    chat = Chatting()
    await chat.reach("contact.name")
    await (chat.commands("ajuda") if word[0] == "/" else chat.types(word))
    await chat.types("Maria Souza")
    assert "contact.phone" == chat.at


async def test_the_menu_keeps_the_registration() -> None:
    """And offers it first."""
    chat = Chatting()
    await chat.reach("contact.name")
    await chat.types("menu")
    assert ("", ["Continuar cadastro"]) == (chat.at, chat.labels()[:1])


async def test_a_button_of_the_registration_goes_on_from_the_menu() -> None:
    """Somebody in the menu taps above it."""
    chat = Chatting()
    await chat.reach("plan.plans")
    asked = chat.prompt
    await chat.commands("menu")
    await chat.chooses(".next", on=asked)
    assert "plan.plans" == chat.at


async def test_the_menus_button_in_a_registration_goes_on() -> None:
    """An old menu's Novo cadastro drops nothing."""
    chat = Chatting()
    await chat.commands("start")
    menu = chat.prompt
    await chat.reach("contact.name")
    await chat.chooses("new", on=menu)
    assert ("contact.name", "Você parou em: Nome.") == (chat.at, chat.prompt.notice)


async def test_nothing_to_cancel() -> None:
    """It says so."""
    chat = Chatting()
    await chat.commands("cancelar")
    assert "Não há cadastro" in chat.said()


async def test_no_plans_yet() -> None:
    """It leads to where plans are made."""
    chat = Chatting(plans=())
    await chat.types("Novo cadastro")
    assert ({}, True) == (chat.chat.drafts, plan_texts.LIST_EMPTY in chat.said())


async def test_one_category_is_not_asked() -> None:
    """There is nothing to choose."""
    chat = Chatting(plans=CATEGORIES[:1])
    await chat.types("Novo cadastro")
    assert "plan.plans" == chat.at


@pytest.mark.parametrize("between", ["/menu", "/start", "menu", "oi"])
async def test_a_tap_after_other_words_is_no_double_tap(between: str) -> None:
    """Within the same second: it is answered."""
    chat = Chatting()
    await chat.reach("plan.plans")
    asked = chat.prompt
    await chat.types("Emissor NF-e")
    await chat.chooses(".next", on=asked)
    await (chat.commands(between[1:]) if between[0] == "/" else chat.types(between))
    assert prompts(await chat.chooses(".next", on=asked))


async def test_a_second_tap_of_the_same_finger_is_passed_over() -> None:
    """It meant the first."""
    chat = Chatting()
    await chat.reach("plan.category")
    asked = chat.prompt
    await chat.chooses("fiscais", on=asked)
    assert [] == await chat.chooses("fiscais", on=asked)
