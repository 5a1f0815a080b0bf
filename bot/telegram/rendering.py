"""Prompts in Telegram's form: HTML, inline keyboards, and Telegram's limits."""

import re
from html import escape
from typing import Any

from telegram.constants import MessageLimit

from bot.pieces import pieces as parted
from conversations.prompt import Prompt

Keyboard = dict[str, Any]
"""As the Bot API takes it in `reply_markup`."""


def text_of(prompt: Prompt) -> str:
    """A prompt's words as Telegram's HTML, in the order they are read."""
    sections = [
        "\n".join(filter(None, [_bold(section.title), escape(section.text, quote=False)]))
        for section in prompt.sections
    ]
    parts = [
        _bold(prompt.heading),
        escape(prompt.notice, quote=False),
        *sections,
        escape(prompt.text, quote=False),
    ]
    return "\n\n".join(filter(None, parts))


def keyboard_of(prompt: Prompt) -> Keyboard | None:
    """A prompt's choices; callback data is the prompt's id and the choice's value.

    Raises:
        ValueError: a button would say more than Telegram's 64 bytes.
    """
    if not prompt.choices:
        return None
    rows = [
        [_button(choice.label, f"{prompt.id}|{choice.value}") for choice in row] for row in prompt.choices
    ]
    return {"inline_keyboard": rows}


def contact_keyboard(prompt: Prompt) -> Keyboard:
    """A prompt's choices below the input, with the button that shares the person's own number.

    Telegram has that button only there; the others are then typed by tapping them.
    """
    rows = [[{"text": choice.label} for choice in row] for row in prompt.choices]
    share = {"text": prompt.asks_contact, "request_contact": True}
    return {"keyboard": [[share], *rows], "resize_keyboard": True, "one_time_keyboard": True}


def pieces(html: str, most: int = MessageLimit.MAX_TEXT_LENGTH) -> list[str]:
    """A text in pieces that Telegram takes, which counts in UTF-16 units (Bot API, MessageEntity).

    Args:
        html: as `text_of` makes it: its bold parts are shorter than a piece and of one line.
        most: units.
    """
    return parted(html, most, _LETTER)


_LETTER = re.compile(r"&[a-z]+;|.", re.DOTALL)


def _bold(text: str) -> str:
    return f"<b>{escape(text, quote=False)}</b>" if text else ""


def _button(label: str, data: str) -> dict[str, str]:
    if len(data.encode()) > 64:
        raise ValueError(f"callback data of {len(data.encode())} bytes")
    return {"text": label, "callback_data": data}
