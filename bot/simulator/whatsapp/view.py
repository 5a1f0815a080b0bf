"""What a WhatsApp phone shows of a chat."""

from dataclasses import dataclass
from typing import Literal

from bot.simulator.chats import Json
from bot.simulator.whatsapp.chats import Chat, Message

MEDIA = {"image", "document", "audio", "sticker", "location", "contacts"}
CUT = "…"

ChoiceKind = Literal["button", "row", "link", "quick"]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tap: a reply button, a row of a list, a link button, or a template's quick reply.

    Args:
        kind: which of them.
        title: as it stands on the button or in the list.
        id: what the bot hears; of a link nothing.
        description: the smaller line of a row.
        url: of a link.
    """

    kind: ChoiceKind
    title: str
    id: str = ""
    description: str = ""
    url: str = ""

    @property
    def label(self) -> str:
        """The whole label: a title that was cut stands whole in the description."""
        return self.description if self.title.endswith(CUT) and self.description else self.title


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a list."""

    title: str
    rows: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it looked when the phone was looked at.

    Args:
        id: its number, rising through the whole world.
        wamid: its id for the bot.
        from_bot: who sent it.
        kind: Meta's `type`.
        text: its text, its caption, or the title of what was tapped.
        header: the line above the text.
        footer: the small line below it.
        buttons: what can be tapped right below the bubble.
        list_button: what opens the list; empty if there is none.
        sections: of the list.
        media: `image`, `document`, `audio`, `sticker`, `location` or `contacts`; empty for a text.
        content: what stands under `kind`.
        status: `sent`, `delivered`, `read` or `failed`.
        error: code of a failure, 0 for none.
        reaction: emoji on it.
        date: Unix time.
        reply_to: wamid of the message it answers to.
    """

    id: int
    wamid: str
    from_bot: bool
    kind: str
    text: str
    header: str
    footer: str
    buttons: tuple[Choice, ...]
    list_button: str
    sections: tuple[Section, ...]
    media: str
    content: Json
    status: str
    error: int
    reaction: str
    date: int
    reply_to: str

    @property
    def choices(self) -> tuple[Choice, ...]:
        """All that can be tapped: buttons, or the rows of its list."""
        return (*self.buttons, *(row for section in self.sections for row in section.rows))

    @property
    def labels(self) -> list[str]:
        """The whole labels of all that can be tapped, in order."""
        return [choice.label for choice in self.choices]

    def choice(self, label: str) -> Choice | None:
        """The choice with this label, else the first whose label starts with it."""
        exact = (choice for choice in self.choices if label in {choice.label, choice.title})
        starts = (choice for choice in self.choices if choice.label.startswith(label))
        return next(exact, None) or next(starts, None)


def shown(message: Message) -> Shown:
    """The view of one message that is not deleted."""
    content = message.content
    return Shown(
        id=message.number,
        wamid=message.wamid,
        from_bot=message.from_bot,
        kind=message.kind,
        text=_text(message),
        header=content.get("header", {}).get("text", "") if message.kind == "interactive" else "",
        footer=content.get("footer", {}).get("text", "") if message.kind == "interactive" else "",
        buttons=_buttons(message),
        list_button=content.get("action", {}).get("button", ""),
        sections=_sections(content),
        media=message.kind if message.kind in MEDIA else _header_media(content),
        content=content,
        status=message.status,
        error=message.error,
        reaction=message.reaction,
        date=message.date,
        reply_to=message.reply_to,
    )


def visible(chat: Chat | None) -> list[Shown]:
    """All messages of a chat that are there, oldest first."""
    return [shown(m) for m in chat.messages.values() if not m.deleted] if chat else []


def medium_of(message: Shown) -> Json:
    """What a message says of its picture or document, which may stand in the header above buttons."""
    found: Json = message.content
    if message.kind == "interactive":
        found = message.content["header"][message.media]
    return found


def transcript(messages: list[Shown], most: int = 6) -> str:
    """The end of a chat in plain words, for the error of a test that waited in vain."""
    lines = []
    for message in messages[-most:]:
        who = "bot" if message.from_bot else "eu"
        mark = f" (failed: {message.error})" if message.status == "failed" else ""
        lines.append(f"{who}: {message.text or f'({message.media or message.kind})'}{mark}")
        if message.list_button:
            lines.append(f"     [{message.list_button}] opens:")
        lines += [f"     [{choice.label}]" for choice in message.choices]
    return "\n".join(lines) or "(an empty chat)"


def _text(message: Message) -> str:
    content = message.content
    reply: Json = content.get("button_reply") or content.get("list_reply") or {}
    found = {
        "text": content.get("body"),
        "interactive": reply.get("title") or content.get("body", {}),
        "template": content.get("shown"),
        "button": content.get("text"),
    }.get(message.kind, content.get("caption"))
    return str(found.get("text", "") if isinstance(found, dict) else found or "")


def _buttons(message: Message) -> tuple[Choice, ...]:
    action: Json = message.content.get("action", {})
    if message.kind == "template":
        quick: list[Json] = message.content.get("quick_replies", [])
        return tuple(Choice("quick", one["text"], one["payload"]) for one in quick)
    if message.content.get("type") == "cta_url":
        link: Json = action["parameters"]
        return (Choice("link", link["display_text"], url=link["url"]),)
    replies = [button["reply"] for button in action.get("buttons", [])]
    return tuple(Choice("button", reply["title"], reply["id"]) for reply in replies)


def _sections(content: Json) -> tuple[Section, ...]:
    told: list[Json] = content.get("action", {}).get("sections", [])
    return tuple(
        Section(
            section.get("title", ""),
            tuple(
                Choice("row", row["title"], row["id"], row.get("description", "")) for row in section["rows"]
            ),
        )
        for section in told
    )


def _header_media(content: Json) -> str:
    kind = content.get("header", {}).get("type", "") if isinstance(content.get("header"), dict) else ""
    return kind if kind in MEDIA else ""
