"""Which door of the conversations a Telegram update goes through: python-telegram-bot chooses."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram import Chat, Update
from telegram.ext import Application, BaseHandler, ConversationHandler

from bot.telegram.states import DraftConversationHandler, current_turn
from conversations import talk
from conversations.contents import FLOWS
from conversations.flow import Flow
from conversations.registration.flow import REGISTRATION
from conversations.turn import Turn

Handler = Callable[[Update, Any], Coroutine[Any, Any, object]]
Fits = Callable[[Turn], bool]


class Arrived(Update):
    """What the library is given of any update: that it is one of a private chat. Who says what stands in the
    current turn, read already; the library's choice is made by that.
    """

    _chat = Chat(0, Chat.PRIVATE)

    def __init__(self) -> None:
        super().__init__(0)

    @property
    def effective_chat(self) -> Chat:
        """As the library's."""
        return self._chat

    @property
    def effective_user(self) -> None:
        """Nobody is told from the chat, which is private."""
        return


ARRIVED = Arrived()


class When(BaseHandler[Update, Any, object]):
    """Takes a turn of which something is true.

    Args:
        fits: whether it is.
        callback: as the library's.
    """

    __slots__ = ("_fits",)

    def __init__(self, fits: Fits, callback: Handler, **options: Any) -> None:
        super().__init__(callback, **options)
        self._fits = fits

    def check_update(self, _update: object) -> bool:
        """As the library's."""
        return self._fits(current_turn.get())


def add_handlers(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Gives the application its handlers."""
    application.add_handler(When(talk.opens_screen, _through(talk.tap_screen)))
    application.add_handler(When(talk.opens_links, _through(talk.open_links)))
    for flow in FLOWS.values():
        application.add_handler(conversation(flow))
    application.add_handler(When(_commands, _through(talk.command)))
    application.add_handler(When(_anything, _through(talk.otherwise)))


def conversation(flow: Flow) -> DraftConversationHandler:
    """A flow as a ConversationHandler: each question's id is a state.

    A state takes the taps on its own question and everything written. A tap on another message matches no
    state and ends in the fallback, which asks the current question again; so does a state that this version
    does not know.
    """
    answer = _in_conversation(talk.answer, flow)
    written = When(_writes, answer)
    return DraftConversationHandler(
        flow.form.name,
        entry_points=_entries(flow),
        states={state: [When(_taps(state), answer), written] for state in flow.form.states()},
        fallbacks=[When(_commands, _in_conversation(talk.command, flow)), When(_anything, answer)],
    )


def _entries(flow: Flow) -> list[When]:
    """What is typed to open a form; its buttons are on screens."""
    if flow is not REGISTRATION:
        return []
    return [When(talk.opens_registration, _in_conversation(talk.open_registration, flow))]


def _commands(turn: Turn) -> bool:
    return turn.reply.command is not None


def _writes(turn: Turn) -> bool:
    return turn.reply.command is None and turn.reply.choice is None


def _taps(state: str) -> Fits:
    return lambda turn: turn.reply.choice is not None and turn.reply.prompt.partition(":")[2] == state


def _anything(_turn: Turn) -> bool:
    return True


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
