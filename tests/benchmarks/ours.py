"""The program with the measured dialogue beside its own: a form of twelve questions, and a button for it.

Run like `python -m bot`: every part on an update's way is the program's own.
"""

from conversations import readers, talk
from conversations.draft import Draft
from conversations.flow import Flow
from conversations.form import Form, Step
from conversations.prompt import Choice, Prompt
from conversations.question import Question
from conversations.screen import Args, Screen
from conversations.turn import Turn
from tests.benchmarks import dialogue

NAME = "bench"
AGAIN = ((Choice(dialogue.AGAIN, "new"),),)


async def _finish(turn: Turn, draft: Draft) -> None:
    turn.say(Prompt(id=NAME, text=dialogue.done([draft.get(id_) for id_ in FORM.questions()]), choices=AGAIN))


FORM = Form(
    name=NAME,
    steps=(
        Step(
            dialogue.TITLE,
            tuple(
                Question(id=f"{NAME}.{number}", label=ask, ask=ask, read=readers.line)
                for number, ask in enumerate(dialogue.QUESTIONS)
            ),
        ),
    ),
    finish_label="",
    review="",
    cancel="",
)
FLOW = Flow(FORM, _finish, cancelled=Prompt(id=NAME, text="", choices=AGAIN))


async def _draw(_turn: Turn, _args: Args) -> Prompt:
    return Prompt(id=NAME, text=dialogue.TITLE, choices=AGAIN)


async def _tap(turn: Turn, _args: Args, _value: str) -> None:
    await FLOW.start(turn)


def main() -> None:
    """The program's own command line."""
    # Before the handlers are loaded: they are made from these.
    talk.FLOWS[NAME] = FLOW
    talk.SCREENS[NAME] = Screen(NAME, _draw, _tap)
    from bot.cli import main as program  # noqa: PLC0415

    program()


if __name__ == "__main__":
    import asyncio

    import uvloop

    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())  # until the program does it
    main()
