"""Who answers a reply: the doors of all conversations, in the order they are tried.

Telegram leaves the choosing to the library's ConversationHandler, whose states are the questions' ids, and
calls the same doors; a channel without such a library, and the result of a task, come through `talk`.
"""

from collections.abc import Awaitable, Callable

from conversations import commands, words
from conversations.certificate.dropped import drops_key, take_back
from conversations.certificate.news import KEPT, tell_kept
from conversations.contents import FLOWS, SCREENS
from conversations.desk import texts
from conversations.desk.linking import link, refuse_link
from conversations.desk.menu import MENU, NEW, help_, stranger
from conversations.desk.menu import open_registration as _open_registration
from conversations.desk.news import tell
from conversations.desk.spreadsheet import TASK as MAKE_SPREADSHEET
from conversations.desk.spreadsheet import made
from conversations.desk.team import LEFT
from conversations.first_access.going_live import LIVE
from conversations.first_access.news import tell_checklist, tell_live
from conversations.first_access.sending import CHECKLIST
from conversations.flow import Flow
from conversations.guest.door import (
    answer_guest,
    configures,
    goes_on,
    is_guest,
    open_invite,
    refuse_invite,
)
from conversations.on_screen import may_see, offered, remember, shown, typed_on_screen
from conversations.payloads import INVITED, LINKED, found_in
from conversations.registration.flow import REGISTRATION
from conversations.reminding import EVENT as REMIND
from conversations.reminding import REMINDERS, remind, toggle
from conversations.reminding import WORDS as REMINDER_WORDS
from conversations.screen import about, action, asks
from conversations.turn import Turn
from conversations.wording import plain

NEWS = {"customer_registered", "email_taken", LEFT}
TOLD = {KEPT: tell_kept, LIVE: tell_live, CHECKLIST: tell_checklist}
OPEN_WORDS = {plain(texts.NEW_REGISTRATION), plain(texts.CONTINUE)}
Door = Callable[[Turn], Awaitable[None]]


async def talk(turn: Turn) -> None:
    """Answers a reply, whatever it is."""
    reply = turn.reply
    if reply.event is not None:
        await event(turn)
    elif reply.command is not None:
        await command(turn)
    elif opens_links(turn):
        await open_links(turn)
    elif opens_screen(turn):
        await tap_screen(turn)
    elif turn.person is None:
        await visitor(turn)
    elif opens_registration(turn):
        await open_registration(turn)
    elif turn.chat.active:
        await answer(turn)
    else:
        await otherwise(turn)


def door(go_through: Door) -> Door:
    """A door behind which the screen that the answer led to is shown."""

    async def through(turn: Turn) -> None:
        if turn.reply.choice is None and turn.reply.event is None:
            turn.note_tap()  # whoever writes in between does not tap twice
        if drops_key(turn):
            await _taken_back(turn)
        elif _names_reminders(turn):
            await _to_reminders(turn)
        else:
            await go_through(turn)
        while turn.next:
            go, turn.next = turn.next, None
            await SCREENS[go.screen].show(turn, go)
        remember(turn)

    return through


def _names_reminders(turn: Turn) -> bool:
    """Whether the word that leads to the reminders was typed where it is no answer."""
    flow = FLOWS.get(turn.chat.active)
    return plain(turn.reply.text or "") in REMINDER_WORDS and not (flow and flow.takes_every_word(turn))


async def _to_reminders(turn: Turn) -> None:
    """Shows whether reminders are on; to somebody in the middle of something, it changes that at once."""
    if turn.chat.active or not (turn.person or turn.own):
        await toggle(turn)
        if turn.chat.active and (turn.person or goes_on(turn) or configures(turn)):
            await FLOWS[turn.chat.active].again(turn)
    else:
        turn.go(REMINDERS.name)


async def _taken_back(turn: Turn) -> None:
    """Takes a key out of the chat, whatever was being talked about, and asks again what was being asked."""
    await take_back(turn)
    if turn.chat.active and (turn.person or goes_on(turn) or configures(turn)):
        await FLOWS[turn.chat.active].again(turn)
    elif turn.person is None and not is_guest(turn):
        await stranger(turn)


@door
async def event(turn: Turn) -> None:
    """Takes what nobody wrote: the result of a task, or news."""
    found = turn.reply.event
    if found and found.name in NEWS:
        await tell(turn, found)
        return
    if found and found.name == REMIND:
        if turn.person or turn.own or goes_on(turn):
            await remind(turn, found)
        return
    if found and found.name == MAKE_SPREADSHEET:
        made(turn, found)
        return
    if found and (told := TOLD.get(found.name)):
        await told(turn, found)
        return
    if turn.person or goes_on(turn) or configures(turn):
        for flow in FLOWS.values():
            await flow.event(turn)
    elif turn.chat.active:  # whoever waits for it may go on no more, and is told so
        await visitor(turn)


@door
async def command(turn: Turn) -> None:
    """Answers /start, /menu, /ajuda, /cancelar and any other command."""
    name, argument = turn.reply.command or "", (turn.reply.text or "").strip()
    if name == "start" and argument.startswith((LINKED, INVITED)):
        await _open(turn, (argument,))
    elif name == "start" and (found := found_in(argument)):
        await _open(turn, found)
    elif turn.person is None:
        await visitor(turn)
    elif name == commands.HELP:
        await helped(turn)
    elif name == commands.CANCEL:
        await _cancel(turn)
    elif name == "start" and (current := _in_progress(turn)):
        await current.resume(turn)
    else:
        turn.go(MENU.name)


