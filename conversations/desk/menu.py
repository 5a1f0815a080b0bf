"""The menu, the help, and what strangers read."""

from conversations.desk import texts
from conversations.prompt import Choice, Prompt
from conversations.registration.step_1_plan import categories
from conversations.registration.texts import NO_PLANS
from conversations.turn import Turn

MENU_ID, NEW = "desk:menu", "new"


async def menu(turn: Turn, notice: str = "") -> None:
    """Shows what can be done; a form in progress is kept, and offered first."""
    if turn.person is None:
        await stranger(turn)
        return
    turn.chat.active = ""
    label = texts.CONTINUE if turn.chat.drafts else texts.NEW_REGISTRATION
    turn.say(
        Prompt(
            id=MENU_ID,
            heading=texts.greeting(turn.person),
            notice=notice,
            text=texts.MENU,
            choices=((Choice(label, NEW),),),
            replaces=turn.reply.choice is not None,
        )
    )


async def help_(turn: Turn) -> None:
    """Says how it works, and whom to ask."""
    if turn.person is None:
        await stranger(turn)
        return
    support = texts.support(await turn.ports.people.support())
    turn.say(Prompt(text="\n\n".join(filter(None, [texts.HELP, support]))))


async def stranger(turn: Turn, notice: str = "") -> None:
    """Explains the bot to somebody we do not know, and gives nothing away."""
    support = texts.support(await turn.ports.people.support())
    turn.say(
        Prompt(notice=notice or texts.STRANGER, text="\n".join(filter(None, [texts.ASK_FOR_LINK, support])))
    )


async def no_plans(turn: Turn) -> bool:
    """Whether the reseller has nothing to sell yet; then it says what to do."""
    if turn.person is None or await categories(turn):
        return False
    support = texts.support(await turn.ports.people.support())
    text = NO_PLANS.format(reseller=turn.person.reseller.name, support=support).strip()
    again = Choice(texts.NEW_REGISTRATION, NEW)
    turn.say(Prompt(id=MENU_ID, text=text, choices=((again,),), replaces=turn.reply.choice is not None))
    return True
