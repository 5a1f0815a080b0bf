"""What Meta delivers, taken apart: one body holds many messages of many people, and how others fared.

Source: WhatsApp Business Platform, Webhooks reference: messages, status messages, system messages.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import structlog

from bot.adapters.contacts_known import Known
from bot.db.models.contacts import LONGEST

log = structlog.get_logger()
Json = dict[str, Any]
SILENT = ("reaction", "revoke", "edit")
"""Messages that say nothing new: a thumb on a question is no answer to it."""
LONGEST_ID = 512
DIGITS = re.compile(r"[0-9]{5,20}")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a body.

    Args:
        id: makes a second delivery known as the same.
        known: whose it is.
        body: what is kept of it, but for whose it is.
        before: what they were called until now, of a message that says that it changed.
    """

    id: str
    known: Known
    body: Json = field(default_factory=dict)
    before: Known | None = None


def items(body: Any, phone_number_id: str) -> Iterator[Item]:
    """Everything in a body that is for this number and of somebody.

    Args:
        body: as it was delivered, parsed.
        phone_number_id: the number's; what is for others is passed over.

    Raises:
        ValueError: it is none of Meta's bodies.
    """
    match body:
        case {"entry": list()}:
            pass
        case _:
            raise ValueError("no body of Meta's")
    return (item for value in _values(body) if _is_for(value, phone_number_id) for item in _of_value(value))


def _values(body: Json) -> Iterator[Json]:
    for entry in _objects(body, "entry"):
        for change in _objects(entry, "changes"):
            # Other fields tell of templates, accounts, and what others say in the bot's stead.
            if change.get("field") == "messages":
                yield _object(change, "value")


def _is_for(value: Json, phone_number_id: str) -> bool:
    to = _object(value, "metadata").get("phone_number_id")
    if to == phone_number_id:
        return True
    if to is not None:
        log.info("for another number", mend="check WHATSAPP_PHONE_NUMBER_ID, if all are")
    return False


def _of_value(value: Json) -> Iterator[Item]:
    contacts = list(_objects(value, "contacts"))
    for error in _objects(value, "errors"):
        log.warning("meta tells of an error", code=error.get("code") if type(error.get("code")) is int else 0)
    for message in _objects(value, "messages"):
        yield from _of_message(message, contacts)
    for status in _objects(value, "statuses"):
        yield from _of_status(status, contacts)


def _of_status(status: Json, contacts: list[Json]) -> Iterator[Item]:
    known = _whole(_known(status, "recipient_id", "recipient_user_id"), contacts)
    known = known if known.names else _known(status, "", "recipient_parent_user_id")
    wamid, told = _text(status, "id", LONGEST_ID), _text(status, "status")
    if known.names and wamid and told:
        yield Item(f"{wamid}:{told}", known, {"status": status})
    else:
        log.warning("status of nothing", status=told)


def _of_message(message: Json, contacts: list[Json]) -> Iterator[Item]:
    known = _known(message, "from", "from_user_id")
    wamid, kind = _text(message, "id", LONGEST_ID), message.get("type")
    if kind == "system":
        yield from _moved(wamid, message, known)
        return
    name = _object(_contact_of(known, contacts), "profile").get("name")
    known = _whole(known, contacts)
    known = known if known.names else _known(message, "", "from_parent_user_id")
    if not known.names or not wamid:
        log.warning("message of nobody", type=_text(message, "type"))
    elif message.get("group_id"):  # where many would read the answer
        log.info("message in a group")
    elif kind not in SILENT:
        told = {"message": message, "name": name if isinstance(name, str) else "", "phone": known.phone}
        yield Item(wamid, known, told)


def _moved(wamid: str, message: Json, known: Known) -> Iterator[Item]:
    """Somebody has another number, another id, or both."""
    system = _object(message, "system")
    numbered = {**system, "wa_id": system.get("wa_id", system.get("new_wa_id"))}  # as it was called before
    now = _known(numbered, "wa_id", "user_id", "parent_user_id")
    was = _known(system, "customer", "previous_user_id", "previous_parent_user_id")
    sender = known.user_id if known.user_id != now.user_id else ""
    before = Known(known.phone or was.phone, was.user_id or sender)
    if wamid and before.names and now.names:
        yield Item(wamid, now, before=before)


def _known(told: Json, phone: str, *user_ids: str) -> Known:
    """The names that stand in these fields, if any is named; the first id that is there."""
    number = _text(told, phone) if phone else ""
    ids = (_text(told, user_id) for user_id in user_ids)
    return Known(number if DIGITS.fullmatch(number) else "", next(filter(None, ids), ""))


def _whole(known: Known, contacts: list[Json]) -> Known:
    """The names, with those that are told beside."""
    told = _known(_contact_of(known, contacts), "wa_id", "user_id", "parent_user_id")
    return Known(known.phone or told.phone, known.user_id or told.user_id)


def _contact_of(known: Known, contacts: list[Json]) -> Json:
    """What is told beside a message of who wrote it."""
    for contact in contacts:
        told = _known(contact, "wa_id", "user_id")
        if set(told.names) & set(known.names):
            return contact
    return contacts[0] if len(contacts) == 1 and not known.names else {}


def _object(parent: Json, name: str) -> Json:
    found = parent.get(name)
    return found if isinstance(found, dict) else {}


def _objects(parent: Json, name: str) -> Iterator[Json]:
    found = parent.get(name)
    return (one for one in found if isinstance(one, dict)) if isinstance(found, list) else iter(())


def _text(parent: Json, name: str, most: int = LONGEST) -> str:
    """A short text, as names and ids are; whatever else stands there is none."""
    found = parent.get(name)
    return found if isinstance(found, str) and len(found) <= most and found.isprintable() else ""
