"""What a person says, and what the bot must say next for it to be right."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.benchmarks import dialogue

Words = Callable[[int, int], str]
"""Made from the number of the chat and of the round, so that no two answers are alike."""


@dataclass(frozen=True, slots=True)
class Line:
    """One turn.

    Args:
        say: what is typed.
        tap: the data of a button on the bot's last message instead.
        hear: whether a message of the bot's answers it, from the message and what was said in this round.
    """

    hear: Callable[[str, list[str]], bool]
    say: Words | None = None
    tap: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """A dialogue that begins again when it is over.

    Args:
        lines: its turns.
        strict: every message that answers nothing is a mistake.
        again: the number of the line it goes on with when it is over.
        slow: numbers of lines whose answer waits for something outside, so that it is not counted.
    """

    lines: tuple[Line, ...]
    strict: bool = True
    again: int = 0
    slow: frozenset[int] = frozenset()


def typed() -> Script:
    """The measured dialogue by words alone: a text in, a message out."""
    return _dialogue(Line(_is(dialogue.asked(0)), lambda _chat, _round: dialogue.BEGIN))


def tapped(data: str) -> Script:
    """The measured dialogue where each question has its buttons; a tap begins it.

    Args:
        data: the button's.
    """
    return _dialogue(Line(_is(dialogue.asked(0)), tap=data))


def _dialogue(begin: Line) -> Script:
    last = len(dialogue.QUESTIONS) - 1
    answers = (Line(_is(dialogue.asked(n + 1)), _answer(n)) for n in range(last))
    return Script((begin, *answers, Line(_is_done, _answer(last))))


def _is(text: str) -> Callable[[str, list[str]], bool]:
    return lambda heard, _said: heard == text


def _is_done(heard: str, said: list[str]) -> bool:
    return heard == dialogue.done(said[-len(dialogue.QUESTIONS) :])


def _answer(number: int) -> Words:
    return lambda chat, round_: f"Resposta {number + 1} da pessoa {chat} na volta {round_}"
