"""A question as data: what answers it."""

from typing import Any

import pytest

from conversations.draft import Chat, Draft
from conversations.prompt import Choice, Contact, InvalidAnswer, Reply
from conversations.question import NEXT, Fact, Question, Redraw, Several, Taken, Wait, fixed
from conversations.turn import Turn
from tests.conversations.chatting import ANA, Chatting
from tests.kit.given import NOON

COLOURS = fixed((Choice("Azul claro", "blue"), Choice("Verde", "green")))
COLOUR = Question(id="colour", label="Cor", ask="Qual é a cor?", choices=COLOURS)
SIZE = Question(id="size", label="Tamanho", ask="Qual?", read=int, choices=fixed((Choice("Grande", "9"),)))
BOTH = Several(
    id="both", label="Cores", ask="Quais?", choices=COLOURS, none_picked="plans.none", forward="Avançar"
)
LOOKUP = Wait(
    id="look", label="consulta", ask="Consultando…", task="look", arrived=lambda _d, _o: "", given=("size",)
)


@pytest.fixture
def draft() -> Draft:
    return Draft("d1", "form")


def turn(**said: Any) -> Turn:
    ports = Chatting().ports
    return Turn(key="k", now=NOON, account=ANA, reply=Reply(**said), chat=Chat(), person=None, ports=ports)


async def refusal(question: Question, draft: Draft, **said: Any) -> str:
    with pytest.raises(InvalidAnswer) as caught:
        await question.take(turn(**said), draft)
    return caught.value.code


@pytest.mark.parametrize("said", [{"choice": "blue"}, {"text": "azul CLARO!"}, {"text": "azul"}])
async def test_a_choice_is_tapped_or_named(draft: Draft, said: dict[str, str]) -> None:
    """By its label, or its first words where only choices answer."""
    assert Taken({"colour": "blue"}) == await COLOUR.take(turn(**said), draft)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"choice": "red"}, "choice.gone"),
        ({"choice": "Verde"}, "choice.gone"),
        ({"text": "vermelho"}, "choice.unknown"),
        ({"text": ""}, "choice.unknown"),
        ({"media": "photo"}, "media"),
        ({"contact": Contact("+5511987654321", "Maria")}, "media"),
    ],
)
async def test_what_no_choice_names_is_refused(draft: Draft, said: dict[str, Any], code: str) -> None:
    """A value is checked as if anybody could have made it up."""
    assert code == await refusal(COLOUR, draft, **said)


async def test_typed_text_is_read(draft: Draft) -> None:
    """By the question's reader, unless it names a choice."""
    taken = [await SIZE.take(turn(text=text), draft) for text in ("7", "grande")]
    assert [Taken({"size": 7}), Taken({"size": "9"})] == taken


async def test_a_question_without_choices_or_reader_takes_no_text(draft: Draft) -> None:
    """Only its buttons lead on."""
    assert "text.unexpected" == await refusal(Question(id="x", label="X", ask="?"), draft, text="a")


async def test_a_tap_ticks_and_unticks(draft: Draft) -> None:
    """In place."""
    ticks = []
    for value in ("green", "blue", "green"):
        with pytest.raises(Redraw):
            await BOTH.take(turn(choice=value), draft)
        ticks.append([choice.label[0] for row in await BOTH.rows(turn(text=""), draft) for choice in row][:2])
    assert [["⬜", "✅"], ["✅", "✅"], ["✅", "⬜"]] == ticks


async def test_forward_answers_with_the_ticks(draft: Draft) -> None:
    """Those still offered."""
    draft.put("both", ["green", "gone"])
    assert Taken({"both": ["green"]}) == await BOTH.take(turn(choice=NEXT), draft)


async def test_forward_with_none_says_so(draft: Draft) -> None:
    """With the question's own words."""
    assert "plans.none" == await refusal(BOTH, draft, choice=NEXT)


async def test_ticks_are_drawn(draft: Draft) -> None:
    """And Avançar below them."""
    draft.put("both", ["blue"])
    labels = [choice.label for row in await BOTH.rows(turn(text=""), draft) for choice in row]
    assert ["✅ Azul claro", "⬜ Verde", "Avançar"] == labels


def test_a_task_says_what_it_is_about(draft: Draft) -> None:
    """So that a late result is known as late."""
    draft.put("size", 7)
    assert {"draft": "d1", "size": 7} == LOOKUP.about(draft)


@pytest.mark.parametrize("said", [{"text": "e aí?"}, {"choice": "x"}, {"media": "voice"}])
async def test_waiting_asks_for_patience(draft: Draft, said: dict[str, str]) -> None:
    """Whatever is said but the way out."""
    assert "wait" == await refusal(LOOKUP, draft, **said)


def test_a_fact_is_shown_while_it_holds(draft: Draft) -> None:
    """In its own words, or as it is."""
    draft.put("size", 7)
    facts = [
        Fact(id="size", label="", show=lambda d: f"n.º {d.get('size')}"),
        Fact(id="size", label=""),
        Fact(id="x", label=""),
    ]
    assert ["n.º 7", "7", ""] == [fact.shown(draft) for fact in facts]
