"""Bodies as Meta delivers them, written after its reference.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
"""

from typing import Any

Json = dict[str, Any]
NUMBER = "106540352242922"
PHONE, USER_ID, PARENT_ID = "5511987654321", "BR.1349120865530274", "BR.ENT.1181579921288684"
METADATA = {"display_phone_number": "5511912345678", "phone_number_id": NUMBER}
CONTEXT = {"from": "5511912345678", "id": "wamid.QUESTION"}
ANA = {"profile": {"name": "Ana Lima"}, "wa_id": PHONE, "user_id": USER_ID, "parent_user_id": PARENT_ID}
UNSUPPORTED = {"code": 131051, "title": "Message type unknown", "message": "Message type unknown"}


def body(*values: Json, field: str = "messages") -> Json:
    """One change for each value, in one entry."""
    return entries([{"value": value, "field": field} for value in values])


def entries(*groups: list[Json]) -> Json:
    """One entry for each group of changes."""
    entry = [{"id": "102290129340398", "changes": group} for group in groups]
    return {"object": "whatsapp_business_account", "entry": entry}


def value(**content: Any) -> Json:
    """Of a change, for our number."""
    return {"messaging_product": "whatsapp", "metadata": METADATA, **content}


def message(kind: str, content: Any = None, id_: str = "wamid.ONE", **fields: Any) -> Json:
    """A message of Ana's."""
    told = {"from": PHONE, "id": id_, "timestamp": "1764050000", "type": kind, **fields}
    return told if content is None else {**told, kind: content}


def written(*messages: Json) -> Json:
    """A body with messages of Ana's."""
    return body(value(contacts=[ANA], messages=list(messages)))


def text(words: str = "oi", id_: str = "wamid.ONE", **fields: Any) -> Json:
    """A text of Ana's."""
    return message("text", {"body": words}, id_, **fields)


def tap(id_: str, kind: str = "button_reply") -> Json:
    """A tap of Ana's on a button or a row."""
    content = {"type": kind, kind: {"id": id_, "title": "Sim"}}
    return message("interactive", content, context=CONTEXT)


def status(kind: str = "delivered", id_: str = "wamid.SENT", **fields: Any) -> Json:
    """How a message to Ana fared."""
    return {"id": id_, "status": kind, "timestamp": "1764050001", "recipient_id": PHONE, **fields}


def without(told: Json, *names: str) -> Json:
    """The same but for some fields."""
    return {name: found for name, found in told.items() if name not in names}


MEDIA = {"mime_type": "image/jpeg", "sha256": "4654+8g=", "id": "65463453"}
CARD = {
    "name": {"first_name": "João", "last_name": "Sá", "formatted_name": "João Sá"},
    "phones": [{"phone": "+55 11 98888-7777", "wa_id": "5511988887777", "type": "CELL"}],
}
FLOW = {"type": "nfm_reply", "nfm_reply": {"name": "flow", "body": "Sent", "response_json": '{"a": 1}'}}
NAMELESS = {"profile": {"name": "Ana Lima", "username": "ana"}, "user_id": USER_ID}
BY_ID = {"from_user_id": USER_ID, "from_parent_user_id": PARENT_ID}
NEW_NUMBER = {
    "body": f"User Ana changed from {PHONE} to 5521912345678",
    "wa_id": "5521912345678",
    "user_id": "BR.2",
    "type": "user_changed_number",
}
NEW_ID = {
    "body": "User changed",
    "user_id": "BR.2",
    "previous_user_id": USER_ID,
    "type": "user_changed_user_id",
}
IDENTITY = {"body": "User identity changed", "type": "customer_identity_changed"}
UNKNOWN_FIELDS = {"origin": {"x": [1]}, "ad": None}

