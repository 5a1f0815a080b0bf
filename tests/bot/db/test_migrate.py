"""Migrations, from nothing to the schema the program is written for."""

import asyncio

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from bot.db.engine import make_engine
from bot.db.migrate import migrate, schema_is_current
from bot.db.models import Base


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))


async def test_migrations_make_what_the_models_say(empty_database_url: str) -> None:
    """After all migrations nothing is left that the models would change."""
    await migrate(empty_database_url)
    engine = make_engine(empty_database_url)
    async with engine.connect() as connection:
        differences = await connection.run_sync(_differences)
    await engine.dispose()
    assert [] == differences


async def test_an_empty_database_is_not_current(empty_database_url: str) -> None:
    """A database without tables is told from a migrated one."""
    before = await schema_is_current(empty_database_url)
    await migrate(empty_database_url)
    assert (False, True) == (before, await schema_is_current(empty_database_url))


async def test_two_processes_may_migrate_at_once(empty_database_url: str) -> None:
    """Whoever comes second waits, and finds it done."""
    await asyncio.gather(migrate(empty_database_url), migrate(empty_database_url))
    assert await schema_is_current(empty_database_url)
