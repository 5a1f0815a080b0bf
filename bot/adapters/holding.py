"""One at a time: whoever changes what a reseller has in an order, or may not lose the last of."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import ResellerRow


async def hold_reseller(session: AsyncSession, reseller_id: str) -> bool:
    """Waits until nobody else holds the reseller, and holds it to the end of the transaction.

    A write that changes nothing, as SQLite knows no other lock. On PostgreSQL it is FOR NO KEY UPDATE: rows
    that only refer to the reseller are made meanwhile. What was read before is to be read again.

    Returns:
        Whether there is such a reseller.
    """
    held = update(ResellerRow).where(ResellerRow.id == reseller_id).values(name=ResellerRow.name)
    found = await session.scalar(held.returning(ResellerRow.id).execution_options(synchronize_session=False))
    return found is not None
