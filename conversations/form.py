"""A form as data: its steps, its questions, its sentences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from conversations import words
from conversations.draft import Draft
from conversations.prompt import InvalidAnswer
from conversations.question import Fact, Question

REVIEW, EDIT, CANCELLING = "review", "edit", "cancel"
SPECIAL = (REVIEW, EDIT, CANCELLING)


@dataclass(frozen=True)
class Step:
    """A part of a form that is reviewed as one, such as "Empresa"."""

    title: str
    items: tuple[Fact, ...]

    def questions(self) -> Iterator[Question]:
        """Those of its items that are asked."""
        return (item for item in self.items if isinstance(item, Question))


@dataclass(frozen=True, kw_only=True)
class Form:
    """What a conversation fills in.

    Args:
        name: its draft's name.
        steps: its questions in order.
        finish_label: the button at the end of the review.
        review: the sentence under the review; without it the form is finished when nothing is missing.
        fixed: ids of questions that Corrigir does not offer here.
        cancel: asks whether to drop the draft.
        errors: the sentences of the form's own error codes.
    """

    name: str
    steps: tuple[Step, ...]
    finish_label: str
    review: str
    cancel: str
    fixed: frozenset[str] = frozenset()
    errors: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _questions(self) -> Mapping[str, Question]:
        return MappingProxyType(
            {question.id: question for step in self.steps for question in step.questions()}
        )

    @cached_property
    def _steps_of(self) -> Mapping[str, int]:
        """The number, from 1, of the step of each question."""
        return {question.id: n for n, step in enumerate(self.steps, 1) for question in step.questions()}

    def questions(self) -> Mapping[str, Question]:
        """All questions by id, in order."""
        return self._questions

    def states(self) -> tuple[str, ...]:
        """Everything a draft's `at` can be."""
        return (*self._questions, *SPECIAL)

    def step_at(self, draft: Draft) -> tuple[int, Step]:
        """The number, from 1, and the step of the draft's state."""
        state = draft.scratch.get("from", draft.at)
        number = draft.scratch.get("scratch", draft.scratch).get("step") or self._steps_of.get(
            state, len(self.steps)
        )
        return number, self.steps[number - 1]

    def heading_at(self, draft: Draft) -> str:
        """Where the draft is: "Etapa 3 de 4 · Empresa"; a form of one step needs no counting."""
        number, step = self.step_at(draft)
        if len(self.steps) == 1:
            return step.title
        title = words.REVIEW if draft.at == REVIEW else step.title
        return words.HEADING.format(number=number, total=len(self.steps), title=title)

    def place(self, draft: Draft) -> str:
        """Where the draft is, for "Você parou em"; empty where this version does not know."""
        question = self.questions().get(draft.at)
        return question.label if question else words.STATES.get(draft.at, "")

    def sentence(self, error: InvalidAnswer) -> str:
        """What an error says to a person."""
        details = dict(error.details)
        if error.code == "media":
            details["kind"] = words.MEDIA[details["kind"]]
        return {**words.ERRORS, **self.errors}[error.code].format(**details)
