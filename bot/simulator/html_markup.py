"""Telegram's HTML: a small language of its own, read as strictly as the server reads it.

Source: https://core.telegram.org/bots/api#html-style, and the sentences of tdlib's MessageEntity.cpp.
"""

import re
from dataclasses import dataclass, field

from bot.simulator.chats import Json
from bot.simulator.entities import units
from bot.simulator.errors import ApiError, bad_request

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
}
TOKEN = re.compile(
    r"<(?P<end>/?)(?P<name>[^\s>]*)(?P<rest>(?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>|&(?P<char>#?\w+);"
)
ATTRIBUTE = re.compile(r"([\w-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([\w.-]+)))?")
CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


@dataclass(slots=True)
class _Open:
    """A tag that waits for its end."""

    name: str
    attributes: dict[str, str]
    start: int


@dataclass(slots=True)
class _Reader:
    """What has been read so far."""

    text: list[str] = field(default_factory=list)
    length: int = 0
    opened: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def say(self, text: str) -> None:
        self.text.append(text)
        self.length += units(text)


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The plain text and the entities of a text in Telegram's HTML.

    Raises:
        ApiError: "can't parse entities: …" with the byte offset, as the server says it.
    """
    reader = _Reader()
    at = 0
    while at < len(source):
        stop = min((i for i in (source.find("<", at), source.find("&", at)) if i >= 0), default=len(source))
        reader.say(source[at:stop])
        if stop == len(source):
            break
        match = TOKEN.match(source, stop)
        offset = len(source[:stop].encode())
        if match is None or (source[stop] == "&" and match["char"] is None):
            if source[stop] == "<":
                raise _broken(
                    f"Unclosed {'end' if source[stop + 1 : stop + 2] == '/' else 'start'} tag", offset
                )
            reader.say("&")
            at = stop + 1
            continue
        if match["char"]:
            reader.say(_character(match["char"]))
        elif match["end"]:
            _close(reader, match["name"].lower(), offset)
        else:
            _open(reader, match["name"], match["rest"], offset)
        at = match.end()
    if reader.opened:
        tag = reader.opened[-1].name
        raise bad_request(f"can't parse entities: Can't find end tag corresponding to start tag \"{tag}\"")
    return "".join(reader.text), sorted(reader.entities, key=lambda e: (e["offset"], -e["length"]))


def _broken(what: str, offset: int, more: str = "") -> ApiError:
    return bad_request(f"can't parse entities: {what} at byte offset {offset}{more}")


def _character(name: str) -> str:
    if name.startswith("#"):
        digits = name[1:]
        try:
            number = int(digits[1:], 16) if digits[:1] in {"x", "X"} else int(digits)
        except ValueError:
            return f"&{name};"
        usable = 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF
        return chr(number) if usable else f"&{name};"
    return CHARACTERS.get(name, f"&{name};")


def _open(reader: _Reader, name: str, rest: str, offset: int) -> None:
    tag = name.lower()
    if tag not in KINDS:
        raise _broken(f'Unsupported start tag "{name}"', offset)
    attributes = {key.lower(): a or b or c for key, a, b, c in ATTRIBUTE.findall(rest)}
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise _broken('Tag "span" must have class "tg-spoiler"', offset)
    reader.opened.append(_Open(tag, attributes, reader.length))


def _close(reader: _Reader, name: str, offset: int) -> None:
    if not reader.opened:
        raise _broken("Unexpected end tag", offset)
    opened = reader.opened.pop()
    if name and name != opened.name:
        raise _broken("Unmatched end tag", offset, f', expected "</{opened.name}>", found "</{name}>"')
    length = reader.length - opened.start
    if length:
        _keep(reader, opened, {"type": KINDS[opened.name], "offset": opened.start, "length": length})


def _keep(reader: _Reader, opened: _Open, entity: Json) -> None:
    attributes = opened.attributes
    if opened.name == "a":
        href = attributes.get("href", "")
        if not re.match(r"(?:https?|tg|mailto|tel):", href):
            return  # the server drops a link that leads nowhere and keeps its words
        entity["url"] = href
    elif opened.name == "tg-emoji":
        entity["custom_emoji_id"] = attributes.get("emoji-id", "")
    elif opened.name == "blockquote" and "expandable" in attributes:
        entity["type"] = "expandable_blockquote"
    elif opened.name == "code" and reader.opened and reader.opened[-1].name == "pre":
        language = attributes.get("class", "")
        if language.startswith("language-"):
            reader.opened[-1].attributes["language"] = language.removeprefix("language-")
        return  # <pre><code class="language-…"> is one block, not two
    elif opened.name == "pre" and "language" in attributes:
        entity["language"] = attributes["language"]
    reader.entities.append(entity)
