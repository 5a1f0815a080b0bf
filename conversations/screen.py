"""Screens: what shows and offers, and keeps no answers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from conversations.prompt import Prompt
from conversations.turn import Go, Turn

Args = dict[str, Any]


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
        owners: whether a customer may see it too, about their own registration.
    """

    name: str
    draw: Callable[[Turn, Args], Awaitable[Prompt]]
    tap: Callable[[Turn, Args, str], Awaitable[None]]
    typed: Callable[[Turn, Args, str], Awaitable[None]] | None = None
    owners: bool = False

    async def show(self, turn: Turn, go: Go) -> None:
        """Shows it; what is typed next is for it.

        What just happened is said below the data, which may be longer than a phone is tall.
        """
        turn.chat.active = ""
        turn.chat.screen = {"name": self.name, **go.args}
        prompt = await self.draw(turn, go.args)
        text = "\n\n".join(filter(None, [go.notice, prompt.text]))
        turn.say(replace(prompt, text=text, replaces=turn.reply.choice is not None and not turn.effects))


def about(prompt_id: str) -> tuple[str, str]:
    """The screen's name and what it is about, from the id of a prompt."""
    name, _, subject = prompt_id.partition(":")
    return name, subject


def action(value: str) -> tuple[str, str]:
    """What a button does, and with what: "page:2" is ("page", "2")."""
    name, _, argument = value.partition(":")
    return name, argument
