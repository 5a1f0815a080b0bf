"""Equipe: who works for the reseller, a link for a colleague, and leaving."""

from conversations.desk import team_texts as texts
from conversations.desk.texts import MENU, MENU_BUTTON
from conversations.drawing import short
from conversations.ports.team import LastOne, Member
from conversations.prompt import Choice, Event, Prompt, Section, Tell
from conversations.registration.done_texts import NEXT
from conversations.screen import Args, Screen, action
from conversations.turn import Turn

LIST, ONE = "team", "member"
LEFT = "left_team"
MOST = 20
"""Shown at once; a team of accountants or of a shop is smaller."""


async def _draw_list(turn: Turn, _args: Args) -> Prompt:
    members = (await turn.ports.team.members(turn.seller.id))[:MOST]
    listed = [texts.member(member, me=_is_me(turn, member)) for member in members]
    return Prompt(
        id=LIST,
        heading=texts.TEAM,
        sections=tuple(Section(f"{n}. {name}", about) for n, (name, about) in enumerate(listed, 1)),
        text=texts.LIST if len(members) > 1 else texts.LIST_ALONE,
        choices=(
            *((Choice(short(f"{n}. {m.name}", 40), f"open:{m.id}"),) for n, m in enumerate(members, 1)),
            (Choice(texts.INVITE, "invite"), Choice(MENU_BUTTON, "menu")),
        ),
    )


def _is_me(turn: Turn, member: Member) -> bool:
    return turn.person is not None and turn.person.id == member.id


async def _tap_list(turn: Turn, _args: Args, value: str) -> None:
    what, argument = action(value)
    if what == "open":
        turn.go(ONE, id=argument)
    elif what == "menu":
        turn.go("menu")
    elif what == "invite":
        await _invite(turn)
    else:
        turn.go(LIST)


async def _invite(turn: Turn) -> None:
    person = turn.person.id if turn.person else ""
    links = await turn.ports.team.invite(turn.seller.id, person, turn.key)
    turn.say(Prompt(text=texts.FORWARD))
    text = texts.invitation(turn.seller.name, links.telegram, links.whatsapp)
    turn.say(Prompt(text=text, forward=True))
    ways = (Choice(texts.BACK, "list"), Choice(MENU_BUTTON, "menu"))
    turn.say(Prompt(id=LIST, text=NEXT, choices=(ways,)))


async def _member(turn: Turn, id_: str) -> Member | None:
    return next((m for m in await turn.ports.team.members(turn.seller.id) if m.id == id_), None)


async def _draw_one(turn: Turn, args: Args) -> Prompt:
    member = await _member(turn, args["id"])
    back = (Choice(texts.BACK, "list"), Choice(MENU_BUTTON, "menu"))
    if member is None:
        turn.note_missing(args["id"])
        return Prompt(id=f"{ONE}:", heading=texts.COLLEAGUE, text=texts.GONE, choices=(back,))
    me = _is_me(turn, member)
    name, about = texts.member(member, me=me)
    asks = args.get("ask") == "remove"
    sure = (Choice(texts.YES_LEAVE if me else texts.YES_REMOVE, "remove!"), Choice(texts.NO, "show"))
    remove = (Choice(texts.LEAVE if me else texts.REMOVE, "remove"),)
    ask = texts.ASK_LEAVE if me else texts.ASK_REMOVE.format(name=member.name)
    return Prompt(
        id=f"{ONE}:{member.id}",
        heading=texts.COLLEAGUE,
        sections=(Section(name, about),),
        text=ask if asks else MENU,
        choices=(sure,) if asks else (remove, back),
    )


async def _tap_one(turn: Turn, args: Args, value: str) -> None:
    if value == "list":
        turn.go(LIST)
    elif value == "menu":
        turn.go("menu")
    elif value == "remove!" and (member := await _member(turn, args["id"])):
        await _remove(turn, member)
    else:
        turn.go(ONE, id=args["id"], ask="remove" if value == "remove" else "")


async def _remove(turn: Turn, member: Member) -> None:
    try:
        accounts = await turn.ports.team.remove(turn.seller.id, member.id)
    except LastOne:
        turn.go(ONE, texts.LAST, id=member.id)
        return
    if _is_me(turn, member):
        turn.chat.forget()
        turn.say(Prompt(text=texts.LEFT.format(reseller=turn.seller.name)))
        return
    by = turn.person.name if turn.person else ""
    about = {"reseller": turn.seller.name, "by": by}
    for account in accounts:
        turn.say(Tell(account.channel, account.id, Event(LEFT, about, "found")))
    turn.go(LIST, texts.REMOVED.format(name=member.name))


def told_to_leave(turn: Turn, event: Event) -> None:
    """Tells somebody that they were taken out of a team; what they were doing there is dropped."""
    if turn.person is not None:
        return  # came back meanwhile
    turn.chat.forget()
    turn.say(Prompt(text=texts.NEWS_REMOVED.format(**event.about)))


TEAM = Screen(LIST, _draw_list, _tap_list)
MEMBER = Screen(ONE, _draw_one, _tap_one)
