"""What Meta's webhook tells: the `value` of one change, and the body around several of them.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.simulator.chats import Json
from bot.simulator.whatsapp.chats import Message, new_wamid
from bot.simulator.whatsapp.errors import CloudError
from bot.simulator.whatsapp.people import Person

Shape = Literal["messages", "changes", "entries"]


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell the bot.

    Args:
        id: rising by one.
        lane: what is told in this order: a chat's messages, or its statuses.
        value: of a change, without what is the same in all of them.
        field: of the change.
    """

    id: int
    lane: str
    value: Json
    field: str = "messages"


def told_message(person: Person, message: Message, number: str) -> Json:
    """A person's message."""
    about = person.sender() | {"id": message.wamid, "timestamp": str(message.date), "type": message.kind}
    if message.reply_to:
        about["context"] = {"from": number, "id": message.reply_to}
    content = message.content["contacts"] if message.kind == "contacts" else message.content
    return {"contacts": [person.contact()], "messages": [about | {message.kind: content}]}


def told_unsupported(person: Person, date: int) -> Json:
    """A message of a kind that the Cloud API does not pass on, such as a poll."""
    error = {
        "code": 131051,
        "title": "Message type unknown",
        "message": "Message type unknown",
        "error_data": {"details": "Message type is currently not supported."},
    }
    about = person.sender() | {"id": new_wamid(person.wa_id), "timestamp": str(date), "type": "unsupported"}
    return {"contacts": [person.contact()], "messages": [about | {"errors": [error]}]}


def told_status(person: Person, message: Message, status: str, date: int) -> Json:
    """How a message of the bot fared."""
    about: Json = {"id": message.wamid, "status": status, "timestamp": str(date)}
    if message.to_number or person.shows_number:
        about["recipient_id"] = person.wa_id
    if person.shows_user_id:
        about["recipient_user_id"] = person.user_id
    pricing = {"billable": False, "pricing_model": "PMP", "type": "free_customer_service"}
    about["pricing"] = pricing | {"category": "utility" if message.kind == "template" else "service"}
    return {"contacts": [person.contact()], "statuses": [about]}


def told_failure(to: Json, wamid: str, error: CloudError, date: int) -> Json:
    """A message of the bot that was accepted and then could not be sent; `contacts` is not there.

    Args:
        to: `recipient_id` or `recipient_user_id`, as it was addressed.
        wamid: of the message.
        error: why.
        date: Unix time.
    """
    about = {"id": wamid, "status": "failed", "timestamp": str(date)} | to
    return {"statuses": [about | {"errors": [error.told()]}]}


def told_new_number(person: Person, old: str, date: int) -> Json:
    """A person took the account to another number; `contacts` is not there."""
    system = {
        "body": f"User {person.name} changed from {old} to {person.wa_id}",
        "wa_id": person.wa_id,
        "type": "user_changed_number",
    }
    if person.shows_user_id:
        system["user_id"] = person.user_id
    about = {"from": old, **_told(person, date), "system": system}
    return {"messages": [about]}


def told_new_user_id(person: Person, old: str, date: int) -> Json:
    """A person has another business-scoped id; neither `contacts` nor a number is there."""
    system = {
        "body": f"User {person.name} changed from {old} to {person.user_id}",
        "user_id": person.user_id,
        "previous_user_id": old,
        "type": "user_changed_user_id",
    }
    about = {**_told(person, date), "system": system}
    return {"messages": [about]}


def _told(person: Person, date: int) -> Json:
    return {"id": new_wamid(person.wa_id), "timestamp": str(date), "type": "system"}


def body_of(notices: Sequence[Notice], shape: Shape, account_id: str, metadata: Json) -> Json:
    """A webhook's body that tells several things.

    Args:
        notices: what to tell, in this order.
        shape: all in one change, a change for each, or an entry for each.
        account_id: of the WhatsApp Business Account.
        metadata: of the bot's number.
    """
    parts = [[notice] for notice in notices] if shape != "messages" else _by_field(notices)
    changes = [_change(part, metadata) for part in parts]
    groups = [[change] for change in changes] if shape == "entries" else [changes]
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": account_id, "changes": group} for group in groups],
    }


def _by_field(notices: Sequence[Notice]) -> list[list[Notice]]:
    fields = dict.fromkeys(notice.field for notice in notices)
    return [[notice for notice in notices if notice.field == field] for field in fields]


def _change(notices: list[Notice], metadata: Json) -> Json:
    value: Json = {"messaging_product": "whatsapp", "metadata": metadata}
    for notice in notices:
        for key, told in notice.value.items():
            known = value.setdefault(key, [])
            known += [one for one in told if key != "contacts" or one not in known]
    return {"value": value, "field": notices[0].field}
