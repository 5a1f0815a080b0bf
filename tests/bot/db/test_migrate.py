"""Migrations, from nothing to the schema the program is written for."""

import asyncio
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, select, text

from bot.adapters.customers import SqlCustomers
from bot.adapters.first_access import SqlFirstAccess
from bot.db.clock import utc_now
from bot.db.database import Database
from bot.db.engine import make_engine
from bot.db.migrate import alembic_config, migrate, schema_is_current
from bot.db.models import Base, CustomerRow, OneTimeLinkRow
from conversations.first_access.readiness import missing

THEN = "'2026-07-01 12:00:00.000000'"
RESELLER = f"INSERT INTO resellers VALUES ('sol', 'Contábil Sol', '', {THEN})"
PERSON = f"INSERT INTO persons VALUES ('ana', 'sol', 'Ana', {THEN})"
CUSTOMER = f"""
INSERT INTO customers VALUES (
    'bakery', 'key', 'sol', 'ana', {THEN}, 'homologacao', {THEN},
    'João', '+5511987654321', 'joao@padaria.example', 'link', '', FALSE,
    '11222333000181', 'Padaria Pão Quente', '', 'ATIVA', '1', 'SP', 'ISENTO',
    '01310100', 'Avenida Paulista', '1', '', 'Bela Vista', 'São Paulo', '3550308'
)"""
WHAT_HANGS_ON_IT = (
    "INSERT INTO categories VALUES ('shelf', 'sol', 'Emissores', 0)",
    "INSERT INTO plans VALUES ('nfe', 'sol', 'shelf', 'Emissor NF-e', '[]', 1, 7, 0, NULL)",
    "INSERT INTO customer_plans VALUES ('bakery', 'nfe', 0, 'Emissores', 'Emissor NF-e', '[]', 1, 7)",
    f"INSERT INTO one_time_links VALUES ('digest', 'create_password', 'bakery', {THEN}, NULL)",
)


async def _first_schema(url: str, *rows: str) -> None:
    """Makes the tables as they were before there were lists, with rows in them."""
    engine = make_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(lambda on: command.upgrade(alembic_config(on), "0001"))
    async with engine.begin() as connection:
        for row in rows:
            await connection.execute(text(row))
    await engine.dispose()


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


async def test_customers_of_the_first_schema_stay(empty_database_url: str) -> None:
    """Customers that were there keep what hangs on them, and are found by the list and its search."""
    await _first_schema(empty_database_url, RESELLER, PERSON, CUSTOMER, *WHAT_HANGS_ON_IT)
    await migrate(empty_database_url)
    database = Database(empty_database_url)
    async with database.transaction() as tx:
        (found,) = (await SqlCustomers(tx).page("sol", query="padaria 11.222 98765")).customers
        record = await SqlCustomers(tx).record("sol", "bakery")
        links = list(await tx.session.scalars(select(OneTimeLinkRow.customer_id)))
    await database.close()
    assert ("bakery", "Ana", ["bakery"]) == (found.id, found.registered_by, links)
    assert ["Emissor NF-e"] == [name for name, _ in record.plans]


async def test_customers_that_were_there_lack_what_the_checklist_says(empty_database_url: str) -> None:
    """As if they had registered now: IM, numbers, certificate and password; ISENTO serves an NFS-e."""
    nfse = [row.replace("'[]'", "'[\"NFS-e\"]'") for row in WHAT_HANGS_ON_IT]
    await _first_schema(empty_database_url, RESELLER, PERSON, CUSTOMER, *nfse)
    await migrate(empty_database_url)
    database = Database(empty_database_url)
    async with database.transaction() as tx:
        stored = await tx.session.scalar(select(CustomerRow.missing))
        facts = await SqlFirstAccess(tx).facts("sol", "bakery")
    await database.close()
    assert (4, 4) == (stored, missing(facts, utc_now()))


async def test_rows_that_refer_to_nothing_stop_a_migration(tmp_path: Path) -> None:
    """SQLite, which does not check while tables are made anew, checks before all of it is committed."""
    url = f"sqlite:///{tmp_path / 'bot.sqlite3'}"
    await _first_schema(url, "PRAGMA foreign_keys = OFF", PERSON)
    with pytest.raises(RuntimeError, match="1 rows that refer to nothing"):
        await migrate(url)
    assert not await schema_is_current(url)


async def test_an_empty_database_is_not_current(empty_database_url: str) -> None:
    """A database without tables is told from a migrated one."""
    before = await schema_is_current(empty_database_url)
    await migrate(empty_database_url)
    assert (False, True) == (before, await schema_is_current(empty_database_url))


async def test_two_processes_may_migrate_at_once(empty_database_url: str) -> None:
    """Whoever comes second waits, and finds it done."""
    await asyncio.gather(migrate(empty_database_url), migrate(empty_database_url))
    assert await schema_is_current(empty_database_url)
