"""How the registration was, by the customer's own word: one to five, and a comment, once."""

from conversations import rating_texts as texts
from conversations.prompt import Choice, Prompt, Section
from conversations.readers import line
from conversations.screen import Args, Screen, action
from conversations.turn import Turn

NAME, LIST = "rating", "ratings"
STARS = range(1, 6)
MOST = 500  # characters of a comment


def asked(customer_id: str) -> Prompt:
    """The question, aside of whatever is being talked about."""
    stars = tuple(Choice(str(number), f"stars:{number}") for number in STARS)
    return Prompt(id=f"{NAME}:{customer_id}", text=texts.ASK, choices=(stars,), aside=True, fleeting=True)


async def _draw(turn: Turn, args: Args) -> Prompt:
    customer_id = turn.own.customer_id if turn.own else ""
    if "stars" in args:
        return Prompt(
            id=f"{NAME}:{customer_id}",
            text=texts.ASK_COMMENT.format(stars=args["stars"]),
            choices=((Choice(texts.NO_COMMENT, "back"),),),
        )
    return asked(customer_id)


async def _tap(turn: Turn, args: Args, value: str) -> None:
    what, argument = action(value)
    if turn.own is None or args["id"] != turn.own.customer_id:
        turn.note_missing(args["id"])
        _to_the_beginning(turn)
    elif what == "stars" and argument in {str(number) for number in STARS}:
        if await turn.ports.ratings.rate(turn.own.reseller.id, turn.own.customer_id, int(argument)):
            turn.go(NAME, stars=int(argument))
        else:
            turn.go("home", texts.ALREADY, id=turn.own.customer_id)
    else:
        turn.go("home", texts.THANKS_ONLY, id=turn.own.customer_id)


def _to_the_beginning(turn: Turn) -> None:
    if turn.own:
        turn.go("home", id=turn.own.customer_id)
    else:
        turn.go("menu")


async def _typed(turn: Turn, args: Args, text: str) -> None:
    if turn.own is None or "stars" not in args:
        turn.go(NAME, **args)
        return
    await turn.ports.ratings.comment(turn.own.reseller.id, turn.own.customer_id, line(text)[:MOST])
    turn.go("home", texts.THANKS.format(reseller=turn.own.reseller.name), id=turn.own.customer_id)


async def _draw_list(turn: Turn, _args: Args) -> Prompt:
    rated = await turn.ports.ratings.of(turn.seller.id)
    comments = tuple(Section(*texts.commented(comment)) for comment in rated.comments)
    none = (Section("", texts.NONE_WITH_WORDS),) if rated.count and not comments else ()
    return Prompt(
        id=LIST,
        heading=texts.RATINGS,
        sections=((Section("", texts.average(rated)), *none, *comments) if rated.count else ()),
        text=texts.MENU if rated.count else texts.NOBODY_YET,
        choices=((Choice("Clientes", "customers"), Choice("Menu", "menu")),),
    )


async def _tap_list(turn: Turn, _args: Args, value: str) -> None:
    turn.go(value if value in ("menu", "customers") else LIST)


RATING = Screen(NAME, _draw, _tap, _typed, owners=True)
RATINGS = Screen(LIST, _draw_list, _tap_list)
