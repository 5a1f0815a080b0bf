"""Two people on WhatsApp who turn out to be one: what is known of the younger goes to the elder."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm.exc import StaleDataError

from bot.db.database import Transaction
from bot.db.models import AccountRow, CustomerAccountRow, GuestRow, VisitRow
from bot.db.models.contacts import FORMER, AliasRow, ContactRow
from bot.whatsapp import CHANNEL

_ONE_EACH: tuple[Any, ...] = (AccountRow, GuestRow, CustomerAccountRow)


async def merge(tx: Transaction, one: str, other: str, now: datetime) -> str:
    """Makes two people one; gives the id that stays.

    What both have, the elder keeps, but for their numbers, which both lead to it. A conversation that the
    younger was in the middle of is not moved: it ends with its draft. What is on its way to the younger
    arrives: its id leads to the elder.

    Raises:
        sqlalchemy.orm.exc.StaleDataError: one of them was merged at this moment.
    """
    query = select(ContactRow.id).where(ContactRow.id.in_([one, other]))
    both = list(
        await tx.session.scalars(query.order_by(ContactRow.created_at, ContactRow.id).with_for_update())
    )
    if len(both) < 2:
        raise StaleDataError("somebody is gone")
    keep, drop = both
    await tx.session.execute(update(AliasRow).where(AliasRow.contact_id == drop).values(contact_id=keep))
    former = {"kind": FORMER, "value": drop, "spelled": drop, "contact_id": keep, "seen_at": now}
    await tx.session.execute(insert(AliasRow).values(**former))
    for table in _ONE_EACH:
        if await tx.session.get(table, (CHANNEL, keep)) is None:
            await tx.session.execute(
                update(table)
                .where(table.channel == CHANNEL, table.account_id == drop)
                .values(account_id=keep)
            )
    await _move_visits(tx, keep, drop)
    # Who gives the younger another name at this moment is refused, and looks again.
    await tx.session.execute(delete(ContactRow).where(ContactRow.id == drop))
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
