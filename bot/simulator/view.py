"""What a phone shows of a chat."""

from dataclasses import dataclass
from typing import Any

from bot.simulator.chats import Chat, Json, Message
from bot.simulator.entities import to_html

MEDIA = ("photo", "sticker", "voice", "document", "location", "contact")


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: its label, and the data, the address or the text to copy behind it."""

    label: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it looked when the phone was looked at.

    Args:
        id: of the message.
        from_bot: who sent it.
        text: its text, or the caption of a picture or document.
        entities: as the Bot API words them.
        html: the text in Telegram's HTML.
        buttons: its inline keyboard, as rows.
        edited: whether "editada" shows.
        media: `photo`, `sticker`, `voice`, `document`, `location` or `contact`; empty for a text.
        content: everything, as the Bot API words it.
        date: Unix time.
        reply_to: id of the message it answers to, or 0.
    """

    id: int
    from_bot: bool
    text: str
    entities: list[Json]
    html: str
    buttons: tuple[tuple[Button, ...], ...]
    edited: bool
    media: str
    content: Json
    date: int
    reply_to: int

    @property
    def labels(self) -> list[list[str]]:
        """The labels of its buttons, as rows."""
        return [[button.label for button in row] for row in self.buttons]

    def button(self, label: str) -> Button | None:
        """The button with this label, else the first whose label starts with it."""
        buttons = [button for row in self.buttons for button in row]
        exact = (button for button in buttons if button.label == label)
        starts = (button for button in buttons if button.label.startswith(label))
        return next(exact, None) or next(starts, None)


def shown(message: Message) -> Shown:
    """The view of one message that is not deleted."""
    content = message.content
    text: str = content.get("text") or content.get("caption") or ""
    entities: list[Json] = content.get("entities") or content.get("caption_entities") or []
    rows: list[list[dict[str, Any]]] = (message.markup or {}).get("inline_keyboard", [])
    return Shown(
        id=message.id,
        from_bot=message.from_bot,
        text=text,
        entities=entities,
        html=to_html(text, entities),
        buttons=tuple(tuple(map(_button, row)) for row in rows),
        edited=bool(message.edited),
        media=next((kind for kind in MEDIA if kind in content), ""),
        content=content,
        date=message.date,
        reply_to=message.reply_to,
    )


def _button(told: Json) -> Button:
    copied = told.get("copy_text", {}).get("text")
    return Button(told["text"], told.get("callback_data"), told.get("url"), copied)


def visible(chat: Chat | None) -> list[Shown]:
    """All messages of a chat that are there, oldest first."""
    return [shown(m) for m in chat.messages.values() if not m.deleted] if chat else []


def transcript(messages: list[Shown], keyboard: list[list[str]], most: int = 6) -> str:
    """The end of a chat in plain words, for the error of a test that waited in vain."""
    lines = []
    for message in messages[-most:]:
        who = "bot" if message.from_bot else "eu"
        lines.append(f"{who}: {message.text or f'({message.media})'}")
        lines += ["     " + " ".join(f"[{label}]" for label in row) for row in message.labels]
    if keyboard:
        lines.append("below the input: " + " ".join(f"[{label}]" for row in keyboard for label in row))
    return "\n".join(lines) or "(an empty chat)"
