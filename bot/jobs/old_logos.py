"""Forgets logos that were sent and that no configuration has named."""

from datetime import timedelta

from sqlalchemy import delete

from bot.db.clock import Clock
from bot.db.database import Database
from bot.db.models import LogoRow

KEPT = timedelta(days=30)
"""As long as a draft, which may still name it."""


async def forget_old_logos(database: Database, clock: Clock) -> None:
    """Takes away those that have waited so long."""
    old = LogoRow.current.is_(False), LogoRow.sent_at < clock() - KEPT
    async with database.transaction() as tx:
        await tx.session.execute(delete(LogoRow).where(*old))
