"""Keyboards, checked as Telegram checks them.

Source: https://core.telegram.org/bots/api#inlinekeyboardbutton and what the server answers.
"""

from typing import Any

from bot.simulator.chats import Json
from bot.simulator.errors import bad_request

MOST_BUTTONS, MOST_IN_ROW, MOST_DATA, MOST_COPIED = 100, 8, 64, 256
ACTIONS = {"callback_data", "url", "copy_text"}
OTHERS = {"web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat", "pay"}
"""What Telegram's buttons can also do, and the simulator's cannot."""


def inline_keyboard(markup: Json | None) -> Json | None:
    """The inline keyboard of a reply markup, or none if it is of another kind or empty.

    Raises:
        ApiError: it is too large, or a button is not one.
    """
    rows: list[list[Json]] = (markup or {}).get("inline_keyboard") or []
    _check_size(rows)
    for row in rows:
        for button in row:
            _check_button(button)
    rows = [row for row in rows if row]
    return {"inline_keyboard": rows} if rows else None


def reply_keyboard(markup: Json) -> Json | None:
    """The keyboard below the input that a reply markup sets; none where it takes it away.

    Raises:
        ApiError: it is too large.
    """
    rows: list[list[Any]] = markup.get("keyboard") or []
    _check_size(rows)
    if not rows:
        return None
    return markup | {
        "keyboard": [
            [{"text": button} if isinstance(button, str) else button for button in row] for row in rows
        ]
    }


def _check_size(rows: list[list[Any]]) -> None:
    if sum(map(len, rows)) > MOST_BUTTONS or any(len(row) > MOST_IN_ROW for row in rows):
        raise bad_request("reply markup is too long")


def _check_button(button: Json) -> None:
    if not str(button.get("text", "")).strip():
        raise bad_request("can't parse inline keyboard button: text must be non-empty")
    if OTHERS & set(button):
        raise bad_request("BUTTON_TYPE_INVALID")
    if not ACTIONS & set(button):
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= MOST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not str(url).startswith(("http://", "https://", "tg://")):
        raise bad_request("BUTTON_URL_INVALID")
    copied = button.get("copy_text")
    if copied is not None and not 1 <= len(str(copied.get("text", ""))) <= MOST_COPIED:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
