"""The one-time link that makes somebody a person of a reseller."""

from conversations.desk import texts
from conversations.desk.menu import stranger
from conversations.payloads import LINKED
from conversations.ports.people import LinkInvalid
from conversations.registration.flow import REGISTRATION
from conversations.turn import Turn


async def link(turn: Turn, payload: str) -> bool:
    """Opens a link: the account becomes a person of the reseller; False if the link is no good.

    Args:
        turn: of the one who opened it.
        payload: what followed `start=`, with its prefix.
    """
    try:
        name = turn.account_name or "Sem nome"
        turn.person = await turn.ports.people.link(payload.removeprefix(LINKED), turn.account, name)
    except LinkInvalid:
        return False
    draft, dropped = turn.chat.drafts.get(REGISTRATION.form.name), ""
    # Of another reseller perhaps, and in words meant for a customer.
    if draft and draft.holds("invite.id"):
        del turn.chat.drafts[REGISTRATION.form.name]
        dropped = texts.OWN_DROPPED
    for name in [name for name, own in turn.chat.drafts.items() if own.get("customer.owner")]:
        del turn.chat.drafts[name]
    turn.go("menu", "\n".join(filter(None, [texts.welcome(turn.person), dropped])))
    return True


async def refuse_link(turn: Turn) -> None:
    """Says that a link is no good."""
    if turn.person is None:
        await stranger(turn, texts.LINK_INVALID)
    else:
        turn.go("menu", texts.NOT_FOR_YOU)
