"""Screens: what shows and offers, and keeps no answers."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from conversations import commands
from conversations.prompt import Choice, Prompt
from conversations.turn import Go, Turn
from conversations.wording import picked

Args = dict[str, Any]
WAYS_BACK = ("show", "shelf", "back", "list", "menu")
"""Values of the buttons that lead one back, the nearest first: what "voltar" does."""
SURE = "!"
"""At the end of the value of a button that says yes to something that cannot be undone."""


@dataclass(frozen=True, slots=True)
class Screen:
    """Something to look at, with what can be done from there.

    The id of its prompts is its name, with what it is about behind a colon ("customer:k3f9"), so that a
    button does the same however old it is. What it leads to it names with `Turn.go`.

    Args:
        name: also the first part of the id of its prompts.
        draw: what it looks like with these arguments.
        tap: does what a button says; the arguments are those it was last shown with, if it is the last one,
            and `id`, what the prompt was about.
        typed: takes a text, where it reads any.
        keeps: names of arguments with which it is shown again to who comes back to it.
        owners: whether a customer may see it too, about their own registration.
    """

    name: str
    draw: Callable[[Turn, Args], Awaitable[Prompt]]
    tap: Callable[[Turn, Args, str], Awaitable[None]]
    typed: Callable[[Turn, Args, str], Awaitable[None]] | None = None
    keeps: tuple[str, ...] = ()
    owners: bool = False

    async def show(self, turn: Turn, go: Go) -> None:
        """Shows it; what is typed next is for it.

        What just happened is said below the data, which may be longer than a phone is tall.
        """
        turn.chat.active = ""
        turn.chat.screen = {"name": self.name, **go.args}
        if self.keeps:
            turn.chat.lists[self.name] = {name: go.args[name] for name in self.keeps if name in go.args}
        prompt = await self.draw(turn, go.args)
        text = "\n\n".join(filter(None, [go.notice, prompt.text]))
        turn.say(replace(prompt, text=text, replaces=turn.reply.choice is not None and not turn.effects))


def meant(text: str, offered: Sequence[Choice], *, reads: bool) -> str:
    """The value of the button that a typed text means; empty if it means none.

    Args:
        text: what was typed.
        offered: what the screen offers.
        reads: whether the screen reads other words, to look for them.
    """
    if choice := picked(text, offered, parts=False, numbers=False):
        return choice.value
    said, values = commands.said(text), [choice.value for choice in offered]
    if said == commands.BACK or (said == commands.CANCEL and asks(offered)):
        return next((way for way in WAYS_BACK if way in values), "")
    choice = picked(text, offered, parts=not reads)
    return choice.value if choice else ""


def asks(offered: Sequence[Choice]) -> bool:
    """Whether a screen asks for a yes: then "cancelar" is a no."""
    return any(choice.value.endswith(SURE) for choice in offered)


def about(prompt_id: str) -> tuple[str, str]:
    """The screen's name and what it is about, from the id of a prompt."""
    name, _, subject = prompt_id.partition(":")
    return name, subject


def action(value: str) -> tuple[str, str]:
    """What a button does, and with what: "page:2" is ("page", "2")."""
    name, _, argument = value.partition(":")
    return name, argument
