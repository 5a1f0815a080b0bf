"""What the page is told of WhatsApp: all of it at first, then only what changed."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from bot.simulator.chats import Json
from bot.simulator.files import image_size
from bot.simulator.whatsapp.chats import Chat, Message
from bot.simulator.whatsapp.media import Media
from bot.simulator.whatsapp.phone import WhatsAppPhone
from bot.simulator.whatsapp.view import Shown, medium_of, shown

if TYPE_CHECKING:
    from bot.simulator.whatsapp.world import WhatsAppWorld

FILES = {"image", "document", "audio", "sticker"}
NEVER_CAME = {"sent", "failed"}


def told_phones(world: "WhatsAppWorld", since: int) -> list[Json]:
    """The phones, and the messages that changed after a version; -1 for all of them."""
    return [_phone(phone, since) for phone in world.phones]


def _phone(phone: WhatsAppPhone, since: int) -> Json:
    chat = phone.chat
    changed = [m for m in chat.messages.values() if m.version > since and _came(m)]
    return {
        "slug": phone.slug,
        "owner": phone.owner,
        "channel": "whatsapp",
        "title": phone.title,
        "name": phone.person.name,
        "number": phone.person.phone_number,
        "firstWords": phone.first_words,
        "empty": not any(map(_came, chat.messages.values())),
        "blocked": chat.blocked,
        "unread": any(m.from_bot and m.status == "delivered" for m in chat.messages.values()),
        "typing": max(0, round((chat.typing_until - phone.world.clock()) * 1000)),
        "messages": [_message(phone.world.media, chat, message) for message in changed],
        "answers": [],
    }


def _came(message: Message) -> bool:
    return not (message.from_bot and message.status in NEVER_CAME)


def _message(media: Media, chat: Chat, message: Message) -> Json:
    if message.deleted:
        return {"id": message.number, "date": message.date, "mine": not message.from_bot, "deleted": True}
    seen = shown(message)
    quoted = chat.by_wamid(seen.reply_to) if seen.reply_to else None
    return {
        "id": seen.id,
        "mine": not seen.from_bot,
        "date": seen.date,
        "text": seen.text,
        "header": seen.header,
        "footer": seen.footer,
        "media": seen.media,
        "content": _content(media, seen),
        "buttons": [asdict(button) for button in seen.buttons],
        "list": _list(seen),
        "replyTo": quoted.number if quoted else 0,
        "status": "" if seen.from_bot else seen.status,
        "reaction": seen.reaction,
    }


def _list(seen: Shown) -> Json | None:
    if not seen.list_button:
        return None
    return {"button": seen.list_button, "sections": [asdict(section) for section in seen.sections]}


def _content(media: Media, seen: Shown) -> Json | None:
    if seen.media not in FILES:
        return seen.content if seen.media else None
    medium = media.known.get(medium_of(seen)["id"])
    content = (media.content(medium.id) if medium else None) or b""
    width, height = image_size(content)
    return {
        "file_id": medium.file_id if medium else "",
        "name": medium_of(seen).get("filename", ""),
        "size": len(content),
        "width": width,
        "height": height,
    }
