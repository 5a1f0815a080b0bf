"""Long texts in pieces that a channel takes, and how long a text is to it."""

import re

ANY_LETTER = re.compile(r".", re.DOTALL)


def units(text: str) -> int:
    """A text's length in UTF-16 units, in which both channels' phones count: an emoji is two or more."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(text: str, most: int, letter: re.Pattern[str] = ANY_LETTER) -> list[str]:
    """A text in pieces of at most so many units, parted where it hurts least: between paragraphs, else lines,
    else words, else letters.

    Args:
        text: what to part.
        most: UTF-16 units.
        letter: what must not be parted, where it is more than a letter.
    """
    return _parted(text, most, ("\n\n", "\n", " ", ""), letter)


def _parted(text: str, most: int, separators: tuple[str, ...], letter: re.Pattern[str]) -> list[str]:
    if units(text) <= most:
        return [text]
    separator, *finer = separators
    found = [""]
    for part in text.split(separator) if separator else letter.findall(text):
        first, *rest = _parted(part, most, tuple(finer), letter)
        longer = f"{found[-1]}{separator}{first}" if found[-1] else first
        if units(longer) <= most:
            found[-1] = longer
        else:
            found.append(first)
        found += rest
    return [piece for piece in found if piece.strip()]
