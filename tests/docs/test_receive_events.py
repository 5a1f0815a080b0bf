"""The example of a receiver does what it says, against the program's real routes and events."""

import asyncio
import json
import os
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest_asyncio
from redis.asyncio import Redis
from sqlalchemy import select

from bot.adapters.announcing import announce_configuration
from bot.adapters.certificates_kept import Taken, put_certificate
from bot.adapters.customers import SqlCustomers
from bot.adapters.links import SqlLinks
from bot.db.clock import utc_now
from bot.db.database import Database
from bot.db.models import CertificateRow
from bot.icp_brasil.safe import sealed
from bot.pages.links import keep_password
from bot.provisioning.delivery import deliver
from bot.provisioning.outbox import Event, Outbox
from bot.provisioning.secret import Signer
from bot.provisioning.sending import Sender
from bot.sealing import Seal, TokenMaker
from bot.settings import Settings
from tests.bot.served import SECRET as SECRET_KEY
from tests.bot.served import Served, served
from tests.environment import Env
from tests.kit.emitter import SECRET

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "receive_events.py"
PATIENCE = 20.0  # seconds


class Case:
    """A program with one customer, and the example beside it.

    Args:
        bot: the program.
        redis: its own.
        url: where the example listens.
        directory: where it keeps what it has.
    """

    def __init__(self, bot: Served, redis: Redis, url: str, directory: Path) -> None:
        self.bot, self._redis, self.url, self._directory = bot, redis, url, directory

    @property
    def database(self) -> Database:
        return self.bot.database

    async def send(self, secret: str = SECRET) -> None:
        """Sends what waits, as a worker would."""
        tries = partial(deliver, self.bot.http, self.url, Signer(secret))
        sender = Sender(Outbox(self.database, "one"), self._redis, tries)
        while await sender.run():
            pass

    def kept(self, column: str) -> Any:
        """What the example has of the customer; none where it has nobody."""
        with sqlite3.connect(self._directory / "emitter.db", timeout=10) as connection:
            query = f"SELECT {column} FROM customers WHERE id = ?"
            found = connection.execute(query, [self.bot.customer_id]).fetchone()
        connection.close()
        return found and found[0]

    async def until_kept(self, column: str, value: object) -> None:
        async with asyncio.timeout(PATIENCE):
            while self.kept(column) != value:  # noqa: ASYNC110 - another process does it
                await asyncio.sleep(0.05)


@asynccontextmanager
async def example(bot: Served, port: int, directory: Path) -> AsyncIterator[None]:
    """The example, run as its reader would."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, EXAMPLE, bot.address, str(port)),
        cwd=directory,
        env={"PATH": os.environ["PATH"], "PROVISIONING_SECRET": SECRET},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        assert process.stdout
        async with asyncio.timeout(PATIENCE):
            assert b"Listening" in await process.stdout.readline()
        yield
    finally:
        process.kill()
        await process.wait()


@pytest_asyncio.fixture
async def case(env: Env, redis: Redis, sqlite_url: str, tmp_path: Path) -> AsyncIterator[Case]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    url = f"http://127.0.0.1:{port}/webhooks"
    env(DATABASE_URL=sqlite_url, SECRET_KEY=SECRET_KEY, DATA_DIR=str(tmp_path / "data"))
    env(PROVISIONING_URL=url, PROVISIONING_SECRET=SECRET)
    async with served(redis, Settings()) as bot, example(bot, port, tmp_path):
        yield Case(bot, redis, url, tmp_path)


async def test_example_keeps_what_it_is_told(case: Case) -> None:
    """A customer, its password, and that it is gone."""
    await case.send()
    assert "Padaria Pão Quente Ltda" == json.loads(case.kept("customer"))["legal_name"]
    async with case.database.transaction() as tx:
        links = SqlLinks(tx, TokenMaker(SECRET_KEY), case.bot.address)
        token = (await links.password(case.bot.customer_id, "create_password", "k")).rsplit("/", 1)[1]
    async with case.database.transaction() as tx:
        assert await keep_password(tx, token, "$argon2id$new", utc_now())
    await case.send()
    assert '{"hash": "$argon2id$new", "must_change": false}' == case.kept("password")
    async with case.database.transaction() as tx:
        await SqlCustomers(tx).remove(case.bot.shop.reseller.id, case.bot.customer_id)
    await case.send()
    assert case.kept("id") is None


async def test_example_fetches_the_certificate(case: Case) -> None:
    """It keeps it, acknowledges it, and then it is not here any more."""
    taken = Taken(
        holder="PADARIA PAO QUENTE LTDA",
        tax_id="11222333000181",
        serial="0A1B",
        not_after=utc_now() + timedelta(days=365),
        sealed=sealed(Seal(SECRET_KEY), b"a file", "opens it"),
    )
    async with case.database.transaction() as tx:
        await put_certificate(tx.session, case.bot.customer_id, taken, utc_now())
        await announce_configuration(tx, case.bot.customer_id, utc_now())
    await case.send()
    await case.until_kept("passphrase", "opens it")
    async with asyncio.timeout(PATIENCE):
        while await left(case.database):  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(0.05)


async def left(database: Database) -> bool:
    """Whether the certificate lies here."""
    async with database.transaction() as tx:
        return (await tx.session.scalars(select(CertificateRow.sealed))).one() is not None


async def test_example_takes_an_event_once(case: Case) -> None:
    """One that comes again, after the customer was removed, does not bring it back."""
    (event,) = await Outbox(case.database, "first").take(utc_now(), 1)
    async with case.database.transaction() as tx:
        await SqlCustomers(tx).remove(case.bot.shop.reseller.id, case.bot.customer_id)
    assert await arrives(case, event)
    await Outbox(case.database, "first").delivered(event, utc_now())
    await case.send()
    assert (True, None) == (await arrives(case, event), case.kept("id"))


async def arrives(case: Case, event: Event) -> bool:
    return (await deliver(case.bot.http, case.url, Signer(SECRET), event, utc_now())).arrived


async def test_example_refuses_what_is_not_signed(case: Case) -> None:
    """By somebody else, long ago, or not at all."""
    (event,) = await Outbox(case.database, "first").take(utc_now(), 1)
    foreign = await deliver(case.bot.http, case.url, Signer("whsec_" + "a" * 44), event, utc_now())
    early = utc_now() - timedelta(minutes=6)
    old = await deliver(case.bot.http, case.url, Signer(SECRET), event, early)
    async with httpx.AsyncClient() as http:
        bare = await http.post(case.url, content=b"{}")
    assert ["401 Unauthorized", "401 Unauthorized", 401] == [foreign.error, old.error, bare.status_code]
    assert case.kept("id") is None
