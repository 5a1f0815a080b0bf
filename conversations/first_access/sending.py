"""The reseller sends the list to the customer: into their chat, or as a message to forward."""

from conversations import whose
from conversations.first_access import ready_texts
from conversations.first_access.going_live import what_next
from conversations.first_access.readiness import checklist
from conversations.ports.customers import Record
from conversations.prompt import Event, Prompt, Tell
from conversations.turn import Turn

CHECKLIST = "checklist_sent"
"""The event by which a customer is shown it."""


async def send_list(turn: Turn, record: Record) -> None:
    """Sends what is missing to a customer."""
    reseller = whose.reseller_reached(turn, record.id)
    owners = await turn.ports.concerned.owners(reseller.id, record.id)
    for account in owners:
        turn.say(Tell(account.channel, account.id, Event(CHECKLIST, {"customer": record.id}, "found")))
    if owners:
        turn.go("ready", ready_texts.SENT, id=record.id)
        return
    facts = await turn.ports.first_access.facts(reseller.id, record.id)
    missing = ready_texts.todo(facts, checklist(facts, turn.now), owner=True)
    turn.say(Prompt(text=ready_texts.FORWARD))
    forwarded = ready_texts.list_to_forward(record.answers.legal_name, missing, reseller)
    turn.say(Prompt(text=forwarded, forward=True))
    turn.say(what_next(record))
