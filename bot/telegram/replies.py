"""Telegram's updates in the conversations' words."""

from typing import Any

from telegram import Message as TelegramMessage
from telegram import MessageEntity, Update

from bot.channel import Incoming
from bot.key_files import kind_of_document
from bot.outgoing import Tapped
from conversations.desk.texts import COMMANDS
from conversations.payloads import found_in
from conversations.ports.people import Account
from conversations.prompt import Contact, Reply

CHANNEL = "telegram"
ALLOWED_UPDATES = ["message", "callback_query"]
MEDIA = (
    "photo",
    "sticker",
    "voice",
    "audio",
    "video",
    "video_note",
    "animation",
    "document",
    "location",
    "poll",
)


def mailbox_of(body: dict[str, Any]) -> str | None:
    """Whose mailbox an update belongs in; none for what is not answered, such as a message in a group.

    Args:
        body: the update as Telegram delivers it.
    """
    query = _object(body, "callback_query")
    message = _object(body, "message") or _object(query, "message")
    chat = _object(message, "chat")
    # An id that is none would stand in logs: whatever it is, it is not for them.
    return (
        f"{CHANNEL}:{chat['id']}" if chat.get("type") == "private" and type(chat.get("id")) is int else None
    )


def update_id(body: Any) -> int:
    """What makes an update known when it is delivered again.

    Raises:
        ValueError: it is no update.
    """
    found = body.get("update_id") if isinstance(body, dict) else None
    if type(found) is not int:
        raise ValueError("no update")
    return found


def _object(parent: dict[str, Any], name: str) -> dict[str, Any]:
    found = parent.get(name)
    return found if isinstance(found, dict) else {}


def read(update: Update) -> Incoming:
    """Who says what in an update of a private chat."""
    user, query, message = update.effective_user, update.callback_query, update.message
    account = Account(
        CHANNEL, str(user.id if user else update.effective_chat.id if update.effective_chat else "")
    )
    name = user.full_name if user else ""
    if query is not None:
        prompt, _, choice = (query.data or "").rpartition("|")
        tapped = str(query.message.message_id) if query.message else ""
        reply = Reply(choice=choice, prompt=prompt, ref=tapped)
        first = (Tapped(query.id),)
        return Incoming(account, name, reply, first=first, tapped=tapped, update=update)
    reply = _said(message) if message else Reply(media="unknown")
    return Incoming(account, name, reply, update=update)


def _said(message: TelegramMessage) -> Reply:
    ref = str(message.message_id)
    if message.text is not None:
        if is_command(message):
            return _command(message.text, ref)
        return Reply(text=message.text, links=found_in(message.text), ref=ref)
    if message.contact:
        full_name = " ".join(filter(None, [message.contact.first_name, message.contact.last_name]))
        return Reply(contact=Contact(message.contact.phone_number, full_name), ref=ref)
    kind = next((kind for kind in MEDIA if getattr(message, kind)), "unknown")
    if kind == "document" and message.document:
        kind = kind_of_document(message.document.file_name or "", message.document.mime_type or "")
    return Reply(media=kind, links=found_in(message.caption or ""), ref=ref)


def is_command(message: TelegramMessage) -> bool:
    """Whether a message is one of the bot's commands; anything else that begins with a slash may be an
    answer, such as a password.
    """
    entities = (e for e in message.entities if e.type == MessageEntity.BOT_COMMAND and e.offset == 0)
    return any(_name(message.parse_entity(entity)) in COMMANDS for entity in entities)


def _name(command: str) -> str:
    return command[1:].partition("@")[0].lower()


def _command(text: str, ref: str) -> Reply:
    command, *rest = text.split(maxsplit=1)
    return Reply(command=_name(command), text=" ".join(rest), ref=ref)
