"""Produção: asked for twice, as what is issued then is worth money; everybody it concerns is told."""

from collections.abc import Iterable

from conversations import whose
from conversations.first_access import ready_texts
from conversations.ports.customers import Record
from conversations.ports.first_access import Facts, NotReady
from conversations.ports.people import Account
from conversations.prompt import Choice, Event, Prompt, Tell
from conversations.question import Rows
from conversations.turn import Turn

LIVE = "customer_live"
"""The event by which the others are told."""

FIRST, SECOND = "live", "live!"
"""Asked for, and said yes to once: the values of the buttons that lead on, and what is asked then."""


def asks(asked: str, record: Record, facts: Facts) -> tuple[str, Rows]:
    """The first or the second question, with what can be answered.

    Args:
        asked: FIRST or SECOND.
        record: the customer.
        facts: its numbers, which are shown once more.
    """
    no = Choice(ready_texts.NOT_YET, "show")
    if asked == FIRST:
        return ready_texts.what_live_means(facts), ((Choice(ready_texts.WANT_LIVE, SECOND),), (no,))
    text = ready_texts.CONFIRM_LIVE.format(name=record.answers.legal_name)
    return text, ((no,), (Choice(ready_texts.YES_LIVE, "live!!"),))  # a second tap of a finger is no yes


async def go_live(turn: Turn, record: Record) -> None:
    """Brings a customer to Produção and tells everybody, once."""
    reseller = whose.reseller_reached(turn, record.id)
    if record.suspended:  # since it was asked
        turn.go("ready", id=record.id)
        return
    try:
        went = await turn.ports.first_access.go_live(reseller.id, record.id)
    except NotReady:
        turn.go("ready", ready_texts.NOT_READY, id=record.id)
        return
    if not went:
        turn.go("ready", id=record.id)
        return
    person = turn.person.id if turn.person else ""
    await turn.ports.deeds.note(reseller.id, person, "went_live", record.id)
    owners = await turn.ports.concerned.owners(reseller.id, record.id)
    keepers = await turn.ports.concerned.keepers(reseller.id, record.id)
    _tell(turn, record, (*owners, *keepers))
    if turn.person and not owners:
        turn.say(Prompt(text=f"{ready_texts.LIVE_FORWARD}\n{ready_texts.FORWARD}"))
        forwarded = ready_texts.live_to_forward(record.answers.legal_name, reseller)
        turn.say(Prompt(text=forwarded, forward=True))
        turn.say(what_next(record))
    else:
        turn.go("ready", ready_texts.LIVE, id=record.id)


def what_next(record: Record) -> Prompt:
    """After a message to forward: the ways back, without all of the list again."""
    ways = (Choice(ready_texts.SEE_MISSING, "show"), Choice(ready_texts.SEE_CUSTOMER, "back"))
    return Prompt(id=f"ready:{record.id}", text=ready_texts.BACK, choices=(ways,))


def _tell(turn: Turn, record: Record, accounts: Iterable[Account]) -> None:
    """Tells each account once, but for the one that did it."""
    for account in dict.fromkeys(accounts):
        if account != turn.account:
            turn.say(Tell(account.channel, account.id, Event(LIVE, {"customer": record.id}, "found")))
