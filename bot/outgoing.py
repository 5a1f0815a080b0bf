"""What a turn sends: kept in the outbox as JSON until the channel has sent it."""

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from conversations.prompt import Document, Erase, Event, Picture, Prompt, Task


@dataclass(frozen=True, slots=True)
class Message:
    """A prompt on its way.

    Args:
        prompt: what is said.
        tapped: the channel's name for the message whose button was tapped, if one was.
        unasked: nobody wrote: it follows an event, so that the last message may still be ours.
    """

    prompt: Prompt
    tapped: str = ""
    unasked: bool = False


@dataclass(frozen=True, slots=True)
class Tapped:
    """A tap the channel wants confirmed, by the channel's name for it."""

    query: str


@dataclass(frozen=True, slots=True)
class Typing:
    """Shows the person that work is going on."""


@dataclass(frozen=True, slots=True)
class News:
    """An event for another chat.

    Args:
        mailbox: whose, such as "telegram:42".
        id: makes a second delivery known as the same.
        event: what happened.
    """

    mailbox: str
    id: str
    event: Event


@dataclass(frozen=True, slots=True)
class Again:
    """What was sent and did not arrive, to be sent once more.

    Args:
        letter: in the channel's own form.
    """

    letter: dict[str, Any]


Outgoing = Message | Erase | Tapped | Typing | Picture | Document | News | Again
_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (Message, Erase, Tapped, Typing, Picture, Document, News, Again)
}
_ADAPTERS = {name: TypeAdapter(kind) for name, kind in _KINDS.items()}
_EVENT, _TASK = TypeAdapter(Event), TypeAdapter(Task)


def outgoing_to_json(value: Outgoing) -> dict[str, Any]:
    """As plain JSON values."""
    kind = type(value).__name__
    return {"kind": kind, **_ADAPTERS[kind].dump_python(value, mode="json")}


def outgoing_from_json(data: dict[str, Any]) -> Outgoing:
    """What `outgoing_to_json` described."""
    fields = {key: value for key, value in data.items() if key != "kind"}
    found: Outgoing = _ADAPTERS[data["kind"]].validate_python(fields)
    return found


def event_from_json(data: dict[str, Any]) -> Event:
    """An event as `dataclasses.asdict` described it."""
    return _EVENT.validate_python(data)


def task_from_json(data: dict[str, Any]) -> Task:
    """A task as `dataclasses.asdict` described it."""
    return _TASK.validate_python(data)
