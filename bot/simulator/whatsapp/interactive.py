"""Interactive messages, checked as Meta checks them.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-list-messages,
interactive-reply-buttons-messages and interactive-cta-url-messages
"""

from collections.abc import Callable
from typing import Any

from bot.simulator.chats import Json
from bot.simulator.whatsapp.errors import parameter, value

MOST_BUTTONS, MOST_ROWS = 3, 10
MOST_BODY, MOST_HEADER, MOST_FOOTER = 1024, 60, 60
MOST_TITLE, MOST_ROW_TITLE, MOST_DESCRIPTION, MOST_LABEL = 20, 24, 72, 20
MOST_BUTTON_ID, MOST_ROW_ID = 256, 200
HEADERS = {"button": {"text", "image", "document", "video"}, "list": {"text"}}
HEADERS["cta_url"] = HEADERS["button"]


def checked(interactive: Any) -> Json:
    """The `interactive` of a request.

    Raises:
        CloudError: Meta would not take it.
    """
    if not isinstance(interactive, dict):
        raise parameter("The parameter interactive is required.")
    kind = str(interactive.get("type", ""))
    check = CHECKS.get(kind)
    if check is None:
        kinds = ", ".join(CHECKS)
        raise parameter(f"Param interactive['type'] must be one of {{{kinds}}} - got \"{kind}\".")
    _length(_text_of(interactive.get("body")), "Body text", MOST_BODY)
    if "footer" in interactive:
        _length(_text_of(interactive["footer"]), "Footer text", MOST_FOOTER)
    if "header" in interactive:
        _check_header(interactive["header"], kind)
    action = interactive.get("action")
    if not isinstance(action, dict):
        raise parameter("The parameter interactive['action'] is required.")
    check(action)
    return interactive


def _check_header(header: Any, kind: str) -> None:
    of = header.get("type") if isinstance(header, dict) else None
    if of not in HEADERS[kind]:
        raise value(f"Header type {of} is not allowed for {kind} messages.")
    if of == "text":
        _length(str(header.get("text", "")), "Header text", MOST_HEADER)


def _check_buttons(action: Json) -> None:
    buttons = action.get("buttons")
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= MOST_BUTTONS:
        raise value(f"Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: {MOST_BUTTONS}")
    if any(button.get("type") != "reply" for button in buttons):
        raise value("Button type must be reply.")
    replies = [button.get("reply", {}) for button in buttons]
    for reply in replies:
        _length(str(reply.get("title", "")), "Button title", MOST_TITLE)
        _length(str(reply.get("id", "")), "Button id", MOST_BUTTON_ID)
    _unique([reply["id"] for reply in replies], "button ids")
    _unique([reply["title"] for reply in replies], "button titles")


def _check_list(action: Json) -> None:
    _length(str(action.get("button", "")), "Button label", MOST_LABEL)
    sections = action.get("sections")
    if not isinstance(sections, list) or not 1 <= len(sections) <= MOST_ROWS:
        raise value(f"Invalid sections count. Min allowed sections: 1, Max allowed sections: {MOST_ROWS}")
    for section in sections:
        if not section.get("rows"):
            raise value("Each section must have at least one row.")
        if len(sections) > 1 and not section.get("title"):
            raise value("Section title is required when there is more than one section.")
        if len(section.get("title", "")) > MOST_ROW_TITLE:
            raise value(f"Section title is too long. Max length is {MOST_ROW_TITLE}")
    rows = [row for section in sections for row in section["rows"]]
    if len(rows) > MOST_ROWS:
        raise value(f"Total row count exceed max allowed count: {MOST_ROWS}")
    for row in rows:
        _check_row(row)
    _unique([row["id"] for row in rows], "row ids")


def _check_row(row: Json) -> None:
    _length(str(row.get("id", "")), "Row id", MOST_ROW_ID)
    if not str(row.get("title", "")).strip():
        raise value("Row title is required.")
    if len(row["title"]) > MOST_ROW_TITLE:
        raise value(f"Row title is too long. Max length is {MOST_ROW_TITLE}")
    if len(row.get("description", "")) > MOST_DESCRIPTION:
        raise value(f"Row description is too long. Max length is {MOST_DESCRIPTION}")


def _check_link(action: Json) -> None:
    link = action.get("parameters")
    if action.get("name") != "cta_url" or not isinstance(link, dict):
        raise parameter("The parameter interactive['action']['parameters'] is required.")
    _length(str(link.get("display_text", "")), "Display text", MOST_LABEL)
    if not str(link.get("url", "")).startswith(("http://", "https://")):
        raise value("Url is not valid.")


CHECKS: dict[str, Callable[[Json], None]] = {
    "button": _check_buttons,
    "list": _check_list,
    "cta_url": _check_link,
}


def _text_of(part: Any) -> str:
    return str(part.get("text", "")) if isinstance(part, dict) else ""


def _length(text: str, what: str, most: int) -> None:
    if not text.strip() or len(text) > most:
        raise value(f"{what} length invalid. Min length: 1, Max length: {most}")


def _unique(values: list[str], what: str) -> None:
    if len(set(values)) < len(values):
        raise value(f"Duplicated {what} are not allowed.")
