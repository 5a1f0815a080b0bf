"""Words compared as people mean them: no accents, no capitals, no punctuation."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from conversations.prompt import Choice

GREETINGS = {"oi", "ola", "bom dia", "boa tarde", "boa noite", "inicio", "comecar", "start"}
"""What people write who come back, and who answer no question with it."""

_WORDS = re.compile(r"[^a-z0-9]+")
_NUMBER = re.compile(r"[1-9][0-9]?")


def plain(text: str) -> str:
    """A text with only lower-case letters, digits and single spaces: "Avançar ▸" becomes "avancar"."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _WORDS.sub(" ", text.lower()).strip()


def named_choice(text: str, choices: Iterable[Choice], *, loosely: bool) -> Choice | None:
    """The choice that a typed text names.

    Args:
        text: what was typed.
        choices: what was offered.
        loosely: also by the first words of a label, where they name just one.
    """
    wanted = plain(text)
    if not wanted:
        return None
    labels = [(plain(choice.label), choice) for choice in choices]
    exact = [choice for label, choice in labels if label == wanted]
    if exact:
        return exact[0]
    begun = [choice for label, choice in labels if loosely and label.startswith(f"{wanted} ")]
    return begun[0] if len(begun) == 1 else None


def numbered_choice(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The choice whose number was typed, the first being 1: channels number what no button has room for."""
    found = _NUMBER.fullmatch(text.strip().rstrip(".)"))
    return choices[int(found[0]) - 1] if found and int(found[0]) <= len(choices) else None


def count(number: int, one: str, many: str) -> str:
    """A number with its noun: "1 dígito", "13 dígitos"."""
    return f"{number} {one if number == 1 else many}"
