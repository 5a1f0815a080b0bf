"""What a chat is told of a customer's first access without having asked, aside of what is being said."""

from dataclasses import replace

from conversations import whose
from conversations.first_access import ready_texts
from conversations.first_access.ready import READY
from conversations.ports.customers import Gone
from conversations.prompt import Choice, Event, Prompt
from conversations.turn import Turn


async def tell_live(turn: Turn, event: Event) -> None:
    """Says that a customer is in Produção, to whoever still may see it."""
    try:
        record = await whose.record_reached(turn, event.about["customer"])
    except Gone:
        return
    if whose.is_owner(turn):
        text = ready_texts.NEWS_LIVE_OWN
    else:
        text = ready_texts.NEWS_LIVE.format(name=record.answers.legal_name)
    see = Choice(ready_texts.SEE_LIST, "show")
    turn.say(Prompt(id=f"ready:{record.id}", text=text, choices=((see,),), aside=True))


async def tell_checklist(turn: Turn, event: Event) -> None:
    """Shows a customer the list that the reseller sends."""
    customer_id = event.about["customer"]
    if not whose.is_owner(turn):
        return  # a reseller's by now
    try:
        reseller = whose.reseller_reached(turn, customer_id)
        await whose.record_reached(turn, customer_id)
    except Gone:
        return
    prompt = await READY.draw(turn, {"id": customer_id})
    turn.say(replace(prompt, notice=ready_texts.NEWS_LIST.format(reseller=reseller.name), aside=True))
