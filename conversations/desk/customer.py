"""One customer: everything about it, and what its reseller can do."""

from datetime import timedelta

from conversations.desk import texts
from conversations.desk.correction import CORRECTION, draft_of
from conversations.desk.team_texts import history
from conversations.drawing import reviewed
from conversations.ports.customers import Gone, Record
from conversations.ports.deeds import Deed
from conversations.ports.links import LinkKind
from conversations.prompt import Choice, Prompt, Section
from conversations.question import Rows
from conversations.registration.done_texts import NEXT, READY
from conversations.registration.flow import FORM
from conversations.screen import Args, Screen, action
from conversations.turn import Turn
from conversations.words import CORRECT

NAME = "customer"
UNDO_WITHIN = timedelta(minutes=10)


async def _draw(turn: Turn, args: Args) -> Prompt:
    try:
        record = await turn.ports.customers.record(turn.seller.id, args["id"])
    except Gone:
        turn.note_missing(args["id"])
        back = ((Choice(texts.BACK_TO_LIST, "list"),),)
        return Prompt(id=f"{NAME}:", heading=texts.CUSTOMERS, text=texts.GONE, choices=back)
    if args.get("ask") == "remove":
        return _asks_to_remove(turn, record)
    draft, done = draft_of(record), await turn.ports.deeds.of(turn.seller.id, record.id)
    return Prompt(
        id=f"{NAME}:{record.id}",
        heading=record.answers.trade_name or record.answers.legal_name,
        sections=(
            *reviewed(FORM, draft),
            Section("", texts.standing(record, turn.now)),
            _history(turn, record, done),
        ),
        text=texts.MENU,
        choices=_ways(turn, record),
    )


def _history(turn: Turn, record: Record, done: tuple[Deed, ...]) -> Section:
    """Who registered it, also before deeds were noted, and who did what since."""
    begun = Deed("registered", record.registered_by, record.registered_at)
    since = (deed for deed in done if deed.what != "registered")
    return Section("", history((begun, *since), turn.now))


def _is_fresh(turn: Turn, record: Record) -> bool:
    return turn.now - record.registered_at <= UNDO_WITHIN


def _asks_to_remove(turn: Turn, record: Record) -> Prompt:
    fresh = _is_fresh(turn, record)
    ask = texts.ASK_UNDO if fresh else texts.ASK_REMOVE
    yes = Choice(texts.YES_UNDO if fresh else texts.YES_REMOVE, "remove!")
    return Prompt(
        id=f"{NAME}:{record.id}",
        heading=texts.CUSTOMERS,
        text=ask.format(name=record.answers.legal_name),
        choices=((yes, Choice(texts.NO, "show")),),
    )


def _ways(turn: Turn, record: Record) -> Rows:
    steps = [Choice(CORRECT.format(title=step.title), f"correct:{n}") for n, step in enumerate(FORM.steps, 1)]
    link = [Choice(texts.SEND_LINK if record.password_pending else texts.NEW_PASSWORD, "link")]
    rows = [
        [Choice(texts.ACCESS, "access")],
        [Choice(READY, "ready")],
        [Choice(texts.CERTIFICATE, "certificate")],
        *([step] for step in steps),
        link,
        [Choice(texts.REACTIVATE, "reactivate") if record.suspended else Choice(texts.SUSPEND, "suspend")],
        [Choice(texts.UNDO if _is_fresh(turn, record) else texts.REMOVE, "remove")],
        [Choice(texts.BACK_TO_LIST, "list"), Choice(texts.MENU_BUTTON, "menu")],
    ]
    return tuple(tuple(row) for row in rows if row)


async def _tap(turn: Turn, args: Args, value: str) -> None:
    what, argument = action(value)
    if what == "list":
        turn.go_back("customers")
    elif what == "menu":
        turn.go("menu")
    else:
        try:
            record = await turn.ports.customers.record(turn.seller.id, args["id"])
            await _do(turn, record, what, argument)
        except Gone:  # also when somebody else removes it at this moment
            turn.go(NAME, id=args["id"])


async def _do(turn: Turn, record: Record, what: str, argument: str) -> None:
    if what == "correct" and argument in {str(n) for n, _ in enumerate(FORM.steps, 1)}:
        await CORRECTION.correct(turn, draft_of(record, turn), int(argument))
    elif what == "ready":
        turn.go("ready", id=record.id)
    elif what == "link":
        await send_link(turn, record)
    elif what == "certificate":
        turn.go("certificate", id=record.id)
    elif what == "access":
        await _send_access(turn, record)
    elif what in ("suspend", "reactivate"):
        await turn.ports.customers.suspend(turn.seller.id, record.id, suspended=what == "suspend")
        if record.suspended != (what == "suspend"):
            await turn.did("suspended" if what == "suspend" else "reactivated", record.id)
        notice = texts.SUSPENDED if what == "suspend" else texts.REACTIVATED
        turn.go(NAME, notice, id=record.id)
    elif what == "remove!":
        await turn.ports.customers.remove(turn.seller.id, record.id)
        await turn.did("removed", record.id)
        name, email = record.answers.legal_name, record.answers.email
        turn.go_back("customers", texts.REMOVED.format(name=name, email=email))
    else:
        turn.go(NAME, id=record.id, ask="remove" if what == "remove" else "")


async def send_link(turn: Turn, record: Record) -> None:
    """Gives the reseller a link to forward, by which the customer creates or sees a password."""
    if not turn.ports.links.available():
        turn.go(NAME, texts.NO_PAGES, id=record.id)
        return
    kind: LinkKind = "show_password" if texts.shows_generated(record) else "create_password"
    link = await turn.ports.links.password(record.id, kind, turn.key)
    await turn.did("sent_link", record.id)
    turn.say(Prompt(text=texts.FORWARD_LINK))
    turn.say(Prompt(text=texts.password_link(record, turn.seller, link), forward=True))
    turn.say(_what_next(record))


async def _send_access(turn: Turn, record: Record) -> None:
    if not turn.ports.access.available():
        turn.go(NAME, texts.NO_PAGES, id=record.id)
        return
    person = turn.person.id if turn.person else ""
    link = await turn.ports.access.link(turn.seller.id, person, record.id, turn.key)
    await turn.did("accessed", record.id)
    turn.say(Prompt(text=texts.ACCESS_LINK.format(name=record.answers.legal_name, link=link)))
    turn.say(_what_next(record))


def _what_next(record: Record) -> Prompt:
    """After a message to forward: the way back, without all of the customer's data again."""
    ways = (Choice(texts.SEE_CUSTOMER, "show"), Choice(texts.BACK_TO_LIST, "list"))
    return Prompt(id=f"{NAME}:{record.id}", text=NEXT, choices=(ways,))


CUSTOMER = Screen(NAME, _draw, _tap)
