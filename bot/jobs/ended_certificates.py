"""Counts certificates that have ended as missing: nothing else tells a list that time has passed."""

from datetime import timedelta

from sqlalchemy import select

from bot.adapters.readiness import settle
from bot.db.clock import Clock
from bot.db.database import Database
from bot.db.models import CertificateRow

BACK = timedelta(days=7)
"""How long after its end one is still looked at: as long as no worker may have run."""

PORTION = 200


async def settle_ended(database: Database, clock: Clock) -> None:
    """Settles the customers whose certificate ended lately, some in each transaction."""
    now, last = clock(), ""
    while True:
        ended = (
            select(CertificateRow.customer_id)
            .where(CertificateRow.not_after.between(now - BACK, now), CertificateRow.customer_id > last)
            .order_by(CertificateRow.customer_id)
            .limit(PORTION)
        )
        async with database.transaction() as tx:
            found = (await tx.session.scalars(ended)).all()
            for customer_id in found:
                await settle(tx.session, customer_id, now)
        if not found:
            return
        last = found[-1]
