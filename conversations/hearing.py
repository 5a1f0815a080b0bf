"""What a reply to a form says: a word of the machinery, a choice of the question, or an answer to be read."""

from dataclasses import dataclass

from conversations import commands, words
from conversations.draft import Draft
from conversations.drawing import own_rows, question_rows
from conversations.form import Form
from conversations.prompt import BACK, CANCEL, Choice, Erase
from conversations.turn import Turn
from conversations.wording import picked


@dataclass(frozen=True, slots=True)
class Heard:
    """What a reply says.

    Args:
        word: the machinery's own, tapped or typed.
        picks: the question's choice that was typed.
        instead: what a typed number picks if the question cannot read it; never what leads away from the
            question, as it may be a slip.
    """

    word: str | None = None
    picks: str | None = None
    instead: "Heard | None" = None


def command(form: Form, turn: Turn, draft: Draft) -> str:
    """The command that was typed at the question that waits; empty for what may be an answer to it.

    A typed password may be anything but the four words, and a name whatever greets elsewhere.
    """
    question, text = form.questions().get(draft.at), turn.reply.text
    if text is None:
        return ""
    said = commands.said(text, exactly=question is not None and question.secret)
    return "" if said == commands.HELLO and question and question.literal else said


async def hear(form: Form, turn: Turn, draft: Draft) -> Heard:
    """What a reply to the question that waits says."""
    reply, question = turn.reply, form.questions().get(draft.at)
    own = [choice for row in own_rows(form, draft) for choice in row]
    if reply.choice is not None:
        return Heard(word=_among(own, reply.choice))
    if reply.text is None:
        return Heard()
    if leads := {commands.BACK: BACK, commands.CANCEL: CANCEL}.get(command(form, turn, draft)):
        return Heard(word=leads)
    if question and question.secret:
        return Heard()
    rows = await question_rows(turn, draft, question)
    offered = [*(choice for row in rows for choice in row), *own]
    if question is None or question.read is None:
        return _meant(picked(reply.text, offered), own)
    if found := picked(reply.text, offered, parts=False, numbers=False):
        return _meant(found, own)
    stays = [choice for choice in offered if choice.value not in (BACK, CANCEL)]
    number = None if question.numeric(draft) else picked(reply.text, stays, parts=False)
    return Heard(instead=_meant(number, own) if number else None)


def _meant(choice: Choice | None, own: list[Choice]) -> Heard:
    if choice is None:
        return Heard()
    word = _among(own, choice.value)
    return Heard(word=word, picks=None if word else choice.value)


def _among(own: list[Choice], value: str) -> str | None:
    return value if value in {choice.value for choice in own} else None


def erasure(form: Form, turn: Turn, draft: Draft, heard: Heard) -> Erase | None:
    """What takes a typed secret out of the chat, or what may be one: a text that picks nothing."""
    question = form.questions().get(draft.at)
    if question is None or turn.reply.text is None or heard.word or heard.picks:
        return None
    if question.secret:
        return Erase(turn.reply.ref, done=words.ERASED, failed=words.NOT_ERASED)
    if question.guarded:
        return Erase(turn.reply.ref, done=words.ERASED_GUESS, failed=words.NOT_ERASED_GUESS)
    return None
