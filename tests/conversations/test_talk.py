"""The doors: who answers what, and that somebody always does."""

import pytest

from conversations.desk import plan_texts, texts
from conversations.prompt import Reply
from tests.conversations.chatting import Chatting, erasures, prompts
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


LINKS = [f"r_{letter * 32}" for letter in "abc"]


async def test_a_link_behind_dead_ones() -> None:
    """The first that is good is opened."""
    chat = Chatting(linked=False)
    chat.people.offer(LINKS[1].removeprefix("r_"), SOL)
    await chat.types(" ".join(LINKS))
    assert "Contábil Sol" == chat.prompt.heading


async def test_links_that_are_all_dead() -> None:
    """It is said once."""
    chat = Chatting(linked=False)
    said = prompts(await chat.types(" ".join(LINKS)))
    assert [texts.LINK_INVALID] == [prompt.notice for prompt in said]


async def test_a_password_that_looks_like_a_link_is_a_password() -> None:
    """A word alone: it is taken, and taken out of the chat."""
    chat = Chatting()
    await chat.reach("contact.password_typed", contact__password="Digitar uma senha")
    effects = await chat.types(LINKS[0])
    assert (1, "contact.password_again") == (len(erasures(effects)), chat.at)


async def test_a_link_in_a_sentence_at_the_password_is_a_link() -> None:
    """It is the text that stands ready in a link, which was tapped in the middle of a registration."""
    chat = Chatting()
    await chat.reach("contact.password_typed", contact__password="Digitar uma senha")
    await chat.types(f"Olá! Sou da revenda: {LINKS[0]}")
    assert texts.NOT_FOR_YOU in chat.said()


async def test_an_email_that_begins_like_a_link_is_an_email() -> None:
    """It is registered, and opens nothing."""
    chat = Chatting()
    await chat.reach("contact.email")
    await chat.types("c_maria.da.silva.padaria@exemplo.com.br")
    assert "contact.password" == chat.at


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
