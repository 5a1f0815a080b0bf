"""The program with the measured dialogue beside its own: forms of twelve questions, with and without buttons.

Run like `python -m bot`: every part on an update's way is the program's own.
"""

from dataclasses import replace
from functools import cached_property

from conversations import contents, readers
from conversations.course import Course
from conversations.desk.menu import MENU
from conversations.draft import Draft
from conversations.flow import Flow
from conversations.form import Form, Step
from conversations.prompt import Choice, Prompt
from conversations.question import Question
from conversations.screen import Args, Screen
from conversations.turn import Go, Turn
from tests.benchmarks import dialogue

NAME = "bench"
AGAIN = ((Choice(dialogue.AGAIN, "tidy"),),)


def _form(name: str) -> Form:
    questions = tuple(
        Question(id=f"{name}.{number}", label=ask, ask=ask, read=readers.line)
        for number, ask in enumerate(dialogue.QUESTIONS)
    )
    return Form(name=name, steps=(Step(dialogue.TITLE, questions),), finish_label="", review="", cancel="")


def _done(draft: Draft) -> str:
    return dialogue.done([answer.value for answer in draft.answers.values()])


async def _finish(turn: Turn, draft: Draft) -> None:
    turn.say(Prompt(id=NAME, text=_done(draft), choices=AGAIN))


async def _finish_without(turn: Turn, draft: Draft) -> None:
    turn.say(Prompt(text=_done(draft)))


class _Course(Course):
    """Voltar and Cancelar are typed; all else is as ever."""

    async def show(self, turn: Turn, draft: Draft, notice: str = "") -> None:
        await super().show(turn, draft, notice)
        asked = turn.effects.pop()
        assert isinstance(asked, Prompt)
        turn.say(replace(asked, choices=()))


class _WithoutButtons(Flow):
    @cached_property
    def _course(self) -> Course:
        return _Course(self.form, self.finish)


WITH = Flow(_form(NAME), _finish, cancelled=Prompt(id=NAME, text="", choices=AGAIN))
WITHOUT = _WithoutButtons(_form("text"), _finish_without, cancelled=Prompt(text=""))


async def _draw(_turn: Turn, _args: Args) -> Prompt:
    return Prompt(id=NAME, text=dialogue.TITLE, choices=AGAIN)


async def _tap(turn: Turn, _args: Args, _value: str) -> None:
    await WITH.start(turn)


class _Menu(Screen):
    """The menu, in whose place the questions begin at once when something is typed where nothing is asked."""

    async def show(self, turn: Turn, _go: Go) -> None:
        await WITHOUT.start(turn)


def main() -> None:
    """The program's own command line."""
    # Before the handlers are loaded: they are made from these.
    contents.FLOWS.update({flow.form.name: flow for flow in (WITH, WITHOUT)})
    contents.SCREENS.update(
        {NAME: Screen(NAME, _draw, _tap), MENU.name: _Menu(MENU.name, MENU.draw, MENU.tap)}
    )
    from bot.cli import main as program  # noqa: PLC0415

    program()


if __name__ == "__main__":
    main()
