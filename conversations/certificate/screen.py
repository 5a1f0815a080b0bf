"""Certificado digital: what is kept, the link by which it is sent, and what an A3 needs."""

from conversations import whose
from conversations.certificate import texts
from conversations.ports.certificates import Certificate
from conversations.ports.customers import Gone, Record
from conversations.prompt import Choice, Prompt, Section
from conversations.registration.done_texts import NEXT
from conversations.registration.texts import reachable
from conversations.screen import Args, Screen, action
from conversations.turn import Turn

NAME = "certificate"


async def _draw(turn: Turn, args: Args) -> Prompt:
    try:
        record = await whose.record_reached(turn, args["id"])
    except Gone:
        return _gone(turn, args["id"])
    found = await _kept(turn, record)
    token = args.get("about") == "a3"
    return Prompt(
        id=f"{NAME}:{record.id}",
        heading=f"{texts.TITLE} · {record.answers.trade_name or record.answers.legal_name}",
        sections=(Section(texts.KEPT, texts.kept(found, turn.now)),) if found else (),
        text=texts.HOW_TO_A3 if token else texts.ASK_AGAIN if found else f"{texts.NONE_YET}\n\n{texts.ASK}",
        choices=(
            (Choice(texts.REPLACE if found else texts.SEND, "send"),),
            (Choice(texts.SEE_MISSING, "ready") if found or token else Choice(texts.A3, "a3"),),
            (_back(turn),),
        ),
    )


async def _kept(turn: Turn, record: Record) -> Certificate | None:
    return await turn.ports.certificates.find(record.answers.reseller_id, record.id)


def _back(turn: Turn) -> Choice:
    return Choice(texts.SEE_OWN if whose.is_owner(turn) else texts.SEE_CUSTOMER, "back")


def _gone(turn: Turn, customer_id: str) -> Prompt:
    turn.note_missing(customer_id)
    back = Choice(texts.SEE_OWN, "back") if whose.is_owner(turn) else Choice(texts.BACK_TO_LIST, "list")
    return Prompt(id=f"{NAME}:", heading=texts.TITLE, text=texts.GONE, choices=((back,),))


async def _tap(turn: Turn, args: Args, value: str) -> None:
    what, _ = action(value)
    if what == "list" and not whose.is_owner(turn):
        turn.go_back("customers")
        return
    try:
        record = await whose.record_reached(turn, args["id"])
        await _do(turn, record, what)
    except Gone:  # also when somebody removes it at this moment
        if what == "back" and turn.own:
            turn.note_missing(args["id"])
            turn.go("home", id=turn.own.customer_id)
        else:
            turn.go(NAME, id=args["id"])


async def _do(turn: Turn, record: Record, what: str) -> None:
    if what == "send":
        await send_link(turn, record)
    elif what == "ready":
        turn.go("ready", id=record.id)
    elif what == "back":
        turn.go("home" if whose.is_owner(turn) else "customer", id=record.id)
    else:
        turn.go(NAME, id=record.id, about="a3" if what == "a3" else "")


async def send_link(turn: Turn, record: Record) -> None:
    """Gives the link by which a certificate is sent; the reseller may forward it or use it."""
    reseller = whose.reseller_reached(turn, record.id)
    if not turn.ports.certificates.available():
        support = texts.NO_PAGES_OWN.format(support=reachable(reseller))
        turn.go(NAME, support if whose.is_owner(turn) else texts.NO_PAGES, id=record.id)
        return
    link = await turn.ports.certificates.link(reseller.id, record.id, turn.account, turn.key)
    if whose.is_owner(turn):
        turn.say(Prompt(text=texts.LINK_OWN.format(link=link)))
    else:
        turn.say(Prompt(text=texts.FORWARD))
        forwarded = texts.to_forward(record.answers.legal_name, reseller, link)
        turn.say(Prompt(text=forwarded, forward=True))
    ways = (Choice(texts.SEE_MISSING, "ready"), _back(turn))
    turn.say(Prompt(id=f"{NAME}:{record.id}", text=NEXT, choices=(ways,)))


CERTIFICATE = Screen(NAME, _draw, _tap, owners=True)
