"""What the commands of the command line have in common."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager

from rich.console import Console

from bot.cli_errors import explained
from bot.data_dir import private_files
from bot.db.database import Database, Transaction
from bot.db.migrate import make_current
from bot.logs import configure_logging
from bot.settings import Role, Settings, likely_typos, load_settings


def do(work: Callable[[Settings], Coroutine[None, None, None]], role: Role | None = None) -> None:
    """Does the work of a command with the settings of the environment.

    Args:
        work: of the command.
        role: of a process that is one of several.

    Raises:
        typer.Exit: with the exit code, after its failure was explained.
    """
    console = to_person()
    with private_files(), explained(console):
        for name, known in likely_typos():
            console.print(f"{name} is set, and nothing reads it: did you mean {known}?", style="yellow")
        settings = load_settings(role)
        configure_logging()
        with asyncio.Runner(loop_factory=_loop) as runner:
            runner.run(work(settings))


def _loop() -> asyncio.AbstractEventLoop:
    """uvloop's, which is a tenth to a quarter quicker, where there is one."""
    if sys.platform == "win32":
        return asyncio.new_event_loop()
    import uvloop  # noqa: PLC0415 - only where it can be installed

    return uvloop.new_event_loop()


def to_person() -> Console:
    """Where a person reads along: standard error, as standard output is for scripts."""
    return Console(stderr=True, highlight=False)


@asynccontextmanager
async def transaction(settings: Settings) -> AsyncIterator[Transaction]:
    """A transaction on a database of this version's schema, to which a SQLite file is brought.

    Raises:
        SchemaIsOld: on PostgreSQL, whose operator decides when that happens.
    """
    async with database(settings) as opened, opened.transaction() as tx:
        yield tx


@asynccontextmanager
async def database(settings: Settings) -> AsyncIterator[Database]:
    """A database of this version's schema, to which a SQLite file is brought.

    Raises:
        SchemaIsOld: as `transaction`.
    """
    await make_current(settings.database_url)
    opened = Database(settings.database_url, outbox=settings.provisioned)
    try:
        yield opened
    finally:
        await opened.close()
