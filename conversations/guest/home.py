"""What a customer finds who comes back: their own registration, and what to do with it."""

from conversations import whose
from conversations.certificate.texts import TITLE as CERTIFICATE
from conversations.first_access.flow import open_first_access
from conversations.first_access.opening import is_begun
from conversations.first_access.texts import CONTINUE, START
from conversations.ports.customers import Gone
from conversations.prompt import Choice, Prompt
from conversations.registration import done_texts
from conversations.screen import Args, Screen, action
from conversations.turn import Turn

NAME = "home"


async def _draw(turn: Turn, args: Args) -> Prompt:
    try:
        reseller = whose.reseller_reached(turn, args["id"])
        record = await whose.record_reached(turn, args["id"])
        facts = await turn.ports.first_access.facts(reseller.id, record.id)
    except Gone:
        turn.note_missing(args["id"])
        return Prompt(id=f"{NAME}:", text=done_texts.OWN_GONE)
    begin = Choice(CONTINUE if is_begun(turn, record.id) else START, "first_access")
    wanted = facts.configured_at is None or is_begun(turn, record.id)
    return Prompt(
        id=f"{NAME}:{record.id}",
        text=f"{done_texts.own(record, reseller, turn.now)}\n\n{done_texts.WHAT_NOW}",
        choices=(
            *(((begin,),) if wanted else ()),
            (Choice(done_texts.READY, "ready"),),
            (Choice(CERTIFICATE, "certificate"),),
        ),
    )


async def _tap(turn: Turn, args: Args, value: str) -> None:
    what, _ = action(value)
    if turn.person:  # a reseller's by now
        turn.go("customer", id=args["id"])
        return
    try:
        record = await whose.record_reached(turn, args["id"])
    except Gone:
        turn.go(NAME, id=args["id"])
        return
    if what == "first_access":
        await open_first_access(turn, record)
    else:
        turn.go(what if what in ("ready", "certificate") else NAME, id=record.id)


HOME = Screen(NAME, _draw, _tap, owners=True)
