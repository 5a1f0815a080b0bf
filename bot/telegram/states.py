"""Chat states for python-telegram-bot's ConversationHandler that live in the chat's draft.

The library keeps the states of all chats in one dictionary of the process. Here that dictionary is a view of
the current turn's draft, which was loaded from Redis with the update and is committed with it; the library
still does all the choosing and all the changing. See docs/adr/0002.
"""

from collections.abc import Iterator, MutableMapping
from contextvars import ContextVar
from typing import Any

from telegram.ext import BaseHandler, ContextTypes, ConversationHandler

from conversations.turn import Turn

current_turn: ContextVar[Turn] = ContextVar("current_turn")


class DraftStates(MutableMapping[tuple[int | str, ...], object]):
    """The state of one conversation in the current turn's chat, whatever the key.

    Args:
        conversation: the name of its draft.
    """

    def __init__(self, conversation: str) -> None:
        self._conversation = conversation

    def __getitem__(self, key: tuple[int | str, ...]) -> object:
        chat = current_turn.get().chat
        if chat.active != self._conversation:
            raise KeyError(key)
        return chat.drafts[self._conversation].at

    def __setitem__(self, key: tuple[int | str, ...], state: object) -> None:
        current_turn.get().chat.drafts[self._conversation].at = str(state)

    def __delitem__(self, key: tuple[int | str, ...]) -> None:
        current_turn.get().chat.active = ""

    def __iter__(self) -> Iterator[tuple[int | str, ...]]:
        return iter(())

    def __len__(self) -> int:
        return 0


class DraftConversationHandler(ConversationHandler[ContextTypes.DEFAULT_TYPE]):
    """A ConversationHandler whose states are those of the draft.

    Args:
        conversation: the name of its draft.
        options: as for the library's class.

    Raises:
        ValueError: an option would keep something of a chat in the process.
    """

    def __init__(self, conversation: str, **options: Any) -> None:
        if options.get("conversation_timeout") is not None or options.get("persistent"):
            raise ValueError("drafts expire in Redis, and are kept there")
        super().__init__(per_user=False, **options)  # a private chat has one
        if not (options.get("block", True) and all(handler.block for handler in self._all_handlers())):
            raise ValueError("a handler with block=False would go on when its turn is over")
        # The one private name of the library that is used; tests/bot/telegram/test_states.py pins it.
        self._conversations = DraftStates(conversation)
        self._conversation = conversation

    def check_update(self, update: object) -> Any:
        """As the library's, which looks through all: most are not going on and open at nothing."""
        if not self.entry_points and current_turn.get().chat.active != self._conversation:
            return None
        return super().check_update(update)

    def _all_handlers(self) -> Iterator[BaseHandler[Any, Any, Any]]:
        for handlers in (self.entry_points, *self.states.values(), self.fallbacks):
            yield from handlers
