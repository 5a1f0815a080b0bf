"""Telegram's updates in the conversations' words."""

from typing import Any

from bot.channel import Incoming
from bot.key_files import kind_of_document
from bot.outgoing import Tapped
from conversations.desk.texts import COMMANDS
from conversations.payloads import found_in
from conversations.ports.people import Account
from conversations.prompt import Contact, Reply, SentFile

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


def read(body: dict[str, Any]) -> Incoming:
    """Who says what in an update of a private chat.

    From the update as it came: the library's objects have room for all that an update may hold, and making
    them is more work than the conversation.
    """
    query, message = _object(body, "callback_query"), _object(body, "message")
    tapped_message = _object(query, "message")
    user = _object(query or message, "from")
    account = Account(CHANNEL, str((user or _object(message or tapped_message, "chat")).get("id", "")))
    name = " ".join(filter(None, [_text(user, "first_name"), _text(user, "last_name")]))
    if query:
        prompt, _, choice = _text(query, "data").rpartition("|")
        tapped = str(tapped_message.get("message_id", ""))
        reply = Reply(choice=choice, prompt=prompt, ref=tapped)
        return Incoming(account, name, reply, first=(Tapped(_text(query, "id")),), tapped=tapped)
    return Incoming(account, name, _said(message))


def _said(message: dict[str, Any]) -> Reply:
    ref = str(message.get("message_id", ""))
    if text := _text(message, "text"):
        return _command(message, text, ref) or Reply(text=text, links=found_in(text), ref=ref)
    if contact := _object(message, "contact"):
        full_name = " ".join(filter(None, [_text(contact, "first_name"), _text(contact, "last_name")]))
        return Reply(contact=Contact(_text(contact, "phone_number"), full_name), ref=ref)
    kind = next((kind for kind in MEDIA if kind in message), "unknown")
    if kind == "document":
        document = _object(message, kind)
        kind = kind_of_document(_text(document, "file_name"), _text(document, "mime_type"))
    file = _file(message) if kind in {"photo", "document"} else None
    return Reply(media=kind, file=file, links=found_in(_text(message, "caption")), ref=ref)


def _file(message: dict[str, Any]) -> SentFile | None:
    """A picture, of its sizes the largest, or a document."""
    sizes = message.get("photo")
    photo = sizes[-1] if isinstance(sizes, list) and sizes else None
    about = photo if isinstance(photo, dict) else _object(message, "document")
    size = about.get("file_size")
    file_id = _text(about, "file_id")
    return SentFile(file_id, size if isinstance(size, int) else 0) if file_id else None


def _command(message: dict[str, Any], text: str, ref: str) -> Reply | None:
    """A message that begins with one of the bot's commands, as Telegram marks them; none for anything else
    that begins with a slash: it may be an answer, such as a password.
    """
    marks = message.get("entities")
    for mark in marks if isinstance(marks, list) else ():
        if isinstance(mark, dict) and (mark.get("type"), mark.get("offset")) == ("bot_command", 0):
            length = mark.get("length") if isinstance(mark.get("length"), int) else len(text)
            command, _, _ = text[1:length].partition("@")  # counted in UTF-16, in which a letter is one
            if command.lower() in COMMANDS:
                return Reply(command=command.lower(), text=text[length:].strip(), ref=ref)
    return None


def _object(parent: dict[str, Any], name: str) -> dict[str, Any]:
    found = parent.get(name)
    return found if isinstance(found, dict) else {}


def _text(parent: dict[str, Any], name: str) -> str:
    found = parent.get(name)
    return found if isinstance(found, str) else ""
