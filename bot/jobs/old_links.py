"""Forgets one-time links that have long been good for nothing."""

from datetime import timedelta

from sqlalchemy import delete

from bot.db.clock import Clock
from bot.db.database import Database
from bot.db.models import OneTimeLinkRow

KEPT = timedelta(days=30)
"""How long after its end a link is kept: its page looks the same as that of a link there never was."""


async def forget_old_links(database: Database, clock: Clock) -> None:
    """Takes away the links that ended so long ago, used or not."""
    async with database.transaction() as tx:
        await tx.session.execute(delete(OneTimeLinkRow).where(OneTimeLinkRow.expires_at < clock() - KEPT))
