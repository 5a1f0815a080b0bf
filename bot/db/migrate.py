"""Brings a database to the newest schema, without Alembic's command line or its ini file."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.db.engine import make_engine

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = {
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": "SELECT pg_advisory_xact_lock(20261124)",  # any number nobody else here uses
}
"""So that two processes that start at once migrate one after the other."""


class SchemaIsOld(Exception):  # noqa: N818 - a state of the database
    """The database does not have the schema this program needs."""


async def make_current(url: str) -> None:
    """Brings a SQLite file to this program's schema.

    Raises:
        SchemaIsOld: on PostgreSQL, whose operator decides when that happens (`bot migrate`).
    """
    if url.startswith("sqlite:"):
        await migrate(url)
    elif not await schema_is_current(url):
        raise SchemaIsOld


async def migrate(url: str) -> None:
    """Makes or upgrades the tables, all steps or none.

    Raises:
        ValueError: the address is not one of ours.
        sqlalchemy.exc.OperationalError: the database cannot be reached.
    """
    engine = make_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_upgrade)
    finally:
        await engine.dispose()


async def schema_is_current(url: str) -> bool:
    """Whether the database has exactly the schema this program was written for.

    Raises:
        As `migrate`.
    """
    engine = make_engine(url)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(is_current)
    finally:
        await engine.dispose()


def is_current(connection: Connection) -> bool:
    """Whether the database at the other end has exactly the schema this program was written for."""
    return set(MigrationContext.configure(connection).get_current_heads()) == _newest()


def alembic_config(connection: Connection) -> Config:
    """What Alembic needs to know, for a connection that is in a transaction."""
    config = Config()
    # Alembic reads it as an ini value, where a % of the path would begin a placeholder.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    """Changes the schema, all steps or none.

    SQLite changes a table by making it anew and dropping the old one. Whatever refers to its rows must not
    go with them meanwhile; whether all of it still has what it refers to is checked at the end.
    Source: https://www.sqlite.org/lang_altertable.html#otheralter
    """
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        connection.execute(text("PRAGMA foreign_keys = OFF"))  # before the transaction: in it it is ignored
    connection.execute(text(LOCK[connection.dialect.name]))
    command.upgrade(alembic_config(connection), "head")
    if sqlite and (lost := connection.execute(text("PRAGMA foreign_key_check")).all()):
        raise RuntimeError(f"the migration would leave {len(lost)} rows that refer to nothing")


@cache  # the files are read to know it, and the program may be asked every second whether it is ready
def _newest() -> frozenset[str]:
    return frozenset(ScriptDirectory(str(MIGRATIONS)).get_heads())
