"""What the page is told of the world: all of it at first, then only what changed."""

from dataclasses import asdict
from typing import TYPE_CHECKING, NamedTuple, Self

from bot.simulator.chats import Json, Message
from bot.simulator.methods.profile import menu
from bot.simulator.phone import Phone
from bot.simulator.view import shown
from bot.simulator.whatsapp.page_view import told_phones

if TYPE_CHECKING:
    from bot.simulator.world import World


class Versions(NamedTuple):
    """How far Telegram and WhatsApp have come."""

    telegram: int
    whatsapp: int

    @classmethod
    def of(cls, world: "World") -> Self:
        """How far they are now."""
        return cls(world.version, world.whatsapp.version if world.whatsapp else 0)

    @classmethod
    def read(cls, text: str) -> Self:
        """What `str` wrote; the beginning of all where it is something else."""
        telegram, _, whatsapp = text.partition(".")
        if telegram.isdecimal() and whatsapp.isdecimal():
            return cls(int(telegram), int(whatsapp))
        return cls(-1, -1)

    def __str__(self) -> str:
        return f"{self.telegram}.{self.whatsapp}"


NOTHING = Versions(-1, -1)


def told(world: "World", since: Versions) -> Json:
    """The bot, the phones, and the messages that changed since; with `NOTHING` all of them."""
    return {
        "full": since == NOTHING,
        "bot": {
            "name": world.name,
            "username": world.username,
            "description": world.profile.get("description", ""),
            "commands": menu(world),
        },
        "number": world.whatsapp.number if world.whatsapp else "",
        "phones": [_phone(phone, since.telegram) for phone in world.phones]
        + (told_phones(world.whatsapp, since.whatsapp) if world.whatsapp else []),
    }


def _phone(phone: Phone, since: int) -> Json:
    chat = phone.chat
    about: Json = {
        "slug": phone.slug,
        "owner": phone.owner,
        "channel": "telegram",
        "title": phone.title,
        "name": phone.user.full_name,
        "number": phone.user.phone_number,
        "empty": not (chat and chat.messages),
        "blocked": bool(chat and chat.blocked),
        "typing": max(0, round((chat.typing_until - phone.world.clock()) * 1000)) if chat else 0,
        "keyboard": chat.keyboard if chat else None,
        "messages": [],
        "answers": [],
    }
    if chat and chat.version > since:
        about["messages"] = [_message(m) for m in chat.messages.values() if m.version > since]
        if since >= 0:  # old toasts are not shown again to who opens the page now
            about["answers"] = [
                {"text": a.text, "alert": a.alert, "url": a.url} for a in chat.answers if a.version > since
            ]
    return about


def _message(message: Message) -> Json:
    if message.deleted:
        return {"id": message.id, "date": message.date, "deleted": True}
    seen = shown(message)
    return {
        "id": seen.id,
        "mine": not seen.from_bot,
        "date": seen.date,
        "edited": seen.edited,
        "text": seen.text,
        "entities": seen.entities,
        "media": seen.media,
        "content": seen.content.get(seen.media) if seen.media else None,
        "buttons": [[asdict(button) for button in row] for row in seen.buttons],
        "replyTo": seen.reply_to,
    }
