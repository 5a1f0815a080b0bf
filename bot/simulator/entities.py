"""Where a text is bold, a link or a command: Telegram counts in UTF-16 code units.

Source: https://core.telegram.org/api/entities and https://core.telegram.org/bots/api#messageentity
"""

import html
import re
from itertools import pairwise

from bot.simulator.chats import Json

FOUND = {
    "url": re.compile(
        r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]]|(?<![\w@./])(?:t|wa)\.me/[^\s<>\"]*[^\s<>\".,;:!?)\]]"
    ),
    "email": re.compile(r"(?<![\w.+-])[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"),
    "bot_command": re.compile(r"(?<![\w/<])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])"),
    "mention": re.compile(r"(?<![\w.@/])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)"),
}
TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text) + sum(ord(char) > 0xFFFF for char in text)


def split_units(text: str, most: int) -> list[str]:
    """A text in parts of at most so many units, the way a phone sends one that is too long."""
    parts, size = [""], 0
    for char in text:
        size += units(char)
        if size > most:
            parts.append("")
            size = units(char)
        parts[-1] += char
    return parts


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """The text without the space around it, as the server keeps it, and its entities moved along."""
    stripped = text.rstrip()
    lead = units(stripped) - units(stripped.lstrip())
    stripped = stripped.lstrip()
    end = units(stripped)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        stop = min(entity["offset"] + entity["length"] - lead, end)
        if stop > start:
            kept.append(entity | {"offset": start, "length": stop - start})
    return stripped, kept


def with_found(text: str, entities: list[Json]) -> list[Json]:
    """The entities, and those that Telegram finds by itself: links, e-mails, commands, mentions."""
    taken = [
        (e["offset"], e["offset"] + e["length"])
        for e in entities
        if e["type"] in {"code", "pre", "text_link"}
    ]
    found: list[Json] = []
    for kind, pattern in FOUND.items():
        for match in pattern.finditer(text):
            start, length = units(text[: match.start()]), units(match.group())
            if not any(start < stop and begin < start + length for begin, stop in taken):
                taken.append((start, start + length))
                found.append({"type": kind, "offset": start, "length": length})
    return sorted(entities + found, key=lambda e: (e["offset"], -e["length"]))


def content_with_found(content: Json) -> Json:
    """A message's content, and what Telegram finds in its text or caption."""
    for text, key in (("text", "entities"), ("caption", "caption_entities")):
        if text in content:
            entities = with_found(content[text], content.get(key, []))
            content = {k: v for k, v in content.items() if k != key} | ({key: entities} if entities else {})
    return content


def to_html(text: str, entities: list[Json]) -> str:
    """The text in Telegram's HTML, for tests that look at its form; `units` apart, nothing is lost."""
    raw = text.encode("utf-16-le")
    edges = {0, len(raw) // 2}
    for entity in entities:
        edges |= {entity["offset"], entity["offset"] + entity["length"]}
    pieces = []
    for start, stop in pairwise(sorted(edges)):
        piece = html.escape(raw[start * 2 : stop * 2].decode("utf-16-le"), quote=False)
        for entity in reversed(entities):
            if entity["offset"] <= start and stop <= entity["offset"] + entity["length"]:
                piece = _wrapped(piece, entity)
        pieces.append(piece)
    return "".join(pieces)


def _wrapped(piece: str, entity: Json) -> str:
    if entity["type"] == "text_link":
        return f'<a href="{html.escape(entity["url"])}">{piece}</a>'
    tag = TAGS.get(entity["type"])
    return f"<{tag}>{piece}</{tag}>" if tag else piece
