"""What the bot sends, checked as Meta checks it, by its `type`.

Left out, and refused: audio, video, stickers, locations, contacts, reactions, products, flows.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bot.simulator.chats import Json
from bot.simulator.whatsapp import interactive, templates
from bot.simulator.whatsapp.errors import CloudError, parameter

if TYPE_CHECKING:
    from bot.simulator.whatsapp.world import WhatsAppWorld

MOST_TEXT, MOST_CAPTION = 4096, 1024


def checked(world: "WhatsAppWorld", kind: str, asked: Any) -> Json:
    """What stands in the chat of a message that is to be sent.

    Args:
        world: whose templates and files.
        kind: the request's `type`.
        asked: what stands under that key.

    Raises:
        CloudError: Meta would not take it.
    """
    check = KINDS.get(kind)
    if check is None:
        kinds = ", ".join(sorted(kind.upper() for kind in KINDS))
        raise parameter(f'Param type must be one of {{{kinds}}} - got "{kind}".')
    return check(world, asked)


def _text(_: "WhatsAppWorld", asked: Any) -> Json:
    body = asked.get("body") if isinstance(asked, dict) else None
    if not body:
        raise parameter("The parameter text['body'] is required.")
    if not isinstance(body, str):
        raise parameter("Param text['body'] must be a string.")
    _at_most(body, "text['body']", MOST_TEXT)
    return {"body": body}


def _interactive(world: "WhatsAppWorld", asked: Any) -> Json:
    content = interactive.checked(asked)
    header: Json = content.get("header", {})
    if (kind := header.get("type")) in {"image", "document"}:
        return content | {"header": {"type": kind, kind: _medium(world, kind, header.get(kind))}}
    return content


def _image(world: "WhatsAppWorld", asked: Any) -> Json:
    return _medium(world, "image", asked)


def _document(world: "WhatsAppWorld", asked: Any) -> Json:
    return _medium(world, "document", asked)


def _template(world: "WhatsAppWorld", asked: Any) -> Json:
    return templates.filled(world.templates, asked)


def _medium(world: "WhatsAppWorld", kind: str, asked: Any) -> Json:
    if not isinstance(asked, dict) or not (asked.get("id") or asked.get("link")):
        raise parameter(f"The parameter {kind}['id'] or {kind}['link'] is required.")
    medium = world.media.known.get(str(asked.get("id", "")))
    if asked.get("link"):
        raise CloudError(400, 131053, "Media upload error", "The simulator reaches no network: upload it.")
    if medium is None:
        sentence = "is not a valid whatsapp business account media attachment ID"
        raise parameter(f"Param {kind}['id'] {sentence}")
    told = {"id": medium.id, "mime_type": medium.mime_type}
    if caption := asked.get("caption"):
        _at_most(str(caption), f"{kind}['caption']", MOST_CAPTION)
        told["caption"] = str(caption)
    if kind == "document":
        told["filename"] = str(asked.get("filename") or medium.name)
    return told


def _at_most(text: str, name: str, most: int) -> None:
    if len(text) > most:
        raise parameter(f"Param {name} must be at most {most} characters long.")


KINDS: dict[str, Callable[["WhatsAppWorld", Any], Json]] = {
    "text": _text,
    "interactive": _interactive,
    "image": _image,
    "document": _document,
    "template": _template,
}
