"""Pronto para emitir?: what is done, what is missing, and the next thing to do."""

from conversations import whose
from conversations.desk.customer import send_link
from conversations.first_access import ready_texts, rules, texts
from conversations.first_access.flow import open_first_access
from conversations.first_access.going_live import FIRST, SECOND, asks, go_live
from conversations.first_access.opening import is_begun
from conversations.first_access.readiness import Check, checklist
from conversations.first_access.sending import send_list
from conversations.ports.customers import Gone, Record
from conversations.ports.first_access import Facts
from conversations.prompt import Choice, Prompt, Section
from conversations.question import Rows
from conversations.registration.done_texts import READY as TITLE
from conversations.registration.texts import reachable
from conversations.screen import Args, Screen, action
from conversations.turn import Turn

NAME = "ready"


async def _draw(turn: Turn, args: Args) -> Prompt:
    try:
        record = await whose.record_reached(turn, args["id"])
        facts = await turn.ports.first_access.facts(record.answers.reseller_id, record.id)
    except Gone:
        return _gone(turn, args["id"])
    checks = checklist(facts, turn.now)
    if args.get("ask") in (FIRST, SECOND) and may_go_live(record, checks):
        return _asks_to_go_live(args["ask"], record, facts)
    steps = _steps(turn, record, facts, checks)
    missing = ready_texts.todo(facts, checks, owner=whose.is_owner(turn))
    done = ready_texts.done(record, facts, checks)
    return Prompt(
        id=f"{NAME}:{record.id}",
        heading=_heading(record),
        sections=tuple(
            Section(title, about)
            for title, about in ((ready_texts.DONE, done), (ready_texts.MISSING, missing))
            if about
        ),
        text=_text(record, checks, steps),
        choices=_ways(turn, record, facts, steps),
    )


def may_go_live(record: Record, checks: tuple[Check, ...]) -> bool:
    """Whether nothing stands in the way of Produção."""
    return all(c.done for c in checks) and record.environment != "producao" and not record.suspended


def _asks_to_go_live(asked: str, record: Record, facts: Facts) -> Prompt:
    text, choices = asks(asked, record, facts)
    return Prompt(id=f"{NAME}:{record.id}", heading=_heading(record), text=text, choices=choices)


def _heading(record: Record) -> str:
    return f"{TITLE} · {record.answers.trade_name or record.answers.legal_name}"


def _gone(turn: Turn, customer_id: str) -> Prompt:
    turn.note_missing(customer_id)
    if whose.is_owner(turn):
        back = Choice(ready_texts.SEE_OWN, "back")
    else:
        back = Choice(ready_texts.BACK_TO_LIST, "list")
    return Prompt(id=f"{NAME}:", heading=TITLE, text=ready_texts.GONE, choices=((back,),))


def _text(record: Record, checks: tuple[Check, ...], steps: list[Choice]) -> str:
    left = sum(not check.done for check in checks)
    if left:
        parts = [ready_texts.how_many(left), ready_texts.next_step(steps[0].label) if steps else ""]
        return " ".join(filter(None, parts))
    if record.environment == "producao":
        return ready_texts.IN_PRODUCTION
    return ready_texts.READY_SUSPENDED if record.suspended else ready_texts.READY


def _steps(turn: Turn, record: Record, facts: Facts, checks: tuple[Check, ...]) -> list[Choice]:
    """What can be done here about what is missing, the next thing first, each once."""
    if may_go_live(record, checks):
        return [Choice(ready_texts.GO_LIVE, FIRST)]
    ways = (_way(turn, record, facts, check) for check in checks if not check.done)
    return list(dict.fromkeys(way for way in ways if way))


def _way(turn: Turn, record: Record, facts: Facts, check: Check) -> Choice | None:
    if check.item == "password":
        owner = whose.is_owner(turn)
        return Choice(ready_texts.OWN_PASSWORD if owner else ready_texts.SEND_PASSWORD, "password")
    if check.item == "certificate" and facts.certificate_type:
        return Choice(ready_texts.SEND_CERTIFICATE, "certificate")
    if check.item == "numbers" and not any(rules.can_issue(one, facts.tax_id) for one in facts.documents):
        return None
    return _form(turn, record, facts)


def _form(turn: Turn, record: Record, facts: Facts) -> Choice:
    """The button that opens the first access, named by what comes of it."""
    if is_begun(turn, record.id):
        return Choice(texts.CONTINUE, "first_access")
    return Choice(texts.AGAIN if facts.configured_at else texts.START, "first_access")


def _ways(turn: Turn, record: Record, facts: Facts, steps: list[Choice]) -> Rows:
    form = _form(turn, record, facts)
    over = record.environment == "producao" and not steps
    send = () if whose.is_owner(turn) or over else (Choice(ready_texts.SEND_LIST, "send"),)
    if whose.is_owner(turn):
        back: tuple[Choice, ...] = (Choice(ready_texts.SEE_OWN, "back"),)
    else:
        back = (Choice(ready_texts.SEE_CUSTOMER, "back"), Choice(ready_texts.BACK_TO_LIST, "list"))
    rows = [*((step,) for step in steps), (form,) if form not in steps else (), send, back]
    return tuple(row for row in rows if row)


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
    if what == "first_access":
        await open_first_access(turn, record)
    elif what == "certificate":
        turn.go("certificate", id=record.id)
    elif what == "send" and turn.person:
        await send_list(turn, record)
    elif what == "live!!":
        await go_live(turn, record)
    elif what == "password":
        await _password(turn, record)
    elif what == "back":
        turn.go("home" if whose.is_owner(turn) else "customer", id=record.id)
    else:
        turn.go(NAME, id=record.id, ask=what if what in (FIRST, SECOND) else "")


async def _password(turn: Turn, record: Record) -> None:
    """A link to create a password: to the customer, or to be forwarded to them."""
    if turn.person:
        await send_link(turn, record)
        return
    if not turn.ports.links.available():
        support = reachable(whose.reseller_reached(turn, record.id))
        turn.go(NAME, ready_texts.NO_PAGES.format(support=support), id=record.id)
        return
    link = await turn.ports.links.password(record.id, "create_password", turn.key)
    turn.say(Prompt(text=ready_texts.PASSWORD_LINK.format(link=link, email=record.answers.email)))
    back = Choice(texts.SEE_MISSING, "show")
    turn.say(Prompt(id=f"{NAME}:{record.id}", text=ready_texts.BACK, choices=((back,),)))


READY = Screen(NAME, _draw, _tap, owners=True)
