"""Which logo is a customer's; pictures are looked at elsewhere."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import LogoRow


async def name_logo(session: AsyncSession, customer_id: str, logo_id: str) -> None:
    """Makes a logo that was kept the customer's, and forgets the others; with an empty id, all of them.

    Args:
        session: of the configuration that says so.
        customer_id: whose.
        logo_id: the logo's; one that is not there any more changes nothing.
    """
    of_customer = LogoRow.customer_id == customer_id
    named = await session.scalar(select(LogoRow).where(of_customer, LogoRow.id == logo_id))
    if named is None and logo_id:
        return
    await session.execute(delete(LogoRow).where(of_customer, LogoRow.id != logo_id))
    if named:
        named.current = True
        await session.flush()


async def current_logo_id(session: AsyncSession, customer_id: str) -> str:
    """The id of a customer's logo; empty if there is none."""
    query = select(LogoRow.id).where(LogoRow.customer_id == customer_id, LogoRow.current)
    return await session.scalar(query) or ""
