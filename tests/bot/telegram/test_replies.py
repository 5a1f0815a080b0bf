"""Telegram's updates in the conversations' words, and those that are none of ours."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Update

from bot.outgoing import Tapped
from bot.telegram.channel import TelegramChannel
from bot.telegram.replies import MEDIA, mailbox_of, read
from conversations.ports.people import Account
from conversations.prompt import KEY_FILE, Contact, Reply, SentFile
from tests.bot.telegram.routed import PRIVATE, USER, message, tap

NAMES = [
    *("chat", "contact", "data", "entities", "first_name", "from", "id", "length", "message", "message_id"),
    *("offset", "phone_number", "photo", "text", "type"),
]
GROUP = {"id": -7, "type": "supergroup", "title": "Vendas"}
FILE = {"file_id": "1", "file_unique_id": "1"}
SIZE = {"width": 1, "height": 1}
VIDEO = FILE | SIZE | {"duration": 1}
SENT: dict[str, Any] = {
    "photo": [FILE | SIZE],
    "sticker": FILE | SIZE | {"type": "regular", "is_animated": False, "is_video": False},
    "voice": FILE | {"duration": 1},
    "audio": FILE | {"duration": 1},
    "video": VIDEO,
    "video_note": FILE | {"duration": 1, "length": 1},
    "animation": VIDEO,
    "document": FILE,
    "location": {"latitude": 1.0, "longitude": 1.0},
    "poll": {
        "id": "1",
        "question": "?",
        "options": [],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    },
}


def reply_to(body: dict[str, Any]) -> Reply:
    return read(body).reply


@pytest.mark.parametrize("body", [message(text="oi"), tap("a|b")])
def test_private_chats_have_a_mailbox(body: dict[str, Any]) -> None:
    """Messages and taps of a chat lie in one mailbox."""
    assert "telegram:1001" == mailbox_of(body)


@pytest.mark.parametrize(
    "body",
    [
        message(text="oi", chat=GROUP),
        {"update_id": 1, "edited_message": message(text="oi")["message"]},
        {"update_id": 1, "channel_post": message(text="oi", chat=GROUP)["message"]},
        {"update_id": 1, "my_chat_member": {"chat": PRIVATE, "from": USER}},
        {"update_id": 1, "callback_query": {"id": "1", "from": USER, "inline_message_id": "1", "data": "x"}},
        {"update_id": 1, "inline_query": {"id": "1", "from": USER, "query": "x"}},
        {"update_id": 1},
    ],
    ids=["group", "edited", "channel", "member", "inline tap", "inline", "unknown"],
)
def test_what_is_not_answered_has_none(body: dict[str, Any]) -> None:
    """Groups, channels, edited messages, and whatever Telegram invents next."""
    assert mailbox_of(body) is None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (message(text="oi / tudo"), Reply(text="oi / tudo", ref="5")),
        (message(text="/start r_abc"), Reply(command="start", text="r_abc", ref="5")),
        (message(text="/Menu@cadastro_bot"), Reply(command="menu", text="", ref="5")),
        (message(text="/senha secreta"), Reply(text="/senha secreta", ref="5")),
        ({"message": message(text="oi")["message"] | {"text": "/menu"}}, Reply(text="/menu", ref="5")),
        (
            message(contact={"phone_number": "+5511", "first_name": "Rita", "last_name": "Sá"}),
            Reply(contact=Contact("+5511", "Rita Sá"), ref="5"),
        ),
        (message(dice={"emoji": "🎲", "value": 1}), Reply(media="unknown", ref="5")),
        (tap("abcd:plan.plans|nfe"), Reply(choice="nfe", prompt="abcd:plan.plans", ref="4")),
        (tap("nonsense"), Reply(choice="nonsense", prompt="", ref="4")),
    ],
)
def test_reply(body: dict[str, Any], expected: Reply) -> None:
    """Text, commands, contacts, taps, and what cannot be read."""
    assert expected == reply_to(body)


@pytest.mark.parametrize("kind", MEDIA)
def test_media(kind: str) -> None:
    """Each kind of media by its name, a caption being no answer."""
    file = SentFile(FILE["file_id"]) if kind in {"photo", "document"} else None
    assert Reply(media=kind, file=file, ref="5") == reply_to(message(caption="12.345", **{kind: SENT[kind]}))


def test_the_largest_of_a_photos_sizes() -> None:
    """With what Telegram tells of it."""
    sizes = [FILE | SIZE, FILE | SIZE | {"file_id": "large", "file_size": 9}]
    assert SentFile("large", 9) == reply_to(message(photo=sizes)).file


@pytest.mark.parametrize(
    "told", [{"photo": []}, {"photo": [1]}, {"photo": "x"}, {"document": {"file_id": 5}}]
)
def test_a_file_without_a_name_is_none(told: dict[str, Any]) -> None:
    """Whatever stands in its place."""
    assert None is reply_to(message(**told)).file


@pytest.mark.parametrize(
    "about", [{"file_name": "Padaria.PFX"}, {"file_name": "x", "mime_type": "application/x-pkcs12"}]
)
def test_file_with_a_key(about: dict[str, str]) -> None:
    """Known by its name, or by what the phone says it is."""
    assert Reply(media=KEY_FILE, ref="5") == reply_to(message(document=FILE | about, caption="senha 123"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 9) | st.sampled_from(["/menu", "bot_command", "a|b", "é"]),
    lambda parts: st.lists(parts, max_size=2) | st.dictionaries(st.sampled_from(NAMES), parts, max_size=4),
    max_leaves=12,
)


@given(st.sampled_from(["message", "callback_query"]), st.dictionaries(st.sampled_from(NAMES), JSON))
def test_any_json_is_somebody_saying_something(kind: str, told: dict[str, Any]) -> None:
    """Whatever Telegram may deliver, with or without what it promises, there is an answer to it."""
    reply = reply_to({"update_id": 1, kind: told})
    said = (reply.text, reply.choice, reply.contact, reply.media, reply.command)
    assert any(one is not None for one in said)


def test_library_reads_the_same(channel: TelegramChannel) -> None:
    """Who writes is who python-telegram-bot says it is."""
    for body in (message(text="/start r_abc"), message(text="oi"), tap("a|b")):
        update, incoming = Update.de_json(body, channel.application.bot), channel.read(body)
        assert update.effective_user
        assert (str(update.effective_user.id), update.effective_user.full_name) == (
            incoming.account.id,
            incoming.account_name,
        )


def test_sender_and_the_tap_to_be_confirmed() -> None:
    """A tap tells who tapped, and is confirmed before anything else is sent."""
    incoming = read(tap("a|b"))
    assert (Account("telegram", "1001"), "Ana Lima") == (incoming.account, incoming.account_name)
    assert ((Tapped("9"),), "4") == (incoming.first, incoming.tapped)


def test_tap_on_a_message_that_telegram_no_longer_shows() -> None:
    """A message too old to be seen by the bot has still its number."""
    body = tap("a|b")
    body["callback_query"]["message"] = {"message_id": 4, "date": 0, "chat": PRIVATE}
    assert "4" == read(body).tapped
