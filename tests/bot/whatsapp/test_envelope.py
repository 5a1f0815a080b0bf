"""Every message of every change of every entry is found, and what is none is passed over."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.adapters.contacts_known import Known
from bot.whatsapp.envelope import Item, items
from tests.bot.whatsapp.bodies import (
    ANA,
    BY_ID,
    NAMELESS,
    NEW_ID,
    NEW_NUMBER,
    NUMBER,
    PARENT_ID,
    PHONE,
    SAID,
    UNSAID,
    USER_ID,
    Json,
    body,
    entries,
    message,
    status,
    text,
    value,
    without,
    written,
)

RUI = {"profile": {"name": "Rui"}, "wa_id": "5521912345678", "user_id": "BR.7"}


def found(told: Any) -> list[Item]:
    return list(items(told, NUMBER))


def known(told: Json) -> Known:
    (item,) = found(told)
    return item.known


@pytest.mark.parametrize("told", SAID.values(), ids=SAID)
def test_each_message_is_one_item(told: Json) -> None:
    """A message of any kind is kept whole, by its own id."""
    (item,) = found(told)
    assert ("wamid.ONE", "wamid.ONE") == (item.id, item.body["message"]["id"])


@pytest.mark.parametrize("told", UNSAID.values(), ids=UNSAID)
def test_what_nobody_says_is_no_message(told: Json) -> None:
    """What needs no answer gives nothing that would be answered."""
    assert [] == [item for item in found(told) if "message" in item.body]


def test_all_of_a_body() -> None:
    """Messages and statuses of several people, changes and entries come all, in their order."""
    change = {"value": value(contacts=[ANA], messages=[text(id_="3")]), "field": "messages"}
    told = body(
        value(contacts=[ANA, RUI], messages=[text(id_="1"), text(id_="2", **{"from": RUI["wa_id"]})]),
        value(statuses=[status("sent"), status("read")]),
    )
    told["entry"] += entries([change])["entry"]
    assert ["1", "2", "wamid.SENT:sent", "wamid.SENT:read", "3"] == [item.id for item in found(told)]


def test_broken_parts_lose_nothing_beside_them() -> None:
    """A message between two that are none is kept."""
    told = value(contacts=[None, ANA], messages=[None, text(), {"type": {}}], statuses=[[]])
    assert ["wamid.ONE"] == [item.id for item in found(body({}, told))]


@pytest.mark.parametrize("told", [None, 1, "x", [], {}, {"entry": None}, {"entry": {}}], ids=repr)
def test_what_is_no_body(told: Any) -> None:
    """Anything but Meta's form is refused."""
    with pytest.raises(ValueError, match="no body"):
        items(told, NUMBER)


@pytest.mark.parametrize(
    ("contacts", "fields", "expected"),
    [
        ([ANA], {"from": PHONE}, Known(PHONE, USER_ID)),
        ([ANA], {"from": PHONE, **BY_ID}, Known(PHONE, USER_ID)),
        ([], {"from": PHONE}, Known(PHONE)),
        ([NAMELESS], BY_ID, Known("", USER_ID)),
        ([NAMELESS], {}, Known("", USER_ID)),
        ([RUI, ANA], BY_ID, Known(PHONE, USER_ID)),
        ([{**ANA, "wa_id": "551187654321"}], {"from": PHONE}, Known(PHONE, USER_ID)),
        ([RUI], {"from": PHONE}, Known(PHONE)),
        ([RUI, ANA], {}, None),
        ([], {"from_parent_user_id": PARENT_ID}, Known("", PARENT_ID)),
        ([], {"from": USER_ID, "from_user_id": USER_ID}, Known("", USER_ID)),
        ([], {"from": "٣٣٣٣٣٣٣", "from_user_id": USER_ID}, Known("", USER_ID)),
        ([], {"from": PHONE, "from_user_id": "x" * 200}, Known(PHONE)),
    ],
    ids=range(13),
)
def test_who(contacts: list[Json], fields: Json, expected: Known | None) -> None:
    """Whoever wrote is known by all that is told of them, and by nothing that is told of others."""
    told = value(contacts=contacts, messages=[without(text(), "from") | fields])
    assert ([expected] if expected else []) == [item.known for item in found(body(told))]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Ana 👩‍👧", "Ana 👩‍👧"), ("x" * 500, "x" * 500), (1, ""), (None, "")],
    ids=range(4),
)
def test_name(name: Any, expected: str) -> None:
    """The profile's name is kept as it is."""
    told = value(contacts=[{**ANA, "profile": {"name": name}}], messages=[text()])
    (item,) = found(body(told))
    assert expected == item.body["name"]


@pytest.mark.parametrize(
    ("system", "fields", "before", "now"),
    [
        (NEW_NUMBER, {"from": PHONE}, Known(PHONE), Known("5521912345678", "BR.2")),
        (
            NEW_NUMBER | {"previous_user_id": USER_ID},
            {"from": PHONE},
            Known(PHONE, USER_ID),
            Known("5521912345678", "BR.2"),
        ),
        (NEW_NUMBER, {"from": PHONE, "from_user_id": "BR.2"}, Known(PHONE), Known("5521912345678", "BR.2")),
        (NEW_ID, {}, Known("", USER_ID), Known("", "BR.2")),
        (
            {"new_wa_id": "5521912345678", "type": "user_changed_number"},
            {"from": PHONE},
            Known(PHONE),
            Known("5521912345678"),
        ),
        (
            {"wa_id": "5521912345678", "customer": PHONE, "type": "customer_changed_number"},
            {},
            Known(PHONE),
            Known("5521912345678"),
        ),
    ],
    ids=["number", "number and id", "told of the new id", "id", "as in 2021", "as in 2022"],
)
def test_change_of_names(system: Json, fields: Json, before: Known, now: Known) -> None:
    """What somebody was called, and is from now on."""
    told = value(messages=[without(message("system", system), "from") | fields])
    (item,) = found(body(told))
    assert (before, now, {}) == (item.before, item.known, item.body)


@pytest.mark.parametrize(
    ("fields", "contacts", "expected"),
    [
        ({}, [ANA], Known(PHONE, USER_ID)),
        ({"recipient_user_id": USER_ID}, [], Known(PHONE, USER_ID)),
        ({"recipient_id": "", "recipient_user_id": USER_ID}, [], Known("", USER_ID)),
        ({"recipient_id": ""}, [ANA], Known(PHONE, USER_ID)),
    ],
    ids=range(4),
)
def test_whose_status(fields: Json, contacts: list[Json], expected: Known) -> None:
    """A status is of whom the message was for."""
    assert expected == known(body(value(contacts=contacts, statuses=[status(**fields)])))


def test_long_id_is_no_obstacle() -> None:
    """Nobody has said how long Meta's ids may be."""
    assert ["wamid." + "A" * 300] == [item.id for item in found(written(text(id_="wamid." + "A" * 300)))]


def test_log_has_no_words_of_anybody() -> None:
    """What is passed over leaves lines of kinds and codes alone."""
    with capture_logs() as logs:
        for told in UNSAID.values():
            found(told)
    assert [] == [word for word in (PHONE, USER_ID, "Ana", "oi", "wamid") if word in str(logs)]
    assert {"meta tells of an error", "for another number", "message of nobody", "status of nothing"} <= {
        line["event"] for line in logs
    }
