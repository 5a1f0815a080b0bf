"""Who answers a reply: the doors of all conversations, in the order they are tried.

Telegram leaves the choosing to the library's ConversationHandler, whose states are the questions' ids, and
calls the same doors; a channel without such a library, and the result of a task, come through `talk`.
"""

from conversations.desk import texts
from conversations.desk.linking import PREFIX, link
from conversations.desk.menu import MENU_ID, NEW, help_, menu, no_plans, stranger
from conversations.registration.flow import REGISTRATION
from conversations.turn import Turn
from conversations.wording import plain

GREETINGS = {"oi", "ola", "bom dia", "boa tarde", "boa noite", "inicio", "comecar", "start"}
MENU_WORDS, HELP_WORDS = {"menu"}, {"ajuda", "help", "socorro"}
OPEN_WORDS = {plain(texts.NEW_REGISTRATION), plain(texts.CONTINUE)}


async def talk(turn: Turn) -> None:
    """Answers a reply, whatever it is."""
    reply = turn.reply
    if reply.event is not None:
        await REGISTRATION.event(turn)
    elif reply.command is not None:
        await command(turn)
    elif turn.person is None:
        await stranger(turn)
    elif opens_registration(turn):
        await open_registration(turn)
    elif turn.chat.active:
        await answer(turn)
    else:
        await otherwise(turn)


async def command(turn: Turn) -> None:
    """Answers /start, /menu, /ajuda, /cancelar and any other command."""
    name, argument = turn.reply.command or "", (turn.reply.text or "").strip()
    if name == "start" and argument.startswith(PREFIX):
        await link(turn, argument)
    elif turn.person is None:
        await stranger(turn)
    elif name in HELP_WORDS:
        await helped(turn)
    elif name == "cancelar":
        await cancel(turn)
    elif name == "start" and turn.chat.drafts:
        await REGISTRATION.resume(turn)
    else:
        await menu(turn)


def opens_registration(turn: Turn) -> bool:
    """Whether "Novo cadastro" was tapped in the menu, or typed where no question waits."""
    reply = turn.reply
    if reply.choice is not None:
        return (reply.prompt, reply.choice) == (MENU_ID, NEW)
    return not turn.chat.active and plain(reply.text or "") in OPEN_WORDS


async def open_registration(turn: Turn) -> None:
    """Opens the registration, or goes on with it."""
    if turn.person is None:
        await stranger(turn)
    elif turn.chat.drafts or not await no_plans(turn):
        await REGISTRATION.start(turn)


async def answer(turn: Turn) -> None:
    """Takes a reply to the question that waits; a greeting or a request for help is no answer, unless any
    word is one, such as a password, which must not stay in the chat.
    """
    said = plain(turn.reply.text or "")
    if turn.person is None:
        await stranger(turn)
    elif REGISTRATION.takes_every_word(turn):
        await REGISTRATION.answer(turn)
    elif said in GREETINGS or (turn.reply.text or "").startswith("/"):  # a command there is not
        await REGISTRATION.resume(turn)
    elif said in MENU_WORDS:
        await menu(turn)
    elif said in HELP_WORDS:
        await helped(turn)
    else:
        await REGISTRATION.answer(turn)


async def helped(turn: Turn) -> None:
    """Says how it works, and asks again what was being asked."""
    await help_(turn)
    if turn.chat.active:
        await REGISTRATION.again(turn)


async def cancel(turn: Turn) -> None:
    """Asks whether to drop the registration in progress."""
    if turn.chat.drafts:
        await REGISTRATION.ask_to_cancel(turn)
    else:
        await menu(turn, texts.NOTHING_TO_CANCEL)


async def otherwise(turn: Turn) -> None:
    """Answers what no door took: buttons of conversations that ended, and words out of place."""
    if turn.person is None:
        await stranger(turn)
    elif turn.is_double_tap():
        return
    elif turn.reply.choice is not None and turn.chat.drafts:
        await REGISTRATION.resume(turn)
    elif turn.reply.choice is not None:
        await menu(turn, texts.ENDED_BUTTON)
    elif plain(turn.reply.text or "") in HELP_WORDS:
        await help_(turn)
    else:
        await menu(turn, texts.TO_CONTINUE if turn.chat.drafts else "")
