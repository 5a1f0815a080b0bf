"""Two people on WhatsApp who turn out to be one: what is known of the younger goes to the elder."""

from typing import Any

from sqlalchemy import select, update

from bot.db.database import Transaction
from bot.db.models import AccountRow, CustomerAccountRow, GuestRow, VisitRow
from bot.db.models.contacts import PHONE, AliasRow, ContactRow
from bot.whatsapp import CHANNEL

_ONE_EACH: tuple[Any, ...] = (AccountRow, GuestRow, CustomerAccountRow)


async def merge(tx: Transaction, by_phone: str, by_id: str) -> str:
    """Makes two people one; gives the id that stays.

    What both have, the elder keeps. A conversation that the younger was in the middle of is not moved: it
    ends with its draft.

    Args:
        tx: in which all of it happens.
        by_phone: to whom the number led, which stays theirs.
        by_id: to whom the business-scoped user id led.
    """
    query = select(ContactRow.id).where(ContactRow.id.in_([by_phone, by_id]))
    keep, drop = await tx.session.scalars(query.order_by(ContactRow.created_at, ContactRow.id))
    # Another number of theirs is of before.
    stale = select(AliasRow).where(AliasRow.contact_id == by_id, AliasRow.kind == PHONE)
    for row in await tx.session.scalars(stale):
        await tx.session.delete(row)
    await tx.session.flush()
    await tx.session.execute(update(AliasRow).where(AliasRow.contact_id == drop).values(contact_id=keep))
    for table in _ONE_EACH:
        if await tx.session.get(table, (CHANNEL, keep)) is None:
            await tx.session.execute(
                update(table)
                .where(table.channel == CHANNEL, table.account_id == drop)
                .values(account_id=keep)
            )
    await _move_visits(tx, keep, drop)
    tx.session.expire_all()
    return keep


async def _move_visits(tx: Transaction, keep: str, drop: str) -> None:
    own = select(VisitRow.invite_id).where(VisitRow.channel == CHANNEL, VisitRow.account_id == keep)
    seen = list(await tx.session.scalars(own))
    await tx.session.execute(
        update(VisitRow)
        .where(VisitRow.channel == CHANNEL, VisitRow.account_id == drop, VisitRow.invite_id.not_in(seen))
        .values(account_id=keep)
    )
