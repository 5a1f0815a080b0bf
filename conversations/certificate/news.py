"""What a chat is told when the certificate that it asked for has come, aside of what is being said."""

from conversations import whose
from conversations.certificate import texts
from conversations.certificate.screen import NAME
from conversations.ports.customers import Gone
from conversations.prompt import Choice, Event, Prompt
from conversations.turn import Turn
from conversations.written import day

KEPT = "certificate_kept"
"""The event by which a page tells of it."""


async def tell_kept(turn: Turn, event: Event) -> None:
    """Says that a certificate was kept, to whoever still may see the customer."""
    try:
        record = await whose.record_reached(turn, event.about["customer"])
    except Gone:
        return
    found = await turn.ports.certificates.find(record.answers.reseller_id, record.id)
    if found is None:
        return
    if whose.is_owner(turn):
        text = texts.NEWS_OWN.format(day=day(found.not_after))
    else:
        text = texts.NEWS.format(name=record.answers.legal_name, day=day(found.not_after))
    ways = (Choice(texts.SEE, "show"), Choice(texts.SEE_MISSING, "ready"))
    turn.say(Prompt(id=f"{NAME}:{record.id}", text=text, choices=(ways,), aside=True))
