"""What a reseller is told of without having asked: it stands aside of whatever is being talked about."""

from conversations.desk import texts
from conversations.desk.team import LEFT, told_to_leave
from conversations.ports.customers import Gone
from conversations.prompt import Choice, Event, Prompt
from conversations.turn import Turn
from conversations.written import day


async def tell(turn: Turn, event: Event) -> None:
    """Says what happened, in the chat of the reseller's person it concerns."""
    if event.name == LEFT:
        told_to_leave(turn, event)
    if turn.person is None:
        return  # no longer the reseller's
    if event.name == "email_taken":
        turn.say(Prompt(text=texts.NEWS_EMAIL, aside=True))
    elif event.name == "customer_registered":
        await _registered(turn, event.about["customer"])


async def _registered(turn: Turn, customer_id: str) -> None:
    try:
        record = await turn.ports.customers.record(turn.seller.id, customer_id)
    except Gone:
        return
    text = texts.NEWS_REGISTERED.format(name=record.answers.legal_name, day=day(record.answers.trial_ends_at))
    see = Choice(texts.SEE_CUSTOMER, "show")
    turn.say(Prompt(id=f"customer:{customer_id}", text=text, choices=((see,),), aside=True))
