"""Words compared as people mean them: no accents, no capitals, no punctuation."""

import re
import unicodedata
from collections.abc import Sequence

from conversations.prompt import Choice

LEAST_PART = 3  # letters and digits: "de" and "o" are no part of a label that says anything
YES = "sim"

_WORDS = re.compile(r"[^a-z0-9]+")
_NUMBER = re.compile(r"[1-9][0-9]?")


def plain(text: str) -> str:
    """A text with only lower-case letters, digits and single spaces: "Avançar ▸" becomes "avancar"."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _WORDS.sub(" ", text.lower()).strip()


def picked(
    text: str, offered: Sequence[Choice], *, parts: bool = True, numbers: bool = True
) -> Choice | None:
    """The choice that a typed text picks: what typing does, at every question and on every screen.

    A whole label always does. Other words do where nothing else reads words, if they are a clear part of a
    label, and a number does where nothing else reads numbers.

    Args:
        text: what was typed.
        offered: everything that was offered, in order.
        parts: whether nothing else reads words.
        numbers: whether nothing else reads numbers.
    """
    return (
        _whole(text, offered)
        or (_numbered(text, offered) if numbers else None)
        or (_part(text, offered) if parts else None)
    )


def _whole(text: str, offered: Sequence[Choice]) -> Choice | None:
    wanted = plain(text)
    return next((choice for choice in offered if wanted and plain(choice.label) == wanted), None)


def _numbered(text: str, offered: Sequence[Choice]) -> Choice | None:
    """The choice that is shown with a number, or the n-th where none is."""
    number = plain(text)
    if not offered or not _NUMBER.fullmatch(number):
        return None
    if offered[0].label.startswith("1. "):
        return next((choice for choice in offered if choice.label.startswith(f"{number}. ")), None)
    return offered[int(number) - 1] if int(number) <= len(offered) else None


def _part(text: str, offered: Sequence[Choice]) -> Choice | None:
    """The only label that begins with these words, else the only one that has them.

    "nfe" is in "Emissor NF-e". Of a yes only the beginning is one: "cancelar" is none below "Sim, cancelar".
    """
    wanted = plain(text).replace(" ", "")
    if len(wanted) < LEAST_PART:
        return None
    places = [(_place(wanted, plain(choice.label).split()), choice) for choice in offered]
    begun = [choice for place, choice in places if place == 0]
    if begun:
        return begun[0] if len(begun) == 1 else None
    within = [choice for place, choice in places if place and plain(choice.label).split()[0] != YES]
    return within[0] if len(within) == 1 else None


def _place(wanted: str, words: Sequence[str]) -> int | None:
    """At which word a run of whole words begins that is written so, but for spaces."""
    for first in range(len(words)):
        run = ""
        for word in words[first:]:
            run += word
            if run == wanted:
                return first
    return None


def count(number: int, one: str, many: str) -> str:
    """A number with its noun: "1 dígito", "13 dígitos"."""
    return f"{number} {one if number == 1 else many}"
