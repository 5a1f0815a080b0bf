"""The chats of the simulated WhatsApp, and the messages both sides keep."""

import secrets
from base64 import b64encode
from dataclasses import dataclass, field

from bot.simulator.chats import KEPT, Json
from bot.simulator.whatsapp.people import Person


def new_wamid(wa_id: str) -> str:
    """The id of a message as Meta makes them up: whoever decodes it reads whose chat it is in.

    Args:
        wa_id: digits of the person's number.

    Source: ids of the samples in Meta's documentation, such as the one of "Send messages", decoded.
    """
    number, unique = wa_id.encode(), secrets.token_hex(10).upper().encode()
    told = b"\x1c\x18" + bytes([len(number)]) + number + b"\x15\x02\x00\x11\x18\x14" + unique + b"\x00"
    return f"wamid.{b64encode(told).decode()}"


@dataclass(slots=True)
class Message:
    """One message of a chat.

    Args:
        number: rises with each message of the world.
        wamid: its id for the bot.
        from_bot: who sent it.
        date: Unix time.
        kind: Meta's `type`, such as `text`, `interactive` or `image`.
        content: what stands under that key.
        reply_to: wamid of the message it answers to.
        status: of a message of the bot `sent`, `delivered`, `read` or `failed`; of a person's `delivered`
            or `read`.
        error: code of what went wrong, 0 for nothing.
        to_number: whether the bot addressed the number, and not the business-scoped id.
        reaction: emoji its reader put on it.
        deleted: whether its sender took it back; then `content` is empty.
        version: the world's count at its last change, so that a page fetches only what is new.
    """

    number: int
    wamid: str
    from_bot: bool
    date: int
    kind: str
    content: Json
    reply_to: str = ""
    status: str = "delivered"
    error: int = 0
    to_number: bool = True
    reaction: str = ""
    deleted: bool = False
    version: int = 0

    def erase(self) -> None:
        """Leaves nothing but the trace that something was here."""
        self.content, self.reply_to, self.reaction, self.deleted = {}, "", "", True


@dataclass(slots=True)
class Chat:
    """The chat of one person with the bot's number.

    Args:
        person: the person.
        messages: by number, oldest first, traces of deleted ones included.
        heard_at: Unix time of the person's last message, from which the 24 hours run; 0 before the first.
        blocked: whether the person blocked the bot's number.
        typing_until: Unix time until which "digitando…" shows.
        version: the world's count at its last change.
    """

    person: Person
    messages: dict[int, Message] = field(default_factory=dict)
    heard_at: float = 0.0
    blocked: bool = False
    typing_until: float = 0.0
    version: int = 0

    def add(self, message: Message) -> None:
        """Keeps a new message, and lets go of the oldest beyond `KEPT`."""
        self.messages[message.number] = message
        while len(self.messages) > KEPT:
            del self.messages[next(iter(self.messages))]

    def by_wamid(self, wamid: str) -> Message | None:
        """A message that is there and not deleted."""
        found = (m for m in self.messages.values() if m.wamid == wamid and not m.deleted)
        return next(found, None)