def opens_links(turn: Turn) -> bool:
    """Whether links of ours came in, with words around them or alone. At a question that any word answers a
    word alone is its answer: it may be a password.
    """
    reply, flow = turn.reply, FLOWS.get(turn.chat.active)
    alone = reply.text is not None and len(reply.text.split()) == 1
    return bool(reply.links) and not (alone and flow and flow.takes_every_word(turn))


@door
async def open_links(turn: Turn) -> None:
    """Opens what was sent as a text, as a tap on the link would have done."""
    await _open(turn, turn.reply.links)


async def _open(turn: Turn, payloads: tuple[str, ...]) -> None:
    """Opens the first that is good: people send on what they were sent before, with the new one below it."""
    for payload in payloads:
        if await (link if payload.startswith(LINKED) else open_invite)(turn, payload):
            return
    await (refuse_link if payloads[0].startswith(LINKED) else refuse_invite)(turn)


@door
async def visitor(turn: Turn) -> None:
    """Answers somebody who is no reseller's person: of what a reseller taps nothing is theirs, but what is
    about their own registration.
    """
    if not turn.chat.active and await typed_on_screen(turn):
        return
    if opens_screen(turn):
        if not _begins_again(turn):
            turn.note_missing(action(turn.reply.choice or "")[1])
    elif REGISTRATION.form.name not in turn.chat.drafts:  # else the form looks at it
        turn.note_unknown_button()
    await (answer_guest(turn) if is_guest(turn) else stranger(turn))


def opens_screen(turn: Turn) -> bool:
    """Whether a button of a screen was tapped."""
    return turn.reply.choice is not None and about(turn.reply.prompt)[0] in SCREENS


def _begins_again(turn: Turn) -> bool:
    """Whether a guest who had cancelled taps "Novo cadastro"."""
    return (turn.reply.prompt, turn.reply.choice) == (MENU.name, NEW)


@door
async def tap_screen(turn: Turn) -> None:
    """Does what a screen's button says, however old the button is."""
    name, subject = about(turn.reply.prompt)
    if not may_see(turn, name):
        await visitor(turn)
        return
    if turn.is_double_tap():
        return
    turn.note_tap()
    args = {**shown(turn, name), "id": subject}
    if turn.turns_page():
        turn.go(name, **args)
    else:
        await SCREENS[name].tap(turn, args, turn.reply.choice or "")


def opens_registration(turn: Turn) -> bool:
    """Whether "Novo cadastro" was typed where no question waits."""
    typed = turn.reply.text if turn.reply.command is None else None
    return turn.person is not None and not turn.chat.active and plain(typed or "") in OPEN_WORDS


@door
async def open_registration(turn: Turn) -> None:
    """Opens the registration, or goes on with it."""
    await _open_registration(turn)


@door
async def answer(turn: Turn) -> None:
    """Takes a reply to the question that waits; a greeting or a request for help is no answer."""
    flow = FLOWS[turn.chat.active]
    said = flow.command(turn)
    if turn.person is None:
        await visitor(turn)
    elif said == commands.HELLO:
        await flow.resume(turn)
    elif said == commands.MENU:
        turn.go(MENU.name)
    elif said == commands.HELP:
        await helped(turn)
    else:
        await flow.answer(turn)


async def helped(turn: Turn) -> None:
    """Says how it works, and asks again what was being asked."""
    await help_(turn)
    if turn.chat.active:
        await FLOWS[turn.chat.active].again(turn)


@door
async def otherwise(turn: Turn) -> None:
    """Answers what no door took: buttons of conversations that ended, searches, and words out of place."""
    reply, said = turn.reply, commands.said(turn.reply.text or "")
    if turn.person is None:
        await visitor(turn)
    elif turn.is_double_tap():
        return
    elif reply.choice is not None and (current := _in_progress(turn)):
        turn.note_unknown_button()
        await current.resume(turn)
    elif reply.choice is not None:
        turn.note_missing()
        turn.go(MENU.name, texts.ENDED_BUTTON)
    elif said == commands.HELP:
        await help_(turn)
    elif said == commands.CANCEL and _in_progress(turn) and not asks(offered(turn)):
        await _cancel(turn)
    elif await typed_on_screen(turn):
        return
    elif said == commands.CANCEL:
        await _cancel(turn)
    elif said or not reply.text:
        _to_menu(turn)
    else:
        await _other_words(turn, reply.text)


async def _other_words(turn: Turn, text: str) -> None:
    """Gives the screen shown last what it reads, or shows it again: the words meant none of its buttons."""
    screen = SCREENS.get(turn.chat.screen.get("name", ""), MENU)
    if screen.typed:
        await screen.typed(turn, turn.chat.screen, text)
    elif screen is MENU:
        _to_menu(turn, words.ERRORS["choice.unknown"])
    else:
        turn.go(screen.name, words.ERRORS["choice.unknown"], **shown(turn, screen.name))


def _to_menu(turn: Turn, notice: str = "") -> None:
    turn.go(MENU.name, texts.TO_CONTINUE if REGISTRATION.form.name in turn.chat.drafts else notice)


async def _cancel(turn: Turn) -> None:
    current = _in_progress(turn)
    if current:
        await current.ask_to_cancel(turn)
    else:
        turn.go(MENU.name, texts.NOTHING_TO_CANCEL)


def _in_progress(turn: Turn) -> Flow | None:
    """The form that waits for an answer, else one that was left unfinished, the registration first."""
    names = [turn.chat.active, *FLOWS]
    return next((FLOWS[name] for name in names if name in turn.chat.drafts), None)
