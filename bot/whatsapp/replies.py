"""WhatsApp's messages in the conversations' words."""

from typing import Any

from bot.channel import Incoming
from bot.key_files import kind_of_document
from bot.outgoing import Tapped
from bot.whatsapp import CHANNEL, OWN_NUMBER
from conversations.desk.texts import COMMANDS
from conversations.payloads import found_in
from conversations.ports.people import Account
from conversations.prompt import Contact, Reply, SentFile

Json = dict[str, Any]
MEDIA = {
    "image": "photo",
    "sticker": "sticker",
    "audio": "audio",
    "video": "video",
    "document": "document",
    "location": "location",
}


def read(body: Json) -> Incoming:
    """Who says what in a message.

    Args:
        body: `message` as Meta delivers it; `account`, `name` and `phone`, whose it is.
    """
    message = body["message"]
    wamid = _text(message, "id")
    context = message.get("context")
    tapped = _text(context, "id") if isinstance(context, dict) else ""
    return Incoming(
        account=Account(CHANNEL, body["account"]),
        account_name=body["name"],
        reply=_said(message, wamid, Contact(f"+{body['phone']}", body["name"]) if body["phone"] else None),
        first=(Tapped(wamid),),  # which shows that it is read
        tapped=tapped,
    )


def _said(message: Json, ref: str, own: Contact | None) -> Reply:
    kind = message.get("type")
    content = message.get(kind) if isinstance(kind, str) else None
    if kind == "contacts":
        return _attached(content, ref)
    if not isinstance(content, dict):
        return Reply(media="unknown", ref=ref)
    if kind == "text":
        return _typed(_text(content, "body"), ref, own)
    if kind == "button":  # of a template
        return _typed(_text(content, "text") or _text(content, "payload"), ref, own)
    if kind == "interactive":
        return _picked(content, ref, own)
    if kind == "audio" and content.get("voice") is True:
        return Reply(media="voice", ref=ref)
    media = MEDIA.get(str(kind), "unknown")
    if kind == "document":
        media = kind_of_document(_text(content, "filename"), _text(content, "mime_type"))
    file = SentFile(_text(content, "id")) if media in {"photo", "document"} and _text(content, "id") else None
    return Reply(media=media, file=file, links=found_in(_text(content, "caption")), ref=ref)


def _typed(text: str, ref: str, own: Contact | None) -> Reply:
    if not text:
        return Reply(media="unknown", ref=ref)
    command, *rest = text.split(maxsplit=1) or [""]
    if command.startswith("/") and command[1:].lower() in COMMANDS:
        return Reply(command=command[1:].lower(), text=" ".join(rest), ref=ref)
    return Reply(text=text, own=own, links=found_in(text), ref=ref)


def _picked(content: Json, ref: str, own: Contact | None) -> Reply:
    """A tap on a button, or on a row of a list."""
    kind = content.get("type")
    picked = content.get(kind) if kind in ("button_reply", "list_reply") else None
    if not isinstance(picked, dict):
        return Reply(media="unknown", ref=ref)
    prompt, _, choice = _text(picked, "id").rpartition("|")
    if choice == OWN_NUMBER and own:
        return Reply(contact=own, prompt=prompt, ref=ref)
    return Reply(choice=choice, prompt=prompt, ref=ref)


def _attached(content: Any, ref: str) -> Reply:
    """A contact card: the first number of the first that has one."""
    cards = content if isinstance(content, list) else []
    for card in (card for card in cards if isinstance(card, dict)):
        if number := _number(card.get("phones")):
            name = card.get("name")
            full_name = _text(name, "formatted_name") if isinstance(name, dict) else ""
            return Reply(contact=Contact(number, full_name), ref=ref)
    return Reply(media="contact", ref=ref)


def _number(phones: Any) -> str:
    told = phones if isinstance(phones, list) else []
    return next(filter(None, (_text(phone, "phone") for phone in told if isinstance(phone, dict))), "")


def _text(parent: Json, name: str) -> str:
    found = parent.get(name)
    return found if isinstance(found, str) else ""
