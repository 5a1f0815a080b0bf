"""What a chat has on the screen: what is offered there, and what typing does with it."""

from conversations import commands
from conversations.contents import SCREENS
from conversations.prompt import Choice, Prompt
from conversations.screen import Args, about, meant
from conversations.turn import Turn
from conversations.wording import picked


def remember(turn: Turn) -> None:
    """Keeps what the screen shown last offers, and what interrupted: what is typed next is for these."""
    for prompt in (effect for effect in turn.effects if isinstance(effect, Prompt)):
        offers = (prompt.id, [[choice.label, choice.value] for row in prompt.choices for choice in row])
        (name, subject), chat = about(prompt.id), turn.chat
        if prompt.aside:
            chat.aside = offers
            continue
        chat.aside = ("", [])
        if prompt.choices and name in SCREENS:
            chat.offered = offers
            if chat.screen.get("name") != name:
                chat.screen = {"name": name, "id": subject}


def may_see(turn: Turn, name: str) -> bool:
    """Whether a screen is one for whoever writes; what it shows is theirs, the screen sees to itself."""
    return turn.person is not None or (turn.own is not None and SCREENS[name].owners)


def shown(turn: Turn, name: str) -> Args:
    """The arguments with which a screen was shown, if it is the one shown last."""
    last = turn.chat.screen if turn.chat.screen.get("name") == name else {}
    return {key: value for key, value in last.items() if key != "name"}


async def typed_on_screen(turn: Turn) -> bool:
    """Does what the button says that was typed: of the screen shown last by its words or number, of what
    interrupted by all of its words. False if there is none.
    """
    text, chat = turn.reply.text, turn.chat
    if not text:
        return False
    if choice := picked(text, _choices(chat.aside), parts=False, numbers=False):
        return await _press(turn, chat.aside[0], choice.value)
    name, _ = about(chat.offered[0])
    screen = SCREENS.get(name)
    if screen is None or name != chat.screen.get("name"):
        return False
    if value := meant(text, offered(turn), reads=screen.typed is not None):
        return await _press(turn, chat.offered[0], value)
    if screen.owners and screen.typed and turn.person is None and may_see(turn, name):
        if commands.said(text):
            return False
        await screen.typed(turn, chat.screen, text)
        return True
    return False


async def _press(turn: Turn, prompt: str, value: str) -> bool:
    """Does what a button says; False if it is none for whoever writes."""
    name, subject = about(prompt)
    if name not in SCREENS or not may_see(turn, name):
        return False
    await SCREENS[name].tap(turn, {**shown(turn, name), "id": subject}, value)
    return True


def offered(turn: Turn) -> list[Choice]:
    """What the screen shown last offers."""
    return _choices(turn.chat.offered)


def _choices(offers: tuple[str, list[list[str]]]) -> list[Choice]:
    return [Choice(label, value) for label, value in offers[1]]
