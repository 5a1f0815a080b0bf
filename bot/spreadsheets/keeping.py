"""Spreadsheets between the moment they are made and the moment they are sent."""

from datetime import timedelta

from sqlalchemy import delete, select

from bot.db.clock import Clock
from bot.db.database import Database
from bot.db.models import SpreadsheetRow

KEPT = timedelta(days=1)


async def keep_spreadsheet(database: Database, row: SpreadsheetRow) -> None:
    """Keeps a file, in the place of one of the same key."""
    async with database.transaction() as tx:
        await tx.session.merge(row)


async def lines_of(database: Database, key: str) -> int | None:
    """How many customers a kept file holds; none where there is no such file."""
    async with database.transaction() as tx:
        return await tx.session.scalar(select(SpreadsheetRow.lines).where(SpreadsheetRow.id == key))


async def kept_spreadsheet(database: Database, key: str) -> tuple[str, bytes] | None:
    """A file's name and contents, none where it was kept too long ago."""
    query = select(SpreadsheetRow.name, SpreadsheetRow.data).where(SpreadsheetRow.id == key)
    async with database.transaction() as tx:
        found = (await tx.session.execute(query)).one_or_none()
    return (found[0], found[1]) if found else None


async def forget_spreadsheets(database: Database, clock: Clock) -> None:
    """Takes away those that were made longer ago than they are kept."""
    async with database.transaction() as tx:
        await tx.session.execute(delete(SpreadsheetRow).where(SpreadsheetRow.made_at < clock() - KEPT))
