"""The way through a form: what is missing is asked, and nothing else, until it is finished."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from conversations import words
from conversations.draft import Draft
from conversations.drawing import draw
from conversations.form import REVIEW, Form
from conversations.prompt import InvalidAnswer
from conversations.question import Question, Wait
from conversations.turn import Turn

TRAIL_LENGTH = 50


@dataclass(frozen=True)
class Course:
    """Leads from question to question.

    Args:
        form: whose.
        finish: does what the form is for. InvalidAnswer sends the person back to what is then missing.
    """

    form: Form
    finish: Callable[[Turn, Draft], Awaitable[None]]

    async def missing(self, turn: Turn, draft: Draft) -> Question | None:
        """The first question without an answer that holds; those that answer themselves do so here."""
        for question in self.form.questions().values():
            if draft.holds(question.id) or not question.applies(draft):
                continue
            taken = await question.auto(turn, draft) if question.auto else None
            if taken is None:
                return question
            for id_, value in taken.answers.items():
                draft.put(id_, value, "only", (*question.given, *question.of))
        return None

    async def go_on(self, turn: Turn, draft: Draft, notice: str = "") -> None:
        """Asks what is missing, or leads to the review; a form without one is then finished."""
        question = await self.missing(turn, draft)
        if question is None and not self.form.review:
            await self.end(turn, draft)
        else:
            await self.go(turn, draft, question.id if question else REVIEW, notice=notice)

    async def go(
        self, turn: Turn, draft: Draft, state: str, *, scratch: dict[str, Any] | None = None, notice: str = ""
    ) -> None:
        """Leads to a state and shows it; what it waits for begins.

        Args:
            turn: with the reply that leads there.
            draft: where it was.
            state: a question's id, or one of the special ones.
            scratch: what only that state needs.
            notice: what just happened.
        """
        questions = self.form.questions()
        left = draft.at
        if left != state and (
            left == REVIEW or (left in questions and not isinstance(questions[left], Wait))
        ):
            draft.trail = [*draft.trail, left][-TRAIL_LENGTH:]
        draft.at, draft.scratch = state, scratch or {}
        self._reach(turn, draft)
        await self.show(turn, draft, notice)
        question = questions.get(state)
        if isinstance(question, Wait):
            for task in question.tasks(draft):
                turn.say(task)

    def _reach(self, turn: Turn, draft: Draft) -> None:
        """Notes each step the first time it is reached."""
        step, _ = self.form.step_at(draft)
        for number in range(draft.reached + 1, step + 1):
            turn.reach(self.form.name, str(number))
        draft.reached = max(draft.reached, step)

    async def show(self, turn: Turn, draft: Draft, notice: str = "") -> None:
        """Shows where the draft is. A state that this version does not know, or that no longer applies, is
        left for what is missing, so that an upgrade or a late event never ends in silence.
        """
        question = self.form.questions().get(draft.at)
        over = isinstance(question, Wait) and draft.holds(question.id)
        if draft.at not in self.form.states() or over or (question and not question.applies(draft)):
            draft.at, draft.scratch = "", {}
            await self.go_on(turn, draft, notice)
            return
        turn.say(await draw(self.form, turn, draft, notice))

    def stopped_at(self, draft: Draft) -> str:
        """Where the person stopped; empty where this version does not know."""
        place = self.form.place(draft)
        return words.STOPPED_AT.format(where=place) if place else ""

    async def end(self, turn: Turn, draft: Draft) -> None:
        """Does what the form is for; what is good no more is asked again."""
        try:
            await self.finish(turn, draft)
        except InvalidAnswer as error:
            await self.go_on(turn, draft, self.form.sentence(error))
        else:
            self.close(turn)

    def close(self, turn: Turn) -> None:
        """Drops the draft."""
        del turn.chat.drafts[self.form.name]
        turn.chat.active = ""
