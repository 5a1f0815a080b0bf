"""Whatever comes in, wherever the chat is: some handler takes it, and something is said."""

from typing import Any

import pytest

from bot.telegram.channel import TelegramChannel
from bot.telegram.handlers import conversation
from conversations import words
from conversations.desk.texts import NEW_REGISTRATION, NOT_FOR_YOU
from conversations.draft import Chat
from conversations.form import CANCELLING, EDIT, REVIEW
from conversations.prompt import Choice
from conversations.registration.flow import FORM, REGISTRATION
from tests.bot.telegram.routed import at, message, ports, routed, said, tap
from tests.kit.at_review import chat_at_review

SCRATCH: dict[str, dict[str, Any]] = {EDIT: {"step": 3}, CANCELLING: {"from": REVIEW, "scratch": {}}}


def wordless() -> list[dict[str, Any]]:
    """Messages without text."""
    return [
        message(photo=[{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]),
        message(location={"latitude": 1.0, "longitude": 1.0}),
        message(dice={"emoji": "🎲", "value": 1}),
        message(contact={"phone_number": "123", "first_name": "M"}),
    ]


async def chat_at(state: str) -> Chat:
    """A chat at a question, with all answers given."""
    chat = Chat.from_json((await chat_at_review())[0])
    draft = chat.drafts["registration"]
    draft.at, draft.scratch = state, SCRATCH.get(state, {})
    return chat


def test_every_question_is_a_state() -> None:
    """The library's states are the flow's, each with a handler for taps and one for what is written."""
    states = conversation(REGISTRATION).states
    assert set(FORM.states()) == set(states)
    assert {2} == {len(handlers) for handlers in states.values()}


@pytest.mark.parametrize("state", FORM.states())
async def test_every_question_answers(channel: TelegramChannel, state: str) -> None:
    """At every question, words, taps and anything else are answered."""
    for body in (message(text="xyz"), tap(f"abcd1234:{state}|xyz"), *wordless()):
        assert said(await routed(channel, body, await chat_at(state))), body


async def test_words_of_a_link_open_it(channel: TelegramChannel) -> None:
    """Also in the middle of a form, and not as an answer to it."""
    body = message(text=f"Sou da revenda: r_{'x' * 32}")
    turn = await routed(channel, body, await chat_at("contact.name"))
    assert NOT_FOR_YOU in said(turn)[0].text


@pytest.mark.parametrize("state", ["", "company.gone"])
@pytest.mark.parametrize("body", [message(text="xyz"), tap("abcd1234:company.gone|x"), *wordless()])
async def test_unknown_state_asks_again(channel: TelegramChannel, state: str, body: dict[str, Any]) -> None:
    """After an upgrade that took a question away, the first one without an answer is asked."""
    turn = await routed(channel, body, at(state))
    assert "plan.category" == turn.chat.drafts["registration"].at
    assert said(turn)[0].text.startswith("Qual é a categoria?")


@pytest.mark.parametrize(
    "data",
    [
        "abcd1234:contact.name|.back",
        "99999999:contact.email|.back",
        "desk:x|new",
        "x",
        "|",
        "a|b|c",
        "é" * 32,
    ],
)
async def test_old_or_forged_button_asks_the_current_question(channel: TelegramChannel, data: str) -> None:
    """A button of another question, of another draft, or of none, changes nothing."""
    chat = at("contact.email")
    (prompt,) = said(await routed(channel, tap(data), chat))
    assert ("abcd1234:contact.email", words.OLD_BUTTON) == (prompt.id, prompt.notice)
    assert "contact.email" == chat.drafts["registration"].at


async def test_old_button_without_a_registration_shows_the_menu(channel: TelegramChannel) -> None:
    """Where nothing is going on any more, there is the menu."""
    (prompt,) = said(await routed(channel, tap("abcd1234:contact.name|.back")))
    assert (Choice(NEW_REGISTRATION, "new"),) == prompt.choices[0]


@pytest.mark.parametrize("body", [tap("menu|new"), message(text="novo cadastro")])
async def test_menu_opens_the_registration(channel: TelegramChannel, body: dict[str, Any]) -> None:
    """By its button or by its words."""
    assert "plan.category" == (await routed(channel, body)).chat.drafts["registration"].at


@pytest.mark.parametrize("command", ["/start", "/menu", "/ajuda", "/cancelar", "/outro", "/start@sol_bot"])
async def test_commands_are_answered_anywhere(channel: TelegramChannel, command: str) -> None:
    """In the menu and in the middle of a question, a command is a command."""
    for chat in (Chat(), at("contact.name")):
        turn = await routed(channel, message(text=command), chat)
        assert said(turn)
        assert (
            "contact.name" not in turn.chat.drafts.get("registration", at("").drafts["registration"]).answers
        )


@pytest.mark.parametrize(
    "body", [tap("menu|new"), *(message(text=text) for text in ("oi", "/start", "/cancelar"))]
)
@pytest.mark.parametrize("chat", [None, at("contact.name")], ids=["menu", "question"])
async def test_stranger_learns_nothing(
    channel: TelegramChannel, body: dict[str, Any], chat: Chat | None
) -> None:
    """Whoever is no reseller's person is told how to become one, also where a draft is left of before."""
    (prompt,) = said(await routed(channel, body, chat, person=None))
    assert ((), "Contábil Sol" in prompt.text) == (prompt.choices, False)
    assert "peça seu link" in prompt.text


class Broken:
    async def of(self, _reseller: str) -> Any:
        raise ValueError("a fault of ours")


@pytest.mark.parametrize("chat", [None, at("plan.category")], ids=["entry", "state"])
async def test_handlers_errors_surface(channel: TelegramChannel, chat: Chat | None) -> None:
    """The library swallows what a handler raises; the turn is told all the same, and is rolled back."""
    data = "abcd1234:plan.category|x" if chat else "menu|new"
    with pytest.raises(ValueError, match="a fault of ours"):
        await routed(channel, tap(data), chat, ports=ports(plans=Broken()))


async def test_error_is_not_remembered(channel: TelegramChannel) -> None:
    """The next turn begins without it."""
    with pytest.raises(ValueError, match="a fault of ours"):
        await routed(channel, tap("menu|new"), ports=ports(plans=Broken()))
    assert said(await routed(channel, tap("menu|new")))
