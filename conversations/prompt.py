"""The words a conversation and a channel share: what is said, and what comes back."""

from dataclasses import dataclass, field
from typing import Any

BACK, CANCEL = ".back", ".cancel"
"""Choices every question understands. Values that begin with a dot belong to the machinery."""

MORE = ".more:"
"""Before the number of the page to turn to, where a channel shows only so many choices at once."""


KEY_FILE = "key_file"
"""The kind of media that is a file with a certificate's key in it."""


class InvalidAnswer(ValueError):  # noqa: N818 - it is the answer that is invalid, not the program
    """What was said cannot be taken. The sentence for it is chosen where it is said.

    Args:
        code: names the problem, such as `cep.form`; `texts.ERRORS` has its sentence.
        details: what the sentence mentions, such as the number of digits.
    """

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class DoubtfulAnswer(InvalidAnswer):
    """What was said looks wrong, and is taken when the person says it again.

    Args:
        code: as for `InvalidAnswer`.
        value: what will be taken on the second confirmation.
        details: what the sentence mentions.
    """

    def __init__(self, code: str, value: Any, **details: Any) -> None:
        super().__init__(code, **details)
        self.value = value


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to pick: the words on the button and the value that comes back."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a longer message, such as one step of the review."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """One message to the person, in the order it is read.

    Args:
        id: names what is asked; it comes back with a tap, so that an old button is known as old.
        heading: where we are, such as "Etapa 1 de 4 · Plano".
        notice: what just happened or went wrong.
        sections: data to look over.
        text: the question, the next thing to do.
        choices: rows of buttons; typing a label does the same.
        replaces: whether it may take the place of the message it answers to.
        asks_contact: the label of a button that shares the person's own phone number, where the channel has
            one; empty for none.
        aside: it interrupts: what was asked before is still what waits for an answer.
        fleeting: it is worth saying now or not at all, such as a reminder: where the channel may not, it is
            not kept for later.
        forward: it is to be sent on as it is, so it stays a message of its own.
        page: of its choices, where a channel shows only so many at once.
        picked: what is ticked of the choices, for a channel that does not show them with the text.
    """

    text: str
    id: str = ""
    heading: str = ""
    notice: str = ""
    sections: tuple[Section, ...] = ()
    choices: tuple[tuple[Choice, ...], ...] = ()
    replaces: bool = False
    asks_contact: str = ""
    aside: bool = False
    fleeting: bool = False
    forward: bool = False
    page: int = 1
    picked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Erase:
    """Take a message of the person out of the chat, and say how that went.

    Args:
        ref: the channel's name for the message.
        done: said when it is gone.
        failed: said when the channel could not do it.
    """

    ref: str
    done: str
    failed: str


@dataclass(frozen=True, slots=True)
class Task:
    """Slow work to be done outside the turn; its result comes back as an `Event`.

    Args:
        name: which work, such as `look_up_company`.
        about: what it needs and what its event brings back, so that a late one is known as late.
    """

    name: str
    about: dict[str, str]


@dataclass(frozen=True, slots=True)
class Picture:
    """A QR code with a title, ready to forward.

    Args:
        link: what the code leads to.
        title: what stands above it.
        caption: the message under it.
    """

    link: str
    title: str
    caption: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file.

    Args:
        file: the id by which a task keeps it.
        caption: the message under it.
        gone: said where it is kept no more.
    """

    file: str
    caption: str
    gone: str


@dataclass(frozen=True, slots=True)
class Tell:
    """Something for another chat: it arrives there as an event.

    Args:
        channel: the other account's channel.
        account: its id there.
        event: what happened.
        once: names what is told once, however often it happens; empty tells it each time.
    """

    channel: str
    account: str
    event: "Event"
    once: str = ""


Effect = Prompt | Erase | Task | Picture | Document | Tell


@dataclass(frozen=True, slots=True)
class SentFile:
    """A picture or a document that somebody sent; a task can fetch it.

    Args:
        id: the channel's name for it.
        size: in bytes, as the channel told; 0 where it did not.
    """

    id: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact card attached from the phone's address book."""

    phone: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """The result of a `Task`.

    Args:
        name: the task's name.
        about: the task's `about`, unchanged.
        outcome: `found`, `not_found` or `unavailable`; `progress` of one that goes on.
        found: the answers it brings by id, each with what it was found for (`Draft.fill`), in the order
            they depend on each other; empty unless found.
    """

    name: str
    about: dict[str, str]
    outcome: str
    found: dict[str, tuple[Any, dict[str, Any]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came in: exactly one of text, choice, contact, media, command or event.

    Args:
        text: what was typed.
        choice: the value of the tapped button.
        prompt: the id of the message whose button was tapped, also of one that shared the own number.
        contact: a contact card.
        own: who writes, as a card, where the channel knows their number.
        media: the kind of anything else: `photo`, `sticker`, `voice`, `document`, `location`, KEY_FILE…
        file: what can be fetched of it, where it is a `photo` or a `document`.
        command: the command without its slash, and `text` what followed it.
        event: the result of a task.
        links: the payloads of links of ours in what was typed, or stands below a picture or a file.
        ref: the channel's name for the message, for `Erase`.
    """

    text: str | None = None
    choice: str | None = None
    prompt: str = ""
    contact: Contact | None = None
    own: Contact | None = None
    media: str | None = None
    file: SentFile | None = None
    command: str | None = None
    event: Event | None = None
    links: tuple[str, ...] = ()
    ref: str = ""
