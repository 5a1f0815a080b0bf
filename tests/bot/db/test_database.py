"""Transactions, and two of them at once."""

import asyncio
import sys
from asyncio.subprocess import PIPE

import psycopg
import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.clock import utc_now
from bot.db.database import Database, Transaction
from bot.db.engine import engine_url
from bot.db.models import PersonRow, ResellerRow


def _add(tx: Transaction, id_: str) -> None:
    tx.session.add(ResellerRow(id=id_, name="Contábil Sol", support="", created_at=utc_now()))


async def _count(database: Database) -> int:
    async with database.transaction() as tx:
        return await tx.session.scalar(select(func.count()).select_from(ResellerRow)) or 0


async def _fails(database: Database, *, in_savepoint: bool) -> None:
    async with database.transaction() as tx:
        if in_savepoint:
            async with tx.session.begin_nested():
                _add(tx, "r1")
        else:
            _add(tx, "r1")
            await tx.session.flush()
        raise ZeroDivisionError


@pytest.mark.parametrize("in_savepoint", [False, True])
async def test_exception_rolls_back(database: Database, in_savepoint: bool) -> None:
    """A turn that fails leaves nothing, not even what a savepoint released."""
    with pytest.raises(ZeroDivisionError):
        await _fails(database, in_savepoint=in_savepoint)
    assert 0 == await _count(database)


async def test_refused_savepoint_leaves_the_turn(database: Database) -> None:
    """After a refusal inside a savepoint the turn goes on and commits the rest."""
    async with database.transaction() as tx:
        _add(tx, "r1")
        await tx.session.flush()
        with pytest.raises(IntegrityError):
            async with tx.session.begin_nested():
                tx.session.add(PersonRow(reseller_id="nobody", name="Ana", created_at=utc_now()))
        _add(tx, "r2")
    assert 2 == await _count(database)


async def test_no_connection_before_the_first_statement() -> None:
    """A turn without SQL does not mind that the database is away; the first statement says so."""
    database = Database("postgresql://nobody@127.0.0.1:1/none")
    async with database.transaction():
        pass
    with pytest.raises(OperationalError):
        await _count(database)
    await database.close()


async def test_reading_first_does_not_lock_out_writing(database: Database) -> None:
    """A turn that read before somebody else wrote may still write."""
    async with database.transaction() as slow:
        assert 0 == await slow.session.scalar(select(func.count()).select_from(ResellerRow))
        async with database.transaction() as quick:
            _add(quick, "r1")
        _add(slow, "r2")
    assert 2 == await _count(database)


async def test_writers_wait_for_each_other(database: Database) -> None:
    """Many turns that read and write at once all succeed."""

    async def turn(number: int) -> None:
        async with database.transaction() as tx:
            await tx.session.scalar(select(func.count()).select_from(ResellerRow))
            _add(tx, f"r{number}")
            await tx.session.flush()
            await tx.session.scalar(select(func.count()).select_from(ResellerRow))

    await asyncio.gather(*(turn(number) for number in range(30)))
    assert 30 == await _count(database)


async def _resellers(connection: AsyncConnection) -> int:
    return await connection.scalar(select(func.count()).select_from(ResellerRow)) or 0


async def test_question_sees_what_is_committed_when_it_is_asked(database: Database) -> None:
    """A connection kept for questions is in no transaction that would show it the past."""
    before = await database.ask(_resellers)
    async with database.transaction() as tx:
        _add(tx, "r1")
    assert (0, 1) == (before, await database.ask(_resellers))


async def test_questions_one_after_the_other_take_one_connection(database: Database) -> None:
    """It is not given back in between, so that none is looked for and looked over each time."""
    taken: list[object] = []
    event.listen(database._engine.sync_engine, "checkout", lambda *args: taken.append(args))
    for _ in range(3):
        await database.ask(_resellers)
    assert 1 == len(taken)


async def test_questions_at_once_do_not_share_a_connection(database: Database) -> None:
    """Two who ask at the same time are both answered."""
    assert [0, 0, 0] == await asyncio.gather(*(database.ask(_resellers) for _ in range(3)))


async def test_question_after_the_database_was_restarted(postgresql_url: str) -> None:
    """The kept connection is dead; the question is asked on another, and nobody learns of it."""
    database = Database(postgresql_url)
    await database.ask(_resellers)
    with psycopg.connect(postgresql_url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert 0 == await database.ask(_resellers)
    await database.close()


async def test_question_that_fails_leaves_no_connection_behind(database: Database) -> None:
    """An error of the question's own is raised as it is, and the next question is answered."""

    async def wrong(_connection: AsyncConnection) -> None:
        raise ZeroDivisionError

    await database.ask(_resellers)
    with pytest.raises(ZeroDivisionError):
        await database.ask(wrong)
    assert 0 == await database.ask(_resellers)


SECOND_PROCESS = """
import asyncio, sys
from bot.db.database import Database
from tests.bot.db.test_database import _add, _count

async def main():
    database = Database(sys.argv[1])
    for number in range(20):
        await _count(database)
        async with database.transaction() as tx:
            _add(tx, f"second{number}")
    await database.close()

asyncio.run(main())
"""


async def test_what_is_read_for_update_stays_until_it_is_written(database: Database) -> None:
    """Two who read a row for update and write what follows from it take turns, on SQLite too."""
    async with database.transaction() as tx:
        _add(tx, "r1")

    async def lengthen() -> None:
        async with database.transaction() as tx:
            row = await tx.session.get_one(ResellerRow, "r1", with_for_update=True)
            await asyncio.sleep(0)
            row.support += "1"

    await asyncio.gather(*(lengthen() for _ in range(5)))
    async with database.transaction() as tx:
        assert "11111" == (await tx.session.get_one(ResellerRow, "r1")).support


async def test_two_processes_share_a_database(database: Database, database_url: str) -> None:
    """The command line and the bot write to one file at the same time."""
    second = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SECOND_PROCESS, database_url, stderr=PIPE
    )
    for number in range(20):
        await _count(database)
        async with database.transaction() as tx:
            _add(tx, f"first{number}")
    _, said = await second.communicate()
    assert (0, "", 40) == (second.returncode, said.decode(), await _count(database))


async def test_sqlite_survives_a_power_cut(sqlite_url: str) -> None:
    """WAL with full synchronisation, and foreign keys are checked."""
    database = Database(sqlite_url)
    pragmas = ("journal_mode", "synchronous", "foreign_keys")
    async with database.transaction() as tx:
        found = [await tx.session.scalar(text(f"PRAGMA {pragma}")) for pragma in pragmas]
    await database.close()
    assert ["wal", 2, 1] == found


@pytest.mark.parametrize(
    ("plain", "driver"),
    [
        ("postgresql://ana:secret@host:5432/bot?sslmode=require", "postgresql+psycopg"),
        ("postgres://ana@host/bot", "postgresql+psycopg"),
        ("sqlite:////data/bot.sqlite3", "sqlite+aiosqlite"),
    ],
)
def test_driver_is_ours_to_add(plain: str, driver: str) -> None:
    """The plain address of the settings gets our driver and keeps the rest."""
    url = engine_url(plain)
    rest = plain.split("://")[1]
    assert f"{driver}://{rest}" == url.render_as_string(hide_password=False)


@pytest.mark.parametrize("plain", ["", "mysql://ana:secret@host/bot", "ana:secret"])
def test_other_addresses_are_refused(plain: str) -> None:
    """The refusal says what is expected and repeats no password."""
    with pytest.raises(ValueError, match="expected postgresql://") as refused:
        engine_url(plain)
    assert "secret" not in str(refused.value)
