"""What Meta delivers, taken apart: one body holds many messages of many people, and how others fared.

Source: WhatsApp Business Platform, Webhooks reference: messages, status messages, system messages.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import structlog

from bot.adapters.contacts_known import Known

log = structlog.get_logger()
Json = dict[str, Any]
SILENT = {"reaction", "revoke", "edit"}
"""Messages that say nothing new: a thumb on a question is no answer to it."""


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

    @property
    def says_something(self) -> bool:
        """Whether a person wrote it."""
        return "message" in self.body


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
            if isinstance(value := change.get("value"), dict):
                yield value


def _is_for(value: Json, phone_number_id: str) -> bool:
    metadata = value.get("metadata")
    to = metadata.get("phone_number_id") if isinstance(metadata, dict) else None
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
        known = Known(_text(status, "recipient_id"), _text(status, "recipient_user_id"))
        if known.names and _text(status, "id"):
            yield Item(f"{status['id']}:{_text(status, 'status')}", known, {"status": status})


def _of_message(message: Json, contacts: list[Json]) -> Iterator[Item]:
    known = Known(_text(message, "from"), _text(message, "from_user_id"))
    wamid = _text(message, "id")
    if message.get("type") == "system":
        yield from _moved(wamid, message, known)
        return
    contact = _contact_of(known, contacts)
    known = Known(known.phone or _text(contact, "wa_id"), known.user_id or _text(contact, "user_id"))
    if not known.names or not wamid:
        log.warning("message of nobody", type=_text(message, "type"))
    elif message.get("type") not in SILENT:
        profile = contact.get("profile")
        name = _text(profile, "name") if isinstance(profile, dict) else ""
        yield Item(wamid, known, {"message": message, "name": name, "phone": known.phone})


def _moved(wamid: str, message: Json, known: Known) -> Iterator[Item]:
    """Somebody has another number, another id, or both."""
    system = message.get("system")
    if not isinstance(system, dict):
        return
    before = Known(known.phone, _text(system, "previous_user_id") or known.user_id)
    now = Known(_text(system, "wa_id") or _text(system, "new_wa_id"), _text(system, "user_id"))
    if wamid and before.names and now.names:
        yield Item(wamid, now, before=before)


def _contact_of(known: Known, contacts: list[Json]) -> Json:
    """What is told beside a message of who wrote it."""
    for contact in contacts:
        told = Known(_text(contact, "wa_id"), _text(contact, "user_id"))
        if set(told.names) & set(known.names):
            return contact
    return contacts[0] if len(contacts) == 1 and not known.names else {}


def _objects(parent: Json, name: str) -> Iterator[Json]:
    found = parent.get(name)
    return (one for one in found if isinstance(one, dict)) if isinstance(found, list) else iter(())


def _text(parent: Json, name: str) -> str:
    """A short text, as names and ids are; whatever else stands there is none."""
    found = parent.get(name)
    return found if isinstance(found, str) and len(found) <= 128 and found.isprintable() else ""
