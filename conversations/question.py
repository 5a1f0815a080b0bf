"""A question as data: what it asks, how an answer is read, when it applies."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from conversations import words
from conversations.draft import Draft
from conversations.prompt import Choice, Contact, InvalidAnswer, Reply, Section, SentFile, Task
from conversations.turn import Turn
from conversations.wording import picked, plain

Rows = tuple[tuple[Choice, ...], ...]
BY_HAND, NEXT = ".hand", ".next"


@dataclass(frozen=True, slots=True)
class Taken:
    """Answers that one reply gave, and what to say about them."""

    answers: dict[str, Any]
    notice: str = ""


class Ask(Exception):  # noqa: N818 - leads somewhere, nothing is wrong
    """The reply asks for another question, whose answer is kept until then.

    Args:
        question: its id.
    """

    def __init__(self, question: str) -> None:
        super().__init__(question)
        self.question = question


class Redraw(Exception):  # noqa: N818 - asks for the same question again, nothing is wrong
    """The reply changed how the question looks and did not answer it yet."""


def no_contact(_: Draft) -> str:
    """A question that is not about the person's own number."""
    return ""


def always(_: Draft) -> bool:
    """A question that applies to everybody."""
    return True


def never(_: Draft) -> bool:
    """A question whose answers are no numbers."""
    return False


async def no_choices(_turn: Turn, _draft: Draft) -> Rows:
    """A question that is answered by typing alone."""
    return ()


async def no_sections(_turn: Turn, _draft: Draft) -> tuple[Section, ...]:
    """A question that needs nothing shown beside it."""
    return ()


def fixed(*rows: tuple[Choice, ...]) -> Callable[[Turn, Draft], Awaitable[Rows]]:
    """The same buttons for everybody."""

    async def offer(_turn: Turn, _draft: Draft) -> Rows:
        return rows

    return offer


@dataclass(frozen=True, kw_only=True)
class Fact:
    """An answer nobody is asked for: a lookup tells it, the review shows it.

    Args:
        id: its key in the draft.
        label: its name for the person.
        show: its words in the review; empty leaves it out.
    """

    id: str
    label: str
    show: Callable[[Draft], str] | None = None

    def shown(self, draft: Draft) -> str:
        """What the review says of it, empty if nothing."""
        if not draft.holds(self.id):
            return ""
        return self.show(draft) if self.show else str(draft.get(self.id))


@dataclass(frozen=True, kw_only=True)
class Question(Fact):
    """Something a person is asked.

    Args:
        ask: the sentence.
        read: typed text in, value out; without it only a choice answers. Raises InvalidAnswer.
        check: what needs the draft or the world; gives the value, or Taken for several answers.
        choices: the buttons.
        sections: what is shown with it, to look over or to choose from.
        applies: whether it is asked at all.
        given: the answers without which this one is no answer: an IE is of a UF.
        of: the answers it was given about: a name is of a CNPJ. When they change it is asked again, with what
            was said before on offer, unless it corrected a lookup: then it stays.
        auto: an answer that needs no asking, or none.
        attach: a contact card in, answers out.
        takes_file: a picture or document in, its value out.
        asks_contact: the label of a button that shares the person's own number; empty for none.
        secret: the message that answers it is taken out of the chat.
        guarded: a text that picks no choice may be a secret: it is taken out too.
        numeric: whether a number is an answer, or meant as one: then it picks no choice.
        literal: what greets elsewhere is an answer here: "Bom Dia" is the name of a bakery.
        recheck: an answer given before must pass the check again to be kept.
        editable: offered behind Corrigir.
        corrects: it shows what is known, and offers to correct it.
    """

    ask: str | Callable[[Draft], str]
    read: Callable[[str], Any] | None = None
    check: Callable[[Turn, Draft, Any], Awaitable[Any]] | None = None
    choices: Callable[[Turn, Draft], Awaitable[Rows]] = no_choices
    sections: Callable[[Turn, Draft], Awaitable[tuple[Section, ...]]] = no_sections
    applies: Callable[[Draft], bool] = always
    given: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    auto: Callable[[Turn, Draft], Awaitable[Taken | None]] | None = None
    attach: Callable[[Contact], Any] | None = None
    takes_file: Callable[[SentFile], Any] | None = None
    asks_contact: Callable[[Draft], str] = no_contact
    secret: bool = False
    guarded: bool = False
    numeric: Callable[[Draft], bool] = never
    literal: bool = False
    recheck: bool = False
    editable: bool = True
    corrects: bool = False

    def sentence(self, draft: Draft) -> str:
        """What is asked."""
        return self.ask if isinstance(self.ask, str) else self.ask(draft)

    async def take(self, turn: Turn, draft: Draft, picks: str | None = None) -> Taken:
        """The answers in a reply.

        Args:
            turn: with the reply.
            draft: before it.
            picks: the value of a choice that was typed, where that is known already.

        Raises:
            InvalidAnswer: it cannot be taken.
            Redraw: the question is to be shown again.
        """
        value = self._value(turn, draft, await self.choices(turn, draft), picks)
        checked = await self.check(turn, draft, value) if self.check else value
        return checked if isinstance(checked, Taken) else Taken({self.id: checked})

    async def keep(self, turn: Turn, draft: Draft) -> Taken:
        """The answer that was given before, for what it is about now.

        Raises:
            InvalidAnswer: it is none any more.
        """
        value = draft.before(self.id, self.given)
        if value is None:
            raise InvalidAnswer("choice.gone")
        checked = await self.check(turn, draft, value) if self.check and self.recheck else value
        return checked if isinstance(checked, Taken) else Taken({self.id: checked})

    def _value(self, turn: Turn, draft: Draft, rows: Rows, picks: str | None) -> Any:
        reply, offered = turn.reply, [choice for row in rows for choice in row]
        if picks is not None:
            return picks
        if reply.choice is not None:
            if reply.choice not in {choice.value for choice in offered}:
                raise InvalidAnswer("choice.gone")
            return reply.choice
        if reply.contact and self.attach:
            return self.attach(reply.contact)
        if reply.file and self.takes_file:
            return self.takes_file(reply.file)
        if reply.text is None:
            raise InvalidAnswer("media.picture") if self.takes_file else _no_text(reply.media or "contact")
        if self.attach and plain(reply.text) == plain(self.asks_contact(draft)) != "":
            return self.attach(self._own(reply))
        alone = self.read is None
        if choice := picked(reply.text, offered, parts=alone, numbers=alone):
            return choice.value
        if self.read is None:
            raise InvalidAnswer("choice.unknown" if offered else "text.unexpected")
        return self.read(reply.text)

    def _own(self, reply: Reply) -> Contact:
        """The number of who writes, asked for by the words of the button that shares it."""
        if reply.own is None:
            raise InvalidAnswer("contact.unknown")
        return reply.own


