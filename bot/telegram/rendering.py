"""Prompts in Telegram's form: HTML, inline keyboards, and Telegram's limits."""

from html import escape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import MessageLimit

from conversations.prompt import Prompt


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


def keyboard_of(prompt: Prompt) -> InlineKeyboardMarkup | None:
    """A prompt's choices; callback data is the prompt's id and the choice's value.

    Raises:
        ValueError: a button would say more than Telegram's 64 bytes.
    """
    if not prompt.choices:
        return None
    rows = [
        [_button(choice.label, f"{prompt.id}|{choice.value}") for choice in row] for row in prompt.choices
    ]
    return InlineKeyboardMarkup(rows)


def pieces(text: str, most: int = MessageLimit.MAX_TEXT_LENGTH) -> list[str]:
    """A text in pieces that Telegram takes, parted between paragraphs."""
    found = [""]
    for paragraph in text.split("\n\n"):
        longer = f"{found[-1]}\n\n{paragraph}" if found[-1] else paragraph
        if len(longer) <= most:
            found[-1] = longer
        else:
            found.append(paragraph)
    return [piece for piece in found if piece]


def _bold(text: str) -> str:
    return f"<b>{escape(text, quote=False)}</b>" if text else ""


def _button(label: str, data: str) -> InlineKeyboardButton:
    if len(data.encode()) > 64:
        raise ValueError(f"callback data of {len(data.encode())} bytes")
    return InlineKeyboardButton(label, callback_data=data)
