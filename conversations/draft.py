"""What a chat remembers: the answers so far, and where we are. The draft is the truth."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from conversations.quick_json import from_json, to_json

Origin = Literal["person", "lookup", "invite", "only"]
"""Who gave an answer; `only` where there was nothing to choose from."""

VERSION = 1
"""Of the draft's form. A draft of another version keeps its answers and is asked anew from them."""


@dataclass(slots=True)
class Answer:
    """One answer.

    Args:
        value: a JSON value.
        origin: who gave it.
        given: the other answers it was given for. It holds only while they stay what they were: what the
            lookup of one CNPJ filled is gone when the CNPJ is changed, and back when it is changed back.
    """

    value: Any
    origin: Origin = "person"
    given: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """A conversation that is not finished.

    Args:
        id: unique in its chat; buttons carry it.
        conversation: the flow's name.
        at: the question that waits for an answer; it is the chat's state.
        answers: by question id.
        trail: the questions asked before this one, for Voltar.
        scratch: what only the current question needs, such as the ticks so far; emptied when it is left.
        touched: when the person last said something, ISO, UTC.
        reached: the number of the furthest step that was asked of.
    """

    id: str
    conversation: str
    at: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    trail: list[str] = field(default_factory=list)
    scratch: dict[str, Any] = field(default_factory=dict)
    touched: str = ""
    reached: int = 0
    version: int = VERSION

    def holds(self, id: str) -> bool:  # noqa: A002 - the word of the design
        """Whether there is an answer that is still good."""
        answer = self.answers.get(id)
        return answer is not None and all(
            self.get(other) == value for other, value in answer.given.items() if other != id
        )

    def get(self, id: str, default: Any = None) -> Any:  # noqa: A002
        """The answer that holds, or the default."""
        return self.answers[id].value if self.holds(id) else default

    def before(self, id: str, given: Iterable[str] = ()) -> Any:  # noqa: A002
        """What the person answered for something else, such as another CNPJ; none if there is nothing.

        Args:
            id: the question's.
            given: ids of answers that must still be the same for it to be offered again.
        """
        answer = self.answers.get(id)
        if answer is None or answer.origin != "person" or self.holds(id):
            return None
        same = all(answer.given.get(other) == self.get(other) for other in given)
        return answer.value if same else None

    def corrected(self, id: str, of: Iterable[str]) -> bool:  # noqa: A002
        """Whether the answer corrects what a lookup filled, or would: it then stays whatever it is about."""
        if not self.holds(id):
            return False
        answer = self.answers[id]
        return answer.origin == "lookup" or (answer.origin == "person" and not set(of) <= set(answer.given))

    def origin(self, id: str) -> Origin | None:  # noqa: A002
        """Who gave the answer that holds."""
        return self.answers[id].origin if self.holds(id) else None

    def put(self, id: str, value: Any, origin: Origin = "person", given: Iterable[str] = ()) -> None:  # noqa: A002
        """Keeps an answer.

        Args:
            id: the question's.
            value: a JSON value.
            origin: who says so.
            given: ids of the answers it depends on, as they are now.
        """
        self.answers[id] = Answer(value, origin, {other: self.get(other) for other in given if other != id})

    def fill(self, id: str, value: Any, given: dict[str, Any]) -> None:  # noqa: A002
        """Keeps an answer that a lookup found: never over a person's word, nor where the person's other
        answers contradict it (a street belongs to its CEP). What it only confirms stays what it was, so that
        the state a CNPJ told is dropped with that CNPJ even though its CEP told it too.

        Args:
            id: the question's.
            value: a JSON value.
            given: what it was found for, by question id.
        """
        known_already = self.holds(id) and self.get(id) == value
        fits = all(self.get(other) == known for other, known in given.items())
        if self.origin(id) != "person" and fits and not known_already:
            self.answers[id] = Answer(value, "lookup", given)

    def drop(self, *ids: str) -> None:
        """Forgets answers."""
        for id_ in ids:
            self.answers.pop(id_, None)


@dataclass(slots=True)
class Chat:
    """Everything a chat remembers between two turns.

    Args:
        drafts: at most one of each conversation, by its name.
        active: the conversation whose question waits for an answer; empty on a screen.
        screen: the name of the screen last shown, and what it was shown with.
        lists: how lists were shown last, by their screens' names, for who comes back to one.
        offered: the id of the last screen's prompt, and the label and value of each of its choices: what is
            typed then is meant for these, whatever it would show by now.
        aside: the same of what interrupted, until something else is said.
        tapped: the last tap that was an answer, and when: a finger that taps twice means it once.
    """

    drafts: dict[str, Draft] = field(default_factory=dict)
    active: str = ""
    screen: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, dict[str, Any]] = field(default_factory=dict)
    offered: tuple[str, list[list[str]]] = field(default_factory=lambda: ("", []))
    aside: tuple[str, list[list[str]]] = field(default_factory=lambda: ("", []))
    tapped: tuple[str, str] = ("", "")

    def current(self) -> Draft | None:
        """The draft whose question waits for an answer."""
        return self.drafts.get(self.active)

    def forget(self) -> None:
        """Forgets all that was a reseller's, of somebody who is its person no more."""
        self.drafts, self.active, self.screen, self.lists = {}, "", {}, {}
        self.offered, self.aside = ("", []), ("", [])

    def to_json(self) -> str:
        """As JSON."""
        return to_json(self).decode()

    @classmethod
    def from_json(cls, text: str) -> "Chat":
        """The chat that `to_json` described; a draft of another version forgets only where it was."""
        data = from_json(text)
        return cls(
            drafts={name: _draft(raw) for name, raw in data["drafts"].items()},
            active=data["active"],
            screen=data.get("screen", {}),
            lists=data.get("lists", {}),
            offered=tuple(data.get("offered", ("", []))),
            aside=tuple(data.get("aside", ("", []))),
            tapped=tuple(data.get("tapped", ("", ""))),
        )


def _draft(raw: dict[str, Any]) -> Draft:
    answers = {id_: Answer(**answer) for id_, answer in raw["answers"].items()}
    kept = {key: raw[key] for key in ("id", "conversation", "touched")}
    kept["reached"] = raw.get("reached", 0)
    if raw.get("version") != VERSION:
        return Draft(answers=answers, **kept)
    return Draft(answers=answers, at=raw["at"], trail=raw["trail"], scratch=raw["scratch"], **kept)


def age(draft: Draft, now: datetime) -> float:
    """Seconds since the person last said something in a draft."""
    return (now - datetime.fromisoformat(draft.touched)).total_seconds() if draft.touched else 0.0
