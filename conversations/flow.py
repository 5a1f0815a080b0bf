"""The machinery of every conversation that fills in a form: what replies and events do to its draft."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from conversations import words
from conversations.course import Course
from conversations.draft import Draft, age
from conversations.drawing import EDIT_STEP, FINISH, KEEP, NO, SURE, YES, prompt_id, short
from conversations.form import CANCELLING, EDIT, REVIEW, Form
from conversations.hearing import Heard, command, erasure, hear
from conversations.prompt import BACK, CANCEL, DoubtfulAnswer, Event, InvalidAnswer, Prompt
from conversations.question import Ask, Beside, Question, Redraw, Taken, Wait
from conversations.readers import line
from conversations.turn import Turn

CANCELLED = "cancelled"
LONG_AGO = 3600.0  # seconds after which a person is told where they stopped


@dataclass(frozen=True)
class Flow:
    """A form filled in by chat.

    Args:
        form: its questions and sentences.
        finish: does what the form is for. InvalidAnswer sends the person back to what is then missing.
        cancelled: says that the draft was dropped; it may look at what was in it.
    """

    form: Form
    finish: Callable[[Turn, Draft], Awaitable[None]]
    cancelled: Prompt | Callable[[Draft], Prompt]

    @cached_property
    def _course(self) -> Course:
        return Course(self.form, self.finish)

    # What a channel calls

    async def start(self, turn: Turn) -> None:
        """Opens the form, or goes on where the person stopped."""
        if self.form.name in turn.chat.drafts:
            await self.resume(turn)
            return
        draft = turn.new_draft(self.form.name)
        draft.touched = turn.now.isoformat()
        await self._course.go_on(turn, draft)

    async def correct(self, turn: Turn, draft: Draft, step: int) -> None:
        """Opens a form that is filled in already, to correct one of its steps.

        Args:
            turn: of the person who corrects.
            draft: with all its answers; it replaces one that was left unfinished.
            step: its number, from 1.
        """
        turn.chat.drafts[self.form.name] = draft
        turn.chat.active = self.form.name
        draft.touched = turn.now.isoformat()
        await self._course.go(turn, draft, EDIT, scratch={"step": step})

    async def resume(self, turn: Turn, notice: str = "") -> None:
        """Asks the current question again, and says where the person stopped unless told what to say."""
        draft = turn.chat.drafts[self.form.name]
        turn.chat.active = self.form.name
        await self._course.show(turn, draft, notice or self._course.stopped_at(draft))

    async def answer(self, turn: Turn) -> None:
        """Takes a reply to the current question and asks the next one."""
        draft = turn.chat.drafts[self.form.name]
        long_ago = age(draft, turn.now) > LONG_AGO
        draft.touched = turn.now.isoformat()
        tapped = turn.reply.choice is not None or turn.reply.prompt
        if tapped and turn.reply.prompt != prompt_id(draft):
            if not turn.is_double_tap():
                turn.note_unknown_button()
                await self._course.show(turn, draft, words.OLD_BUTTON)
            return
        turn.note_tap()
        if turn.turns_page():
            await self._course.show(turn, draft)
            return
        heard = await hear(self.form, turn, draft)
        if erase := erasure(self.form, turn, draft, heard):
            turn.say(erase)
        try:
            await self._dispatch(turn, draft, heard)
        except Redraw:
            await self._course.show(turn, draft)
        except Ask as ask:
            await self._course.go(turn, draft, ask.question)
        except DoubtfulAnswer as error:
            await self._doubt(turn, draft, error)
        except InvalidAnswer as error:
            if error.code == "choice.gone":
                turn.note_missing()
            draft.scratch.pop("doubt", None)
            where = self._course.stopped_at(draft) if long_ago else ""
            await self._course.show(turn, draft, _lines(where, self._complaint(turn, draft, error)))

    async def event(self, turn: Turn) -> None:
        """Takes the result of a task: fills what it found, and goes on if the person is waiting for it.

        Somebody who looks at the menu meanwhile is left there, and finds the answers when they come back.
        """
        event, draft = turn.reply.event, turn.chat.drafts.get(self.form.name)
        wait = event and self._began(event)
        if event is None or draft is None or not wait or wait.about(draft) != event.about:
            return  # late: the draft is gone, or asks about something else by now
        if wait.beside and wait.beside.task == event.name:
            await self._add(turn, draft, wait.beside, event)
            return
        for id_, (value, given) in event.found.items():
            draft.fill(id_, value, given)
        draft.put(wait.id, event.outcome, "lookup", wait.given)
        if event.outcome != "found":
            draft.drop(*wait.refutes)
        if draft.at == wait.id and turn.chat.active == self.form.name:
            await self._course.go_on(turn, draft, wait.arrived(draft, event.outcome))

    async def again(self, turn: Turn) -> None:
        """Asks the current question again, below something else that was said."""
        await self._course.show(turn, turn.chat.drafts[self.form.name])

    def command(self, turn: Turn) -> str:
        """The command that was typed at the question that waits; empty for what may be an answer to it."""
        return command(self.form, turn, turn.chat.drafts[self.form.name])

    def takes_every_word(self, turn: Turn) -> bool:
        """Whether the question that waits is answered by whatever is no command."""
        question = self.form.questions().get(turn.chat.drafts[self.form.name].at)
        return question is not None and (question.secret or question.literal)

    async def ask_to_cancel(self, turn: Turn) -> None:
        """Asks whether to drop the draft."""
        draft = turn.chat.drafts[self.form.name]
        turn.chat.active = self.form.name
        if draft.at != CANCELLING:
            draft.scratch = {"from": draft.at, "scratch": draft.scratch}
            draft.at = CANCELLING
        await self._course.show(turn, draft)

    # What an event does

    def _began(self, event: Event) -> Wait | None:
        """The question with which an event's task began."""
        waits = (q for q in self.form.questions().values() if isinstance(q, Wait))
        return next((q for q in waits if event.name in {q.task, q.beside and q.beside.task}), None)

    async def _add(self, turn: Turn, draft: Draft, beside: Beside, event: Event) -> None:
        """Fills what nobody knows yet, unless the question it is for is answered. Who is being asked it just
        now is told, and goes on or has a choice; nobody else is disturbed.
        """
        if draft.holds(beside.answers):
            return
        knew = draft.get(beside.offers)
        for id_, (value, given) in event.found.items():
            if not draft.holds(id_):
                draft.fill(id_, value, given)
        if draft.at != beside.answers or turn.chat.active != self.form.name:
            return
        if draft.holds(beside.answers):
            await self._course.go_on(turn, draft, beside.arrived(draft))
            draft.scratch["until_now"] = beside.answers
        elif draft.get(beside.offers) != knew:
            await self._course.show(turn, draft, beside.arrived(draft))

    # What one reply does

    async def _dispatch(self, turn: Turn, draft: Draft, heard: Heard) -> None:
        question = self.form.questions().get(draft.at)
        if draft.at == CANCELLING:
            await self._cancelling(turn, draft, heard.word)
        elif heard.word:
            await self._do(turn, draft, heard.word)
        elif question is None:
            raise InvalidAnswer("choice.unknown")
        else:
            await self._take(turn, draft, question, heard)

    async def _take(self, turn: Turn, draft: Draft, question: Question, heard: Heard) -> None:
        """Takes an answer; what cannot be read may still be the number of a choice."""
        try:
            taken = await self._taken(turn, draft, question, heard.picks)
        except DoubtfulAnswer:
            raise
        except InvalidAnswer:
            if heard.instead is None:
                raise
            await self._dispatch(turn, draft, heard.instead)
        else:
            await self._fill(turn, draft, taken)

    async def _do(self, turn: Turn, draft: Draft, word: str) -> None:
        """What the machinery's own button says."""
        question = self.form.questions().get(draft.at)
        if word == CANCEL:
            await self.ask_to_cancel(turn)
        elif word == BACK:
            await self._back(turn, draft)
        elif word == KEEP and (question is None or draft.holds(question.id)):
            await self._course.go_on(turn, draft)
        elif word == KEEP and question:
            await self._fill(turn, draft, await question.keep(turn, draft))
        elif word == FINISH:
            await self._finish(turn, draft)
        elif word == SURE and question:
            await self._fill(turn, draft, Taken({question.id: draft.scratch["doubt"]}))
        elif word.startswith(EDIT_STEP):
            await self._course.go(turn, draft, EDIT, scratch={"step": int(word.removeprefix(EDIT_STEP))})
        else:
            await self._course.go(turn, draft, word)

    async def _taken(self, turn: Turn, draft: Draft, question: Question, picks: str | None) -> Taken:
        """The answers in a reply. What is none to this question may be one to the question before, which was
        answered by a lookup while the person was typing.
        """
        try:
            return await question.take(turn, draft, picks)
        except InvalidAnswer:
            before = self.form.questions().get(draft.scratch.get("until_now", ""))
            if before and turn.reply.text is not None:
                with suppress(InvalidAnswer):
                    return await before.take(turn, draft)
            raise

    async def _fill(self, turn: Turn, draft: Draft, taken: Taken) -> None:
        questions = self.form.questions()
        for id_, value in taken.answers.items():
            asked = questions.get(id_) or questions[draft.at]
            of = () if draft.corrected(id_, asked.of) else asked.of
            draft.put(id_, value, given=(*asked.given, *of))
        await self._course.go_on(turn, draft, taken.notice)

    async def _doubt(self, turn: Turn, draft: Draft, error: DoubtfulAnswer) -> None:
        if draft.scratch.get("doubt") == error.value:
            await self._fill(turn, draft, Taken({draft.at: error.value}))
            return
        draft.scratch["doubt"] = error.value
        await self._course.show(turn, draft, self._complaint(turn, draft, error))

    async def _back(self, turn: Turn, draft: Draft) -> None:
        questions = self.form.questions()
        while draft.trail:
            state = draft.trail.pop()
            if state == REVIEW or (state in questions and questions[state].applies(draft)):
                draft.at, draft.scratch = state, {}
                await self._course.show(turn, draft)
                return
        await self._course.show(turn, draft, words.FIRST_QUESTION)

    async def _cancelling(self, turn: Turn, draft: Draft, word: str | None) -> None:
        if word == YES:
            self._course.close(turn)
            turn.reach(self.form.name, CANCELLED)
            turn.say(self.cancelled(draft) if callable(self.cancelled) else self.cancelled)
        elif word in (NO, BACK):
            draft.at, draft.scratch = draft.scratch["from"], draft.scratch["scratch"]
            await self._course.show(turn, draft)
        elif word == CANCEL:
            await self._course.show(turn, draft)
        else:
            raise InvalidAnswer("choice.unknown")

    async def _finish(self, turn: Turn, draft: Draft) -> None:
        if await self._course.missing(turn, draft):
            await self._course.go_on(turn, draft)
        else:
            await self._course.end(turn, draft)

    def _complaint(self, turn: Turn, draft: Draft, error: InvalidAnswer) -> str:
        """What was wrong, with what was typed, so that it need not be typed again from memory."""
        question = self.form.questions().get(draft.at)
        typed = line(turn.reply.text or "")
        private = question and (question.secret or question.guarded)
        echo = typed and not isinstance(question, Wait) and not private
        return _lines(self.form.sentence(error), words.YOU_SAID.format(text=short(typed)) if echo else "")


def _lines(*parts: str) -> str:
    return "\n".join(filter(None, parts))