def _no_text(kind: str) -> InvalidAnswer:
    return InvalidAnswer("media", kind=kind) if kind in words.MEDIA else InvalidAnswer("media.unknown")


@dataclass(frozen=True, kw_only=True)
class Several(Question):
    """Picks several: each tap ticks or unticks in place, Avançar answers.

    Args:
        none_picked: the error for Avançar without a tick; empty where none is an answer too.
        forward: the label that answers.
    """

    none_picked: str
    forward: str

    async def rows(self, turn: Turn, draft: Draft) -> Rows:
        """The choices with their ticks, then Avançar."""
        ticked = self._ticked(draft)
        marks = {True: "✅ ", False: "⬜ "}
        offered = await self.choices(turn, draft)
        return (
            *(tuple(Choice(marks[c.value in ticked] + c.label, c.value) for c in row) for row in offered),
            (Choice(self.forward, NEXT),),
        )

    async def picked(self, turn: Turn, draft: Draft) -> tuple[str, ...]:
        """The labels of what is ticked so far."""
        ticked = self._ticked(draft)
        return tuple(c.label for row in await self.choices(turn, draft) for c in row if c.value in ticked)

    def _ticked(self, draft: Draft) -> list[str]:
        kept: list[str] = draft.get(f"{self.id}.ticked", draft.get(self.id, []))
        return list(kept)

    async def take(self, turn: Turn, draft: Draft, picks: str | None = None) -> Taken:
        """As for every question; a tap on a choice only redraws."""
        offered = await self.choices(turn, draft)
        value = self._value(turn, draft, (*offered, (Choice(self.forward, NEXT),)), picks)
        known = [choice.value for row in offered for choice in row]
        ticked = [id_ for id_ in self._ticked(draft) if id_ in known]
        if value != NEXT:
            ticked = [id_ for id_ in known if (id_ in ticked) != (id_ == value)]
            draft.put(f"{self.id}.ticked", ticked, given=self.given)
            raise Redraw
        if not ticked and self.none_picked:
            raise InvalidAnswer(self.none_picked)
        checked = await self.check(turn, draft, ticked) if self.check else ticked
        return checked if isinstance(checked, Taken) else Taken({self.id: checked})


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A task that nobody waits for: what it finds is filled in where nothing is known yet.

    Args:
        task: the task's name.
        answers: the question that it may answer, or help to.
        offers: the answer that holds what it offers there, where it found more than one.
        arrived: the sentence for who is just being asked that.
    """

    task: str
    answers: str
    offers: str
    arrived: Callable[[Draft], str]


@dataclass(frozen=True, kw_only=True)
class Wait(Question):
    """Waits for the result of a task; its answer is the outcome, and the person may go on without it.

    Args:
        task: the task's name.
        arrived: the sentence for an event's outcome.
        beside: a task that begins with it.
        refutes: ids of the answers that any outcome but `found` says are none; they are asked again.
    """

    task: str
    arrived: Callable[[Draft, str], str]
    beside: Beside | None = None
    refutes: tuple[str, ...] = ()
    editable: bool = False

    def tasks(self, draft: Draft) -> tuple[Task, ...]:
        """What begins when it is asked."""
        names = (self.task, self.beside.task) if self.beside else (self.task,)
        return tuple(Task(name, self.about(draft)) for name in names)

    def about(self, draft: Draft) -> dict[str, str]:
        """What the tasks need, and what tells a late event from a current one."""
        return {"draft": draft.id, **{id_: draft.get(id_) for id_ in self.given}}

    async def take(self, turn: Turn, draft: Draft, picks: str | None = None) -> Taken:
        """Only the way out can be picked; the result itself comes as an event."""
        if turn.reply.choice is None and turn.reply.text is None:
            raise InvalidAnswer("wait")
        try:
            value = self._value(turn, draft, await self.choices(turn, draft), picks)
        except InvalidAnswer as error:
            raise InvalidAnswer("wait") from error
        return Taken({self.id: value})
