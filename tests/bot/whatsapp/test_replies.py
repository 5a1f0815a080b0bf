"""What people write on WhatsApp, in the conversations' words."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channel import Incoming
from bot.outgoing import Tapped
from bot.whatsapp import OWN_NUMBER
from bot.whatsapp.replies import read
from conversations.ports.people import Account
from conversations.prompt import KEY_FILE, Contact, InvalidAnswer, Reply, SentFile
from conversations.readers import phone
from tests.bot.whatsapp.bodies import CARD, FLOW, MEDIA, PHONE, Json, message, tap, text

OWN = Contact(f"+{PHONE}", "Ana Lima")
PAYLOAD = "c_7dgc4rKEwbwABsQ9_-4wP_Oqioi9o2rS"


def incoming(told: Json, phone: str = PHONE) -> Incoming:
    return read({"message": told, "account": "ana", "name": "Ana Lima", "phone": phone})


def said(told: Json, phone: str = PHONE) -> Reply:
    return incoming(told, phone).reply


def test_who_and_which() -> None:
    """Each message tells whose it is, and is shown as read by its id."""
    found = incoming(text())
    assert (Account("whatsapp", "ana"), "Ana Lima", (Tapped("wamid.ONE"),), "wamid.ONE") == (
        found.account,
        found.account_name,
        found.first,
        found.reply.ref,
    )


def test_tapped_message() -> None:
    """A tap tells on which message."""
    assert ["wamid.QUESTION", ""] == [incoming(tap("a|b")).tapped, incoming(text()).tapped]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (text("Padaria"), Reply(text="Padaria")),
        (text("x" * 5000), Reply(text="x" * 5000)),
        (text("menu"), Reply(text="menu")),
        (text(" / não "), Reply(text=" / não ")),
        (text("/senha123"), Reply(text="/senha123")),
        (text("/Menu"), Reply(command="menu", text="")),
        (text("/ajuda por favor"), Reply(command="ajuda", text="por favor")),
        (text(""), Reply(media="unknown")),
        (message("button", {"payload": "p", "text": "Ver"}), Reply(text="Ver")),
        (message("button", {"payload": "p"}), Reply(text="p")),
        (
            tap("registration:company.tax_id|.back"),
            Reply(prompt="registration:company.tax_id", choice=".back"),
        ),
        (tap("a|b|c", "list_reply"), Reply(prompt="a|b", choice="c")),
        (tap("other"), Reply(choice="other")),
        (
            tap(f"k3f9:contact.phone|{OWN_NUMBER}"),
            Reply(contact=Contact(f"+{PHONE}", "Ana Lima"), prompt="k3f9:contact.phone"),
        ),
        (message("contacts", [CARD]), Reply(contact=Contact("+55 11 98888-7777", "João Sá"))),
        (message("contacts", [{"name": {}}, CARD]), Reply(contact=Contact("+55 11 98888-7777", "João Sá"))),
        (message("contacts", [{"phones": [{}, {"phone": "1"}]}]), Reply(contact=Contact("1", ""))),
        (message("contacts", [{"name": {"formatted_name": "João"}}]), Reply(media="contact")),
        (message("interactive", FLOW), Reply(media="unknown")),
        (message("interactive", {"type": ["button_reply"]}), Reply(media="unknown")),
        (message("image", MEDIA), Reply(media="photo", file=SentFile(MEDIA["id"]))),
        (message("audio", {**MEDIA, "voice": True}), Reply(media="voice")),
        (message("audio", MEDIA), Reply(media="audio")),
        (message("video", MEDIA), Reply(media="video")),
        (message("document", MEDIA), Reply(media="document", file=SentFile(MEDIA["id"]))),
        (message("document", {**MEDIA, "filename": "Padaria.PFX"}), Reply(media=KEY_FILE)),
        (message("document", {**MEDIA, "mime_type": "application/x-pkcs12"}), Reply(media=KEY_FILE)),
        (message("sticker", MEDIA), Reply(media="sticker")),
        (message("location", {"latitude": 1, "longitude": 1}), Reply(media="location")),
        (message("order", {}), Reply(media="unknown")),
        (message("unsupported", errors=[{}]), Reply(media="unknown")),
        (message("hologram", {}), Reply(media="unknown")),
    ],
    ids=range(32),
)
def test_kinds(told: Json, expected: Reply) -> None:
    """Each kind of message is what it means."""
    own = OWN if expected.text is not None and expected.command is None else None
    assert Reply(**{**_fields(expected), "own": own, "ref": "wamid.ONE"}) == said(told)


def test_words_of_somebody_without_a_number() -> None:
    """Only what is known is told."""
    assert said(text(), phone="").own is None


def test_links_in_a_text() -> None:
    """What they carry is told beside the words, which may still be an answer."""
    words = f"meu convite ({PAYLOAD}), pode ser?"
    assert Reply(text=words, own=OWN, links=(PAYLOAD,), ref="wamid.ONE") == said(text(words))


def test_link_below_a_picture() -> None:
    """Who sends on a QR code with its words sends a link."""
    told = message("image", {**MEDIA, "caption": f"Olá! Código: {PAYLOAD}"})
    sent = SentFile(MEDIA["id"])
    assert Reply(media="photo", file=sent, links=(PAYLOAD,), ref="wamid.ONE") == said(told)


def test_command_with_a_link() -> None:
    """As Telegram's links say it."""
    assert Reply(command="start", text=PAYLOAD, ref="wamid.ONE") == said(text(f"/start {PAYLOAD}"))


def test_own_number_that_is_not_known() -> None:
    """Without a number the choice stays one, and is answered as any old button."""
    assert OWN_NUMBER == said(tap(f"contact.phone|{OWN_NUMBER}"), phone="").choice


@pytest.mark.parametrize("wa_id", ["551187654321", PHONE])
def test_own_number_is_readable(wa_id: str) -> None:
    """A number as Meta spells it is taken as an answer, also without its 9."""
    contact = said(tap(f"contact.phone|{OWN_NUMBER}"), phone=wa_id).contact
    assert contact
    assert f"+{PHONE}" == phone(contact.phone)


def test_own_number_of_another_country_is_refused_as_any_other() -> None:
    """The number is offered to the same reader as one that is typed."""
    contact = said(tap(f"contact.phone|{OWN_NUMBER}"), phone="351912345678").contact
    assert contact
    with pytest.raises(InvalidAnswer, match=r"phone\.foreign"):
        phone(contact.phone)


KINDS = ["text", "button", "interactive", "contacts", "audio", "image", "unsupported", "button_reply"]
NAMES = [*KINDS, "type", "id", "body", "context", "phones", "phone", "name", "formatted_name", "payload"]
json_ = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.sampled_from(KINDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=25,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(NAMES), json_), st.sampled_from([*KINDS, None]))
def test_any_json_is_somebody_saying_something(told: dict[str, Any], kind: str | None) -> None:
    """Whatever stands in a message, it is read as one thing."""
    found = said(told if kind is None else {**told, "type": kind})
    kinds = [
        found.text if found.command is None else None,
        found.choice,
        found.contact,
        found.media,
        found.command,
    ]
    assert 1 == sum(kind is not None for kind in kinds)


def _fields(reply: Reply) -> dict[str, Any]:
    return {name: getattr(reply, name) for name in Reply.__dataclass_fields__}