SAID: dict[str, Json] = {
    "text": written(text()),
    "text with what nobody has told us of": {**written(text(**UNKNOWN_FIELDS)), "new": 1},
    "text forwarded": written(text(context={"forwarded": True, "frequently_forwarded": True})),
    "text from an ad": written(text(referral={"source_url": "https://fb.me/x", "source_type": "ad"})),
    "tap on a button": written(tap("menu|new")),
    "tap on a row": written(tap("menu|new", "list_reply")),
    "tap on a template's button": written(
        message("button", {"payload": "p", "text": "Ver"}, context=CONTEXT)
    ),
    "tap on a template's button without context": written(message("button", {"payload": "p", "text": "Ver"})),
    "flow reply": written(message("interactive", FLOW, context=CONTEXT)),
    "contact card": written(message("contacts", [CARD])),
    "image": written(message("image", {**MEDIA, "caption": "oi"})),
    "video": written(message("video", MEDIA)),
    "voice": written(message("audio", {**MEDIA, "voice": True})),
    "audio": written(message("audio", {**MEDIA, "voice": False})),
    "document": written(message("document", {**MEDIA, "filename": "a.pdf"})),
    "sticker": written(message("sticker", {**MEDIA, "animated": False})),
    "location": written(message("location", {"latitude": -23.5, "longitude": -46.6})),
    "order": written(message("order", {"catalog_id": "1", "product_items": []})),
    "unsupported": written(message("unsupported", errors=[UNSUPPORTED])),
    "unsupported without contacts": body(value(messages=[message("unsupported", errors=[UNSUPPORTED])])),
    "a kind that is still to come": written(message("hologram", {"id": "1"})),
    "a kind that is no word": written({**text(), "type": ["text"]}),
    "id alone, without a number": body(
        value(contacts=[NAMELESS], messages=[without(text(), "from") | BY_ID])
    ),
    "id told only beside it": body(value(contacts=[NAMELESS], messages=[without(text(), "from")])),
    "the parent's id alone": body(
        value(messages=[without(text(), "from") | {"from_parent_user_id": PARENT_ID}])
    ),
    "without contacts": body(value(messages=[text()])),
}
"""Messages that somebody answers, one in each."""

UNSAID: dict[str, Json] = {
    "reaction": written(message("reaction", {"message_id": "wamid.X", "emoji": "👍"})),
    "message taken back": written(message("revoke", {"original_message_id": "wamid.X"})),
    "message corrected": written(message("edit", {"original_message_id": "wamid.X", "message": text("oi!")})),
    "message in a group": written(text(group_id="Y2FwaV9ncm91cDo")),
    "only errors": body(value(errors=[{"code": 130429, "title": "Rate limit hit"}])),
    "nothing": body(value()),
    "no entry": entries(),
    "no change": entries([]),
    "for another number": body({**value(messages=[text()]), "metadata": {"phone_number_id": "1"}}),
    "without metadata": body({"messages": [text()]}),
    "about the account": body({"event": "VERIFIED_ACCOUNT"}, field="account_update"),
    "said by somebody else in our stead": body(value(messages=[text()]), field="standby"),
    "failure of nobody's message": body(value(statuses=[status("failed")])),
    "status without whose": body(value(statuses=[without(status(), "recipient_id")])),
    "another identity": body(value(messages=[message("system", IDENTITY)])),
    "change of a stranger's number": body(value(messages=[message("system", NEW_NUMBER)])),
    "change of a stranger's id": body(value(messages=[without(message("system", NEW_ID), "from")])),
    "message of nobody": body(value(messages=[without(text(), "from")])),
    "message without an id": body(value(messages=[without(text(), "id")])),
    "message that is none": body(value(messages=[None, 1, "x", [], {}])),
    "broken": {
        "object": "whatsapp_business_account",
        "entry": [None, 1, {"changes": 1}, {"changes": [None]}],
    },
    "broken values": body(value(messages={}, contacts="x", statuses=1, errors=[None, {"code": "x"}])),
}
"""What nobody answers, of people who are strangers."""
