"""Tells the emitter everything about a reseller's customers once more."""

from datetime import datetime

from sqlalchemy import exists, or_, select

from bot.adapters.announcing import announce, announce_configuration, announce_password
from bot.db.clock import Clock, utc_now
from bot.db.database import Database, Transaction
from bot.db.models import CertificateRow, CustomerRow, FirstAccessRow
from bot.operator.resellers import known_reseller

PORTION = 100
"""Customers in one transaction: they cannot be changed meanwhile, and others go on."""


async def resend(database: Database, reseller_id: str, *, passwords: bool, clock: Clock = utc_now) -> int:
    """Queues all there is to tell of each customer, the oldest first; says of how many.

    Args:
        database: with its outbox on.
        reseller_id: whose customers.
        passwords: whether their hashes are told too.
        clock: what time it is.

    Raises:
        UnknownReseller: there is no reseller of this id.
    """
    async with database.transaction() as tx:
        await known_reseller(tx, reseller_id)
        whose = select(CustomerRow.id).where(CustomerRow.reseller_id == reseller_id)
        ids = (await tx.session.scalars(whose.order_by(CustomerRow.registered_at, CustomerRow.id))).all()
    for start in range(0, len(ids), PORTION):
        async with database.transaction() as tx:
            for customer_id in ids[start : start + PORTION]:
                await _tell(tx, customer_id, clock(), passwords=passwords)
    return len(ids)


async def _tell(tx: Transaction, customer_id: str, now: datetime, *, passwords: bool) -> None:
    await announce(tx, "customer.registered", customer_id, now)
    has = select(CustomerRow.id).where(CustomerRow.id == customer_id)
    if passwords and await tx.session.scalar(has.where(CustomerRow.password_hash != "")):
        await announce_password(tx, customer_id, now)
    configured = [
        exists(select(row.customer_id).where(row.customer_id == CustomerRow.id))
        for row in (FirstAccessRow, CertificateRow)
    ]
    if await tx.session.scalar(has.where(or_(*configured))):
        await announce_configuration(tx, customer_id, now)
