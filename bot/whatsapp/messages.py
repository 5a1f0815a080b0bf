"""What can be sent on WhatsApp, within Meta's limits: what is too long or too much is an error of ours, found
when it is made and not when Meta refuses it.

Lengths are in UTF-16 units, the most that "characters" in Meta's reference can mean.

Source: WhatsApp Business Platform, Messages: text, interactive reply buttons, interactive list, interactive
call-to-action URL button, image, document and template messages (as of July 2026).
"""

from dataclasses import dataclass
from typing import Any

from bot.pieces import units

Json = dict[str, Any]
TEXT, BODY, CAPTION = 4096, 1024, 1024
"""A body is the words above buttons or a list. Of lists Meta says 4,096 in one place and 1,024 in another."""
BUTTONS, BUTTON_TITLE, BUTTON_ID = 3, 20, 256
ROWS, ROW_TITLE, ROW_DESCRIPTION, ROW_ID = 10, 24, 72, 200
SECTION_TITLE = 24


@dataclass(frozen=True, slots=True)
class Text:
    """Words alone, whose links open no preview: it would open a one-time link."""

    body: str
    kind = "text"

    def __post_init__(self) -> None:
        _fits("a text", self.body, TEXT)

    def to_json(self) -> Json:
        """As Meta takes it in the field of its kind; so below."""
        return {"body": self.body, "preview_url": False}


@dataclass(frozen=True, slots=True)
class Button:
    """One of up to three below a message; its id comes back with a tap."""

    title: str
    id: str

    def __post_init__(self) -> None:
        _fits("a button's title", self.title, BUTTON_TITLE)
        _names("a button's id", self.id, BUTTON_ID)


@dataclass(frozen=True, slots=True)
class Buttons:
    """Words with buttons that answer."""

    body: str
    buttons: tuple[Button, ...]
    kind = "interactive"

    def __post_init__(self) -> None:
        _fits("a body with buttons", self.body, BODY)
        _some("buttons", len(self.buttons), BUTTONS)
        _differ("buttons' titles", [button.title for button in self.buttons])
        _differ("buttons' ids", [button.id for button in self.buttons])

    def to_json(self) -> Json:
        """As Meta takes it."""
        buttons = [{"type": "reply", "reply": {"id": one.id, "title": one.title}} for one in self.buttons]
        return {"type": "button", "body": {"text": self.body}, "action": {"buttons": buttons}}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to pick from a list; its id comes back with it."""

    title: str
    id: str
    description: str = ""

    def __post_init__(self) -> None:
        _fits("a row's title", self.title, ROW_TITLE)
        _names("a row's id", self.id, ROW_ID)
        if self.description:
            _fits("a row's description", self.description, ROW_DESCRIPTION)

    def to_json(self) -> Json:
        """As Meta takes it."""
        description = {"description": self.description} if self.description else {}
        return {"id": self.id, "title": self.title, **description}


@dataclass(frozen=True, slots=True)
class List:
    """Words with one button that opens a list to pick from.

    Args:
        body: the words.
        button: what opens it.
        title: stands above its rows; Meta wants one.
        rows: what can be picked.
    """

    body: str
    button: str
    title: str
    rows: tuple[Row, ...]
    kind = "interactive"

    def __post_init__(self) -> None:
        _fits("a list's body", self.body, BODY)
        _fits("a list's button", self.button, BUTTON_TITLE)
        _fits("a list's title", self.title, SECTION_TITLE)
        _some("rows", len(self.rows), ROWS)
        _differ("rows' ids", [row.id for row in self.rows])

    def to_json(self) -> Json:
        """As Meta takes it."""
        section = {"title": self.title, "rows": [row.to_json() for row in self.rows]}
        return {
            "type": "list",
            "body": {"text": self.body},
            "action": {"button": self.button, "sections": [section]},
        }


@dataclass(frozen=True, slots=True)
class LinkButton:
    """Words with one button that opens an address."""

    body: str
    title: str
    url: str
    kind = "interactive"

    def __post_init__(self) -> None:
        _fits("a body with a link button", self.body, BODY)
        _fits("a link button's title", self.title, BUTTON_TITLE)
        if not self.url.startswith(("https://", "http://")):
            raise ValueError("a link button leads to no web address")

    def to_json(self) -> Json:
        """As Meta takes it."""
        link = {"display_text": self.title, "url": self.url}
        return {
            "type": "cta_url",
            "body": {"text": self.body},
            "action": {"name": "cta_url", "parameters": link},
        }


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that was uploaded, by the id of its upload."""

    media: str
    caption: str = ""
    kind = "image"

    def __post_init__(self) -> None:
        _captioned(self.caption)

    def to_json(self) -> Json:
        """As Meta takes it."""
        return {"id": self.media, **({"caption": self.caption} if self.caption else {})}


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was uploaded, by the id of its upload."""

    media: str
    filename: str
    caption: str = ""
    kind = "document"

    def __post_init__(self) -> None:
        _captioned(self.caption)

    def to_json(self) -> Json:
        """As Meta takes it."""
        caption = {"caption": self.caption} if self.caption else {}
        return {"id": self.media, "filename": self.filename, **caption}


@dataclass(frozen=True, slots=True)
class Template:
    """A message that Meta has approved before, without anything to fill in."""

    name: str
    language: str
    kind = "template"

    def to_json(self) -> Json:
        """As Meta takes it."""
        return {"name": self.name, "language": {"code": self.language}}


Payload = Text | Buttons | List | LinkButton | Image | Document | Template


def _fits(what: str, text: str, most: int) -> None:
    """Says how long it is, never what it says."""
    if not text.strip():
        raise ValueError(f"{what} is empty")
    if units(text) > most:
        raise ValueError(f"{what} has {units(text)} characters of at most {most}")


def _names(what: str, id_: str, most: int) -> None:
    _fits(what, id_, most)
    if id_ != id_.strip():
        raise ValueError(f"{what} begins or ends with a space")


def _captioned(caption: str) -> None:
    if caption:
        _fits("a caption", caption, CAPTION)


def _some(what: str, count: int, most: int) -> None:
    if not 1 <= count <= most:
        raise ValueError(f"{count} {what} of at most {most}")


def _differ(what: str, values: list[str]) -> None:
    if len(set(values)) < len(values):
        raise ValueError(f"{what} are not different")
