"""The states of python-telegram-bot's ConversationHandler live in the draft.

One private name of the library is used for it. What is pinned here fails when an upgrade uses it otherwise.
"""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from telegram import Update
from telegram.ext import ConversationHandler

from bot.telegram.channel import TelegramChannel
from bot.telegram.handlers import When, conversation
from bot.telegram.states import DraftConversationHandler, DraftStates, current_turn
from conversations.draft import Chat
from conversations.registration.flow import REGISTRATION
from tests.bot.telegram.routed import at, message, routed


class Noted(DraftStates):
    """Notes how the library uses its states."""

    def __init__(self) -> None:
        super().__init__("registration")
        self.uses: list[str] = []

    def __getitem__(self, key: Any) -> object:
        self.uses.append("read")
        return super().__getitem__(key)

    def __setitem__(self, key: Any, state: object) -> None:
        self.uses.append(f"write {state}")
        super().__setitem__(key, state)

    def __delitem__(self, key: Any) -> None:
        self.uses.append("delete")
        super().__delitem__(key)

    def __iter__(self) -> Iterator[Any]:
        self.uses.append("list")
        return super().__iter__()


def test_library_keeps_its_states_where_we_put_ours() -> None:
    """Every ConversationHandler keeps its states in an empty dictionary of this private name."""
    plain: ConversationHandler[Any] = ConversationHandler([], {}, [])
    assert ({}, True) == (plain._conversations, "_conversations" in ConversationHandler.__slots__)
    assert isinstance(conversation(REGISTRATION)._conversations, DraftStates)


async def test_library_reads_once_and_writes_once(channel: TelegramChannel) -> None:
    """With each update the library reads the state, chooses by it, and writes the one the handler returned;
    at the end it deletes it. It does nothing else with it.
    """
    answers: Iterator[object] = iter(["b", ConversationHandler.END])

    async def answer(_update: Update, _context: Any) -> object:
        return next(answers)

    handler = When(lambda _turn: True, answer)
    conversation = DraftConversationHandler(
        "registration", entry_points=[], states={"a": [handler], "b": [handler]}, fallbacks=[]
    )
    conversation._conversations = noted = Noted()
    channel.application.add_handler(conversation, group=-1)
    for handlers in list(channel.application.handlers.values())[1:]:
        handlers.clear()
    chat = at("a")
    await routed(channel, message(text="x"), chat)
    assert (["read", "write b"], "b") == (noted.uses, chat.drafts["registration"].at)
    noted.uses.clear()
    await routed(channel, message(text="x"), chat)
    assert (["read", "read", "delete"], "") == (noted.uses, chat.active)


async def test_state_is_that_of_the_current_turn(channel: TelegramChannel) -> None:
    """Two chats at the same time see each its own state, whatever the library's key for them."""
    states, both = DraftStates("registration"), asyncio.Barrier(2)

    async def seen(chat: Chat) -> object:
        turn = await routed(channel, message(text="/ajuda"), chat)
        current_turn.set(turn)
        await both.wait()
        return states.get((1, 1))

    chats = [at("contact.name"), at("contact.phone")]
    assert ["contact.name", "contact.phone"] == await asyncio.gather(*map(seen, chats))


async def test_conversation_that_is_not_active_has_no_state(channel: TelegramChannel) -> None:
    """In the menu the draft is kept, and its question does not wait."""
    chat = at("contact.name")
    chat.active = ""
    current_turn.set(await routed(channel, message(text="/ajuda"), chat))
    assert DraftStates("registration").get((1, 1)) is None


async def _never(_update: Update, _context: Any) -> None:
    raise AssertionError("only its options are looked at")


LATER = When(lambda _turn: True, _never, block=False)


@pytest.mark.parametrize(
    "options",
    [
        {"conversation_timeout": 60},
        {"persistent": True, "name": "registration"},
        {"block": False},
        {"entry_points": [LATER]},
        {"states": {"a": [LATER]}},
        {"fallbacks": [LATER]},
    ],
    ids="-".join,
)
def test_what_would_keep_a_chat_in_the_process_is_refused(options: dict[str, Any]) -> None:
    """Timeouts, the library's own store, and handlers that go on after their turn."""
    empty: dict[str, Any] = {"entry_points": [], "states": {}, "fallbacks": []}
    with pytest.raises(ValueError, match=r"drafts expire|block=False"):
        DraftConversationHandler("registration", **empty | options)
