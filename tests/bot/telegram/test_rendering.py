"""Prompts in Telegram's form keep Telegram's limits."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.cities import by_name
from bot.db.ids import new_id
from bot.telegram.rendering import keyboard_of, pieces, text_of
from conversations.draft import Chat
from conversations.drawing import draw
from conversations.form import CANCELLING, EDIT, REVIEW
from conversations.ports.people import Account
from conversations.ports.plans import Category, Plan
from conversations.prompt import Choice, Prompt, Reply, Section
from conversations.readers import STATES
from conversations.registration.flow import FORM
from conversations.turn import Turn
from tests.bot.telegram.routed import ANA, ports
from tests.fakes.plans import FakePlans
from tests.kit.at_review import chat_at_review
from tests.kit.given import NOON, SOL

CATEGORY = Category(
    new_id(), "Emissores", tuple(Plan(new_id(), "NF-e", ("NF-e",), Decimal(1), 7) for _ in range(3))
)
LONGEST_CITY = max(
    (city for state in STATES for city in by_name()[state].values()),
    key=lambda city: len(city.name.encode()),
)
SCRATCH = {
    EDIT: {"step": 3},
    CANCELLING: {"from": REVIEW, "scratch": {}},
    "address.city": {"like": [LONGEST_CITY.name]},
    "company.state_registration": {"doubt": "1"},
}


def test_text() -> None:
    """Heading, notice, sections, question, in this order; titles bold, and nothing else taken as HTML."""
    prompt = Prompt(
        heading="Etapa 1 <b>",
        notice="você mandou “<a href=x>” & co",
        sections=(Section("A & B", "1 < 2"), Section("", "só texto")),
        text='E "agora"?',
    )
    expected = (
        "<b>Etapa 1 &lt;b&gt;</b>\n\nvocê mandou “&lt;a href=x&gt;” &amp; co\n\n"
        '<b>A &amp; B</b>\n1 &lt; 2\n\nsó texto\n\nE "agora"?'
    )
    assert expected == text_of(prompt)


def test_keyboard() -> None:
    """Rows stay rows, and a tap brings back what was asked and what was chosen."""
    keyboard = keyboard_of(Prompt("?", id="abc:x", choices=((Choice("Sim", "y"), Choice("Não", "n")),)))
    assert keyboard
    assert [("Sim", "abc:x|y"), ("Não", "abc:x|n")] == [
        (button["text"], button["callback_data"]) for button in keyboard["inline_keyboard"][0]
    ]
    assert keyboard_of(Prompt("?")) is None


def test_more_than_telegram_takes_is_an_error() -> None:
    """A button that would not come back whole is a fault of ours, and found when it is drawn."""
    with pytest.raises(ValueError, match="65 bytes"):
        keyboard_of(Prompt("?", id="a" * 32, choices=((Choice("x", "é" * 16),),)))


@pytest.mark.parametrize("state", FORM.states())
async def test_buttons_of_every_question_fit(state: str) -> None:
    """Whatever is asked, its buttons fit Telegram's 64 bytes, with ids as long as they are."""
    chat = Chat.from_json((await chat_at_review())[0])
    draft = chat.drafts["registration"]
    draft.at, draft.scratch = state, SCRATCH.get(state, {})
    draft.put("plan.category", CATEGORY.id)
    draft.put("company.registrations", ["1234567890123", "1234567890124"])
    turn = Turn(
        key="telegram:1001:1",
        now=NOON,
        account=Account("telegram", "1001"),
        reply=Reply(text="x"),
        chat=chat,
        person=ANA,
        ports=replace(ports(), plans=FakePlans({SOL.id: (CATEGORY, replace(CATEGORY, id=new_id()))})),
    )
    assert keyboard_of(await draw(FORM, turn, draft))


def test_longest_city_is_long() -> None:
    """The test above would miss a table that lost its long names."""
    assert len(LONGEST_CITY.name) >= 30


def test_short_text_is_one_piece() -> None:
    """What fits is sent as it is."""
    assert ["a\n\nb"] == pieces("a\n\nb")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("aaaa\n\nbbbb\n\ncc", ["aaaa\n\nbbbb", "cc"]),
        ("a\nbbbb\nccccccc", ["a\nbbbb", "ccccccc"]),
        ("aaa bbb ccc ddd", ["aaa bbb", "ccc ddd"]),
        ("abcdefghijkl", ["abcdefghij", "kl"]),
        ("abcdefghi&amp;b", ["abcdefghi", "&amp;b"]),
        ("😀😀😀😀😀😀", ["😀😀😀😀😀", "😀"]),
    ],
    ids=["paragraphs", "lines", "words", "letters", "signs", "emoji"],
)
def test_long_text_is_parted(text: str, expected: list[str]) -> None:
    """Between paragraphs, else lines, else words, else letters; an emoji counts two, as Telegram counts."""
    assert expected == pieces(text, most=10)


@given(st.lists(st.text("ab &\n😀", max_size=40), max_size=5), st.integers(8, 30))
def test_nothing_is_lost_in_parting(paragraphs: list[str], most: int) -> None:
    """Every piece fits, and all that can be read is in some piece, in order."""
    prompt = Prompt("\n\n".join(paragraphs))
    found = pieces(text_of(prompt), most)
    assert all(len(piece.encode("utf-16-le")) // 2 <= most for piece in found)
    assert "".join(text_of(prompt).split()) == "".join("".join(found).split())
