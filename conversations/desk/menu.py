"""The menu, the help, and what strangers read."""

from conversations.desk import texts
from conversations.desk.correction import CORRECTION
from conversations.desk.plan_texts import PLANS
from conversations.desk.support import SUPPORT
from conversations.desk.team_texts import TEAM
from conversations.prompt import Choice, Prompt
from conversations.rating_texts import RATINGS
from conversations.registration.flow import REGISTRATION
from conversations.registration.step_1_plan import categories
from conversations.screen import Args, Screen, action
from conversations.turn import Turn

NAME, NEW = "menu", "new"


async def _draw(turn: Turn, _args: Args) -> Prompt:
    first = texts.CONTINUE if REGISTRATION.form.name in turn.chat.drafts else texts.NEW_REGISTRATION
    left = CORRECTION.form.name in turn.chat.drafts
    return Prompt(
        id=NAME,
        heading=turn.seller.name,
        text=texts.MENU,
        choices=(
            (Choice(first, NEW),),
            *(((Choice(texts.CONTINUE_CORRECTION, "correction"),),) if left else ()),
            (Choice(texts.CUSTOMERS, "customers"), Choice(texts.INVITES, "invites")),
            (Choice(PLANS, "plans"), Choice(TEAM, "team")),
            (Choice(RATINGS, "ratings"), Choice(texts.SUPPORT_MENU, "support")),
        ),
    )


async def _tap(turn: Turn, _args: Args, value: str) -> None:
    what, argument = action(value)
    if what == NEW:
        await open_registration(turn)
    elif what == "open":
        turn.go("customer", id=argument)
    elif what == "ready":
        turn.go("ready", id=argument)
    elif what == "correction" and CORRECTION.form.name in turn.chat.drafts:
        await CORRECTION.resume(turn)
    elif what == "support":
        await SUPPORT.start(turn)
    else:
        turn.go(what if what in ("customers", "invites", "plans", "team", "ratings") else NAME)


async def open_registration(turn: Turn) -> None:
    """Opens the registration, or goes on with it."""
    if REGISTRATION.form.name in turn.chat.drafts or not await no_plans(turn):
        await REGISTRATION.start(turn)


async def no_plans(turn: Turn) -> bool:
    """Whether the reseller has nothing to sell; then it leads to where plans are made."""
    if await categories(turn):
        return False
    turn.go("plans")
    return True


async def help_(turn: Turn) -> None:
    """Says how it works, and whom to ask."""
    support = texts.support(await turn.ports.people.support())
    turn.say(Prompt(text="\n\n".join(filter(None, [texts.HELP, support]))))


async def stranger(turn: Turn, notice: str = "") -> None:
    """Explains the bot to somebody we do not know, and gives nothing away."""
    support = texts.support(await turn.ports.people.support())
    how = "\n".join(filter(None, [texts.ASK_FOR_LINK, support]))
    turn.say(Prompt(notice=notice or texts.STRANGER, text=how))


MENU = Screen(NAME, _draw, _tap)
