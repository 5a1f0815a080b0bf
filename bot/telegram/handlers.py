"""Which door of the conversations a Telegram update goes through: python-telegram-bot chooses."""

import re
import warnings
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram import Message, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ConversationHandler,
    MessageHandler,
    filters,
)
from telegram.warnings import PTBUserWarning

from bot.telegram.replies import is_command
from bot.telegram.states import DraftConversationHandler, current_turn
from conversations import talk
from conversations.flow import Flow
from conversations.registration.flow import REGISTRATION
from conversations.turn import Turn

Handler = Callable[[Update, Any], Coroutine[Any, Any, object]]
ANY_PROMPT = r"[0-9a-f]+"
SCREEN = rf"^({'|'.join(talk.SCREENS)})(:[^|]*)?\|"


def add_handlers(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Gives the application its handlers."""
    application.add_handler(CallbackQueryHandler(_through(talk.tap_screen), SCREEN))
    application.add_handler(MessageHandler(OpensLinks() & ~IsCommand(), _through(talk.open_links)))
    for flow in talk.FLOWS.values():
        application.add_handler(conversation(flow))
    application.add_handler(MessageHandler(IsCommand(), _through(talk.command)))
    application.add_handler(CallbackQueryHandler(_through(talk.otherwise)))
    application.add_handler(MessageHandler(filters.ALL, _through(talk.otherwise)))


def conversation(flow: Flow) -> DraftConversationHandler:
    """A flow as a ConversationHandler: each question's id is a state.

    A state takes the taps on its own question and everything written. A tap on another message matches no
    state and ends in the fallback, which asks the current question again; so does a state that this version
    does not know.
    """
    answer = _in_conversation(talk.answer, flow)
    written: MessageHandler[Any, Any] = MessageHandler(filters.ALL & ~IsCommand(), answer)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "If 'per_message=False'", PTBUserWarning)  # meant: one state a chat
        return DraftConversationHandler(
            flow.form.name,
            entry_points=_entries(flow),
            states={state: [_taps(state, answer), written] for state in flow.form.states()},
            fallbacks=[
                MessageHandler(IsCommand(), _in_conversation(talk.command, flow)),
                CallbackQueryHandler(answer),
                MessageHandler(filters.ALL, answer),
            ],
        )


def _entries(flow: Flow) -> list[MessageHandler[Any, Any]]:
    """What is typed to open a form; its buttons are on screens."""
    if flow is not REGISTRATION:
        return []
    opens = _in_conversation(talk.open_registration, flow)
    return [MessageHandler(filters.TEXT & OpensRegistration(), opens)]


class IsCommand(filters.MessageFilter):
    """One of the bot's own commands."""

    def filter(self, message: Message) -> bool:
        """As replies are read."""
        return is_command(message)


class OpensLinks(filters.MessageFilter):
    """What has links of ours in it."""

    def filter(self, _message: object) -> bool:
        """Asks the conversation."""
        return talk.opens_links(current_turn.get())


class OpensRegistration(filters.MessageFilter):
    """A text that says "Novo cadastro" where no question waits."""

    def filter(self, _message: object) -> bool:
        """Asks the conversation."""
        return talk.opens_registration(current_turn.get())


def _taps(state: str, answer: Handler) -> CallbackQueryHandler[Any, Any]:
    return CallbackQueryHandler(answer, rf"^{ANY_PROMPT}:{re.escape(state)}\|")


def _through(door: Callable[[Turn], Awaitable[None]]) -> Handler:
    async def handle(_update: Update, _context: Any) -> None:
        await door(current_turn.get())

    return handle


def _in_conversation(door: Callable[[Turn], Awaitable[None]], flow: Flow) -> Handler:
    """Goes through a door and tells the library which state the chat is in now."""

    async def handle(_update: Update, _context: Any) -> object:
        turn = current_turn.get()
        await door(turn)
        return (
            turn.chat.drafts[flow.form.name].at
            if turn.chat.active == flow.form.name
            else ConversationHandler.END
        )

    return handle
