"""Whose a customer is: a reseller's people reach all of theirs, a customer their own registration alone."""

from conversations.ports.customers import Gone, Record
from conversations.ports.people import Reseller
from conversations.turn import Turn


def reseller_reached(turn: Turn, customer_id: str) -> Reseller:
    """The reseller as whose customer this one may be looked at.

    Raises:
        Gone: neither the reseller's nor their own, as if there were no such customer.
    """
    if turn.person:
        return turn.person.reseller
    if turn.own and turn.own.customer_id == customer_id:
        return turn.own.reseller
    raise Gone


async def record_reached(turn: Turn, customer_id: str) -> Record:
    """Everything about a customer who may be looked at.

    Raises:
        Gone: as `reseller_reached`, or there is none of this id any more.
    """
    return await turn.ports.customers.record(reseller_reached(turn, customer_id).id, customer_id)


def is_owner(turn: Turn) -> bool:
    """Whether a customer does it themselves, and no reseller for them."""
    return turn.person is None
