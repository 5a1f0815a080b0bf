"""Words in WhatsApp's form: what is bold, and what must not turn bold because of how somebody is called."""

import re

from bot.pieces import units
from conversations.prompt import Prompt, Section

PICKED = "Escolhidos até agora:"
HARMLESS = str.maketrans("*_~`", "＊＿～｀")
"""The same signs, wide: WhatsApp makes nothing bold, slanted, struck out or monospaced by them.

A joiner or a space of no width beside the sign would keep the sign, but whether it stops WhatsApp is up to
each of its apps; another sign stops all.
"""
_LINK_OR_MARK = re.compile(r"https?://\S+|`|(?<![^\W_])[*_~]+|[*_~]+(?![^\W_])")
"""Links stay as they are: WhatsApp looks for them first. So does a sign between two letters, as in an e-mail
address, which means nothing to WhatsApp.
"""
_LOOSE_END = re.compile(r"(?:R\$|[ ·,;:–(-])+$")  # a price is seen in whole, or not


def text_of(prompt: Prompt, *more: str) -> str:
    """A prompt's words, in the order they are read; titles are bold.

    Args:
        prompt: what is said.
        more: parts that come before the question.
    """
    sections = [section_of(section) for section in prompt.sections]
    parts = [
        bold(prompt.heading),
        harmless(prompt.notice),
        *sections,
        *more,
        _picked(prompt),
        harmless(prompt.text),
    ]
    return "\n\n".join(part for part in parts if part.strip())


def _picked(prompt: Prompt) -> str:
    """What is ticked so far: a list that is closed does not show it."""
    return f"{PICKED} {harmless(', '.join(prompt.picked))}" if prompt.picked else ""


def section_of(section: Section) -> str:
    """A section with its title."""
    return "\n".join(filter(None, [bold(section.title), harmless(section.text)]))


def bold(text: str) -> str:
    """A title. Its own signs are all harmless, as one between letters could end it."""
    words = " ".join(text.split()).translate(HARMLESS)
    return f"*{words}*" if words else ""


def harmless(text: str) -> str:
    """A text that WhatsApp shows as it is."""
    return _LINK_OR_MARK.sub(lambda found: _stays(found[0]), text).strip()


def beginning(text: str, most: int) -> str:
    """A text if it fits, else its beginning, cut where a word ends, with "…"."""
    if units(text) <= most:
        return text
    head = text
    while units(head) >= most:
        head = head[:-1]
    words = head.rpartition(" ")[0] if not text[len(head)].isspace() else head
    if units(words) * 2 < most:  # a word longer than half of it is cut itself
        words = head
    return f"{_LOOSE_END.sub('', words)}…"


def _stays(found: str) -> str:
    return found if found.startswith("http") else found.translate(HARMLESS)
