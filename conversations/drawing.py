"""How the state of a form looks: the prompt for the question a draft is at."""

from dataclasses import replace

from conversations import words
from conversations.draft import Answer, Draft
from conversations.form import CANCELLING, EDIT, REVIEW, Form
from conversations.prompt import BACK, CANCEL, Choice, Prompt, Section
from conversations.question import Question, Rows, Several
from conversations.turn import Turn

KEEP, SURE, EDIT_STEP, FINISH, YES, NO = ".keep", ".sure", ".edit:", ".finish", ".yes", ".no"


def prompt_id(draft: Draft) -> str:
    """Names what is asked, so that a tap on an older message is known as old."""
    return f"{draft.id}:{draft.at}"


async def draw(form: Form, turn: Turn, draft: Draft, notice: str = "") -> Prompt:
    """The prompt for where the draft is."""
    question = form.questions().get(draft.at)
    return Prompt(
        id=prompt_id(draft),
        heading=form.heading_at(draft),
        notice=notice,
        sections=await _sections(form, turn, draft, question),
        text=_text(form, draft, question) + _warning(turn, question),
        choices=(*(await question_rows(turn, draft, question)), *own_rows(form, draft)),
        replaces=turn.reply.choice is not None or turn.reply.event is not None,
        picked=await question.picked(turn, draft) if isinstance(question, Several) else (),
        asks_contact=question.asks_contact(draft) if question else "",
    )


def own_rows(form: Form, draft: Draft) -> Rows:
    """The buttons of the machinery for the current state: they answer no question."""
    if draft.at == CANCELLING:
        return ((Choice(words.YES_CANCEL, YES), Choice(words.NO_GO_ON, NO)),)
    back = (Choice(words.BACK, BACK),) if draft.trail else ()
    return (*_state_rows(form, draft), (*back, Choice(words.CANCEL, CANCEL)))


def short(text: str, most: int = 60) -> str:
    """A text cut to fit a button or a quotation."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _state_rows(form: Form, draft: Draft) -> Rows:
    question = form.questions().get(draft.at)
    if draft.at == REVIEW:
        steps = enumerate(form.steps, 1)
        edits = [(Choice(words.CORRECT.format(title=step.title), f"{EDIT_STEP}{n}"),) for n, step in steps]
        return ((Choice(form.finish_label, FINISH),), *edits)
    if draft.at == EDIT:
        return tuple((choice,) for choice in _editable(form, draft))
    if question is None:
        return ()
    if "doubt" in draft.scratch:
        return ((Choice(words.USE_ANYWAY, SURE),),)
    if question.corrects:
        return ((Choice(words.CORRECT_THIS, f"{EDIT_STEP}{form.step_at(draft)[0]}"),),)
    known = draft.holds(question.id) or _before(question, draft)
    if question.editable and known and not isinstance(question, Several):
        return ((Choice(words.KEEP, KEEP),),)
    return ()


def _before(question: Question, draft: Draft) -> str:
    """What the person answered before, for something else; empty if there is nothing to offer."""
    value = draft.before(question.id, question.given)
    if not value or not question.editable or question.secret:
        return ""
    return question.shown(replace(draft, answers={**draft.answers, question.id: Answer(value)}))


def _editable(form: Form, draft: Draft) -> list[Choice]:
    _, step = form.step_at(draft)
    asked = [
        question
        for question in step.questions()
        if question.editable
        and question.id not in form.fixed
        and question.applies(draft)
        and draft.holds(question.id)
    ]
    return [Choice(short(f"{q.label}: {q.shown(draft) or '–'}"), q.id) for q in asked]


def _text(form: Form, draft: Draft, question: Question | None) -> str:
    if question is None:
        return {REVIEW: form.review, EDIT: words.WHAT_TO_CORRECT, CANCELLING: form.cancel}[draft.at]
    shown = question.shown(draft) if question.editable and not question.secret else ""
    before = _before(question, draft)
    known = words.NOW.format(value=shown) if shown else words.BEFORE.format(value=before) if before else ""
    return "\n".join(filter(None, [known, question.sentence(draft)]))


def _warning(turn: Turn, question: Question | None) -> str:
    """What becomes of a secret's message: whoever types it knows before."""
    if question is None or not question.secret:
        return ""
    return f"\n{words.ERASES}" if turn.erases else f"\n\n{words.STAYS}"


async def _sections(form: Form, turn: Turn, draft: Draft, question: Question | None) -> tuple[Section, ...]:
    if question:
        return await question.sections(turn, draft)
    return reviewed(form, draft) if draft.at == REVIEW else ()


def reviewed(form: Form, draft: Draft) -> tuple[Section, ...]:
    """All answers of a form, step by step."""
    lines = [
        [f"{item.label}: {shown}" for item in step.items if (shown := item.shown(draft))]
        for step in form.steps
    ]
    return tuple(
        Section(f"{n}. {step.title}", "\n".join(lines[n - 1])) for n, step in enumerate(form.steps, 1)
    )


async def question_rows(turn: Turn, draft: Draft, question: Question | None) -> Rows:
    """The buttons that answer the question, none in a state that is none."""
    if question is None:
        return ()
    if isinstance(question, Several):
        return await question.rows(turn, draft)
    return await question.choices(turn, draft)
