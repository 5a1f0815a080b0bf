"""POST /{phone_number_id}/messages: a message to a person, or that a person's message was read.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-phone-number/message-api
"""

import re
from typing import TYPE_CHECKING, Any

from bot.simulator.chats import Json
from bot.simulator.whatsapp import content
from bot.simulator.whatsapp.chats import Chat
from bot.simulator.whatsapp.errors import parameter, value
from bot.simulator.whatsapp.people import digits

if TYPE_CHECKING:
    from bot.simulator.whatsapp.world import WhatsAppWorld

TYPING_LASTS = 25.0
NUMBER = re.compile(r"\+?[\d ().-]{7,24}", re.ASCII)
USER_ID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}")


def send(world: "WhatsAppWorld", asked: Any) -> Json:
    """Does what a request asks, and gives the answer.

    Raises:
        CloudError: Meta would not.
    """
    if not isinstance(asked, dict) or asked.get("messaging_product") != "whatsapp":
        raise parameter("The parameter messaging_product is required.")
    if asked.get("status") == "read":
        return _read(world, asked)
    to, user_id = _recipient(asked)
    if world.refusals:
        raise world.refusals.pop(0)
    kind = str(asked.get("type") or "text")
    shown = content.checked(world, kind, asked.get(kind))
    chat = world.find(to, user_id)
    if world.limits:
        world.limits.take(chat.person.user_id if chat else to or user_id, world.clock())
    if chat is None:
        wamid = world.said_to_nobody({"recipient_id": digits(to)} if to else {"recipient_user_id": user_id})
    else:
        wamid = _say(world, chat, kind, shown, asked, to_number=bool(to))
    message: Json = {"id": wamid} | ({"message_status": "accepted"} if kind == "template" else {})
    return {
        "messaging_product": "whatsapp",
        "contacts": [_contact(chat, to, user_id)],
        "messages": [message],
    }


def _say(world: "WhatsAppWorld", chat: Chat, kind: str, shown: Json, asked: Json, *, to_number: bool) -> str:
    reply_to = str((asked.get("context") or {}).get("message_id", ""))
    return world.said_by_bot(chat, kind, shown, reply_to=reply_to, to_number=to_number).wamid


def _contact(chat: Chat | None, to: str, user_id: str) -> Json:
    if not to:
        return {"input": user_id, "user_id": user_id}
    return {"input": to, "wa_id": chat.person.wa_id if chat else digits(to)}


def _recipient(asked: Json) -> tuple[str, str]:
    """The number, which wins where both are given, or else the business-scoped id."""
    to, user_id = str(asked.get("to") or ""), str(asked.get("recipient") or "")
    if to:
        if not NUMBER.fullmatch(to):
            raise value("The phone number is malformed: Please use the format: +1234567890.")
        return to, ""
    if not user_id:
        raise parameter("The parameter to is required.")
    if not USER_ID.fullmatch(user_id):
        raise value("Param recipient is not a business-scoped user ID.")
    return "", user_id


def _read(world: "WhatsAppWorld", asked: Json) -> Json:
    typing = asked.get("typing_indicator")
    if typing is not None and typing != {"type": "text"}:
        raise parameter("Param typing_indicator['type'] must be one of {TEXT}.")
    until = world.clock() + TYPING_LASTS if typing else 0.0
    if not world.seen_by_bot(str(asked.get("message_id", "")), typing_until=until):
        raise value("Param message_id is not the ID of a message received.")
    return {"success": True}
