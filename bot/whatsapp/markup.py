"""A prompt's words as WhatsApp's text: titles are bold, and nothing else is taken as a mark.

WhatsApp has no way to say that a sign is meant as itself, and no invisible one that its apps agree on: where
a sign would be taken as a mark, one that looks like it stands in its place.

Source: WhatsApp Help Center, How to format your messages.
"""

import re

from conversations.prompt import Prompt

ALIKE = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"})
_ADDRESS = re.compile(r"(https?://\S+)")
_AT_AN_EDGE = re.compile(r"(?<![^\W_])[*_~`]+|[*_~`]+(?![^\W_])")
"""Inside of a word a sign is no mark: maria_souza, 2*3."""
_QUOTED = re.compile(r"^>(?= )", re.MULTILINE)


def text_of(prompt: Prompt) -> str:
    """A prompt's words in the order they are read; titles and texts that are empty are left out."""
    sections = [
        "\n".join(filter(None, [_bold(section.title), meant(section.text)])) for section in prompt.sections
    ]
    parts = [_bold(prompt.heading), meant(prompt.notice), *sections, meant(prompt.text)]
    return "\n\n".join(part for part in parts if part.strip()).strip()


def meant(text: str) -> str:
    """A text in which `*`, `_`, `~`, `` ` `` and `>` are themselves; links stay as they are, to be tapped."""
    words = _ADDRESS.split(text)
    words[::2] = [_QUOTED.sub("›", _AT_AN_EDGE.sub(_alike, part)) for part in words[::2]]
    return "".join(words)


def _bold(title: str) -> str:
    lines = filter(str.strip, title.translate(ALIKE).splitlines())  # no mark reaches over a line
    return "\n".join(f"*{line.strip()}*" for line in lines)


def _alike(signs: re.Match[str]) -> str:
    return signs[0].translate(ALIKE)
