"""Connections to SQLite or PostgreSQL, set up so that the code above need not know which."""

import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, Connection, ExceptionContext, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.data_dir import UnusableFile

PATIENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 15_000,  # ms
    "options": "-c idle_in_transaction_session_timeout=60000",
}
"""So that a server that vanished is found out on our side, and a client that did on its: its locks go.

Source: libpq, "Parameter Key Words". Seconds but where said.
"""
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}

PRAGMAS = (
    "PRAGMA busy_timeout = 15000",  # first, so that the others wait for a busy file too
    "PRAGMA journal_mode = WAL",  # readers and the one writer do not wait for each other
    "PRAGMA synchronous = FULL",  # what was committed survives a power cut
    "PRAGMA foreign_keys = ON",
)


def engine_url(plain: str) -> URL:
    """The address in settings with our driver added.

    Args:
        plain: such as `postgresql://user@host/db` or `sqlite:////data/bot.sqlite3`.

    Raises:
        ValueError: it is no address, or of a database we do not speak. The address is left out of the
            message, as it may carry a password.
    """
    try:
        url = make_url(plain)
        return url.set(drivername=DRIVERS[url.drivername.split("+")[0]])
    except Exception as error:
        raise ValueError("expected postgresql://user@host/database or sqlite:///file") from error


def make_engine(plain: str) -> AsyncEngine:
    """An engine for the address; it connects when first used.

    Parameters stay out of the messages of exceptions: they are people's data and hashes.

    Raises:
        ValueError: as `engine_url`.
    """
    url = engine_url(plain)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    return create_async_engine(
        url,
        connect_args=PATIENCE,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=20,
        max_overflow=0,  # one beyond the pool would be opened for a single turn
        pool_timeout=10,
    )


def check_address(plain: str) -> None:
    """Looks over an address without connecting to it.

    Raises:
        ValueError: what is wrong, without the address: it may hold a password.
    """
    url = engine_url(plain)
    if url.get_backend_name() == "sqlite":
        _check_file(url)
        return
    _, options = make_engine(plain).dialect.create_connect_args(url)
    try:
        make_conninfo(**{name: value for name, value in options.items() if name != "context"})
    except ProgrammingError as error:  # which names the option alone
        raise ValueError(f"has an option that PostgreSQL does not know ({str(error).strip()})") from None


def _check_file(url: URL) -> None:
    if url.host or url.username or url.query or url.database in (None, "", ":memory:"):
        raise ValueError("must name a file after three slashes, and nothing else: sqlite:///bot.db")
    if not Path(str(url.database)).absolute().parent.is_dir():
        raise ValueError("names a file in a directory that is not there")


def _sqlite(url: URL) -> AsyncEngine:
    engine = create_async_engine(
        url,
        connect_args={"isolation_level": None},  # the driver begins nothing by itself: see _begin_to_write
        hide_parameters=True,
        pool_timeout=30,
    )
    event.listen(engine.sync_engine, "connect", _set_pragmas)
    event.listen(engine.sync_engine, "before_cursor_execute", _begin_to_write)
    event.listen(engine.sync_engine, "handle_error", partial(_name_broken_file, str(url.database)))
    return engine


def _name_broken_file(path: str, context: ExceptionContext) -> None:
    """SQLite says that a file is broken, and not which one.

    Source: https://www.sqlite.org/rescode.html#corrupt and #notadb
    """
    problem = context.original_exception
    if getattr(problem, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        raise UnusableFile(
            f"{Path(path).absolute()} is no SQLite database, or a damaged one ({problem}). Move it away to "
            "begin anew, or put a backup in its place."
        ) from problem


def _set_pragmas(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_to_write(
    connection: Connection, cursor: Any, statement: str, _parameters: Any, context: Any, _many: bool
) -> None:
    """Takes the writer's lock at the first write or the first SELECT … FOR UPDATE, and none for reading.

    A transaction that read first and writes later fails at once with "database is locked" when somebody
    else wrote in between (SQLITE_BUSY_SNAPSHOT), however long the busy timeout. So a read sees what is
    committed when it runs, as on PostgreSQL (READ COMMITTED), and the first write, or the savepoint
    before it, waits for its turn.
    Source: https://www.sqlite.org/isolation.html and https://www.sqlite.org/rescode.html#busy_snapshot
    """
    driver = connection.connection.driver_connection
    writes = not statement.lstrip().upper().startswith(("SELECT", "PRAGMA", "BEGIN"))
    # Which SQLite does not know, so that it is gone from the text: whoever says it would change what it read.
    writes |= getattr(context and context.invoked_statement, "_for_update_arg", None) is not None
    if driver is not None and not driver.in_transaction and writes:
        cursor.execute("BEGIN IMMEDIATE")
