"""Who talks to the bot, and the messages both sides keep."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

KEPT = 500
"""Messages a chat keeps; older ones scroll out of the world, so that it does not grow for ever."""


@dataclass(frozen=True, slots=True)
class User:
    """A Telegram account; only the bot cannot see `phone_number` until it is shared."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    phone_number: str = ""
    language_code: str = "pt-br"

    @property
    def full_name(self) -> str:
        """First and last name, as phones show it."""
        return f"{self.first_name} {self.last_name}".strip()

    def names(self) -> Json:
        """The fields that a Bot API User and a private Chat share."""
        optional = {"last_name": self.last_name, "username": self.username}
        return {"first_name": self.first_name} | {key: value for key, value in optional.items() if value}

    def to_api(self) -> Json:
        """The Bot API's User."""
        return {"id": self.id, "is_bot": False, "language_code": self.language_code} | self.names()


@dataclass(slots=True)
class Message:
    """One message of a private chat.

    Args:
        id: unique in the whole world, rising.
        from_bot: who sent it.
        date: Unix time.
        content: what it holds, as the Bot API words it: `text` and `entities`, `photo`, `contact`…
        markup: its inline keyboard.
        reply_to: id of the message it answers to.
        edited: Unix time of the last edit that shows, 0 if never.
        deleted: whether only the trace is left; then `content` is empty.
        version: the world's count at its last change, so that a page fetches only what is new.
    """

    id: int
    from_bot: bool
    date: int
    content: Json
    markup: Json | None = None
    reply_to: int = 0
    edited: int = 0
    deleted: bool = False
    version: int = 0

    def erase(self) -> None:
        """Leaves nothing but the trace that something was here."""
        self.content, self.markup, self.reply_to, self.deleted = {}, None, 0, True


@dataclass(slots=True)
class Answer:
    """What the bot answered to a tap: empty, a toast, or an alert."""

    text: str
    alert: bool
    url: str
    version: int


@dataclass(slots=True)
class Chat:
    """The private chat of one user with the bot.

    Args:
        user: the person.
        messages: by id, oldest first, traces of deleted ones included.
        keyboard: the reply keyboard that stands below the input, if any.
        blocked: whether the person blocked the bot.
        typing_until: Unix time until which "digitando…" shows.
        answers: the latest answers to taps.
        version: the world's count at its last change.
    """

    user: User
    messages: dict[int, Message] = field(default_factory=dict)
    keyboard: Json | None = None
    blocked: bool = False
    typing_until: float = 0.0
    answers: list[Answer] = field(default_factory=list)
    version: int = 0

    def add(self, message: Message) -> None:
        """Keeps a new message, and lets go of the oldest beyond `KEPT`."""
        self.messages[message.id] = message
        while len(self.messages) > KEPT:
            del self.messages[next(iter(self.messages))]

    def visible(self, message_id: int) -> Message | None:
        """A message that is there and not deleted."""
        message = self.messages.get(message_id)
        return None if message is None or message.deleted else message

    def to_api(self) -> Json:
        """The Bot API's Chat."""
        return {"id": self.user.id, "type": "private"} | self.user.names()
