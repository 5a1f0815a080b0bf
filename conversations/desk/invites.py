"""Convites: the list, and one invite with its links."""

from conversations.desk import texts
from conversations.desk.inviting import INVITING, what_next
from conversations.desk.menu import no_plans
from conversations.drawing import short
from conversations.ports.invites import Invite, InviteLinks
from conversations.prompt import Choice, Picture, Prompt, Section
from conversations.question import Rows
from conversations.screen import Args, Screen, action
from conversations.turn import Turn

LIST, ONE = "invites", "invite"


async def _draw_list(turn: Turn, args: Args) -> Prompt:
    number = int(args.get("page", 0))
    invites, more = await turn.ports.invites.page(turn.seller.id, number=number)
    if number and not invites:
        return await _draw_list(turn, {})
    listed = [texts.invite_listed(n, invite, turn.now) for n, invite in enumerate(invites, 1)]
    opens = tuple(
        (Choice(short(f"{n}. {texts.offer(invite)}", 40), f"open:{invite.id}"),)
        for n, invite in enumerate(invites, 1)
    )
    newer = [Choice(texts.NEWER, f"page:{number - 1}")] if number else []
    older = [Choice(texts.OLDER, f"page:{number + 1}")] if more else []
    ways = [[*newer, *older], [Choice(texts.NEW_INVITE, "new")], [Choice(texts.MENU_BUTTON, "menu")]]
    return Prompt(
        id=LIST,
        heading=texts.INVITES,
        sections=tuple(Section(offer, about) for offer, about in listed),
        text=texts.INVITE_LIST if invites else texts.INVITE_LIST_EMPTY,
        choices=(*opens, *(tuple(row) for row in ways if row)),
    )


async def _tap_list(turn: Turn, _args: Args, value: str) -> None:
    what, argument = action(value)
    if what == "open":
        turn.go(ONE, id=argument)
    elif what == "menu":
        turn.go("menu")
    elif what == "new":
        if not await no_plans(turn):
            await INVITING.start(turn)
    elif what == "page" and argument.isdecimal() and len(argument) < 6:
        turn.go(LIST, page=int(argument))
    else:
        turn.go(LIST)


async def _draw_one(turn: Turn, args: Args) -> Prompt:
    invite = await turn.ports.invites.get(turn.seller.id, args["id"])
    links = await turn.ports.invites.links(turn.seller.id, args["id"])
    if invite is None or links is None:
        turn.note_missing(args["id"])
        back = ((Choice(texts.BACK_TO_INVITES, "list"),),)
        return Prompt(id=f"{ONE}:", heading=texts.INVITES, text=texts.INVITE_GONE, choices=back)
    asks = args.get("ask") == "revoke"
    return Prompt(
        id=f"{ONE}:{invite.id}",
        heading=texts.STEP_INVITE,
        sections=(Section("", texts.invite_shown(invite, links, turn.now)),),
        text=texts.ASK_REVOKE if asks else texts.MENU,
        choices=_asks() if asks else _ways(invite, links),
    )


def _asks() -> Rows:
    return ((Choice(texts.YES_REVOKE, "revoke!"), Choice(texts.NO, "show")),)


def _ways(invite: Invite, links: InviteLinks) -> Rows:
    shown = [(Choice(texts.QR, "qr"),)] if links.either else []
    live = [*shown, (Choice(texts.REVOKE, "revoke"),)] if not invite.revoked else []
    return (*live, (Choice(texts.BACK_TO_INVITES, "list"), Choice(texts.MENU_BUTTON, "menu")))


async def _tap_one(turn: Turn, args: Args, value: str) -> None:
    invite_id = args["id"]
    if value == "list":
        turn.go_back(LIST)
    elif value == "menu":
        turn.go("menu")
    elif value == "revoke!" and await turn.ports.invites.get(turn.seller.id, invite_id):
        await turn.ports.invites.revoke(turn.seller.id, invite_id)
        turn.go(ONE, texts.REVOKED, id=invite_id)
    elif value == "qr":
        await _send_picture(turn, invite_id)
    else:
        turn.go(ONE, id=invite_id, ask="revoke" if value == "revoke" else "")


async def _send_picture(turn: Turn, invite_id: str) -> None:
    links = await turn.ports.invites.links(turn.seller.id, invite_id)
    if links is None or not links.either:
        turn.go(ONE, id=invite_id)
        return
    turn.say(Picture(links.either, turn.seller.name, texts.caption(turn.seller)))
    turn.say(what_next(invite_id))


INVITES = Screen(LIST, _draw_list, _tap_list, keeps=("page",))
INVITE = Screen(ONE, _draw_one, _tap_one)
