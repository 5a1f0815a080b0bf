"""The doctor says what the emitter is still to be told, and has it tried anew."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.db.clock import utc_now
from bot.db.database import Database
from bot.db.models.outbox import GONE
from bot.doctor import Finding
from bot.doctor.provisioning import look_at_provisioning
from bot.provisioning.outbox import Outbox
from bot.settings import LOOKUPS, load_settings
from tests.bot.provisioning.test_outbox import queue
from tests.contracts.world import SqlWorld, linked
from tests.environment import Env
from tests.kit.emitter import SECRET

NOBODY = "http://127.0.0.1:1"


@pytest.fixture
async def database(env: Env, tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Database]:
    """That of the settings, which have a receiver."""
    (tmp_path / "data").mkdir()
    shutil.copy(migrated_sqlite, tmp_path / "data" / "bot.db")
    env(PROVISIONING_URL=NOBODY, PROVISIONING_SECRET=SECRET)
    database = Database(f"sqlite:///{tmp_path}/data/bot.db")
    yield database
    await database.close()


async def findings() -> list[Finding]:
    return await look_at_provisioning(load_settings())


async def tried_in_vain(database: Database, error: str, *, gone: bool) -> None:
    outbox = Outbox(database, "one")
    (event,) = await outbox.take(utc_now(), 1)
    if gone:
        await outbox.give_up(event, utc_now(), error)
    else:
        await outbox.put_off(event, utc_now() + timedelta(hours=1), error)


async def test_nothing_waits(database: Database) -> None:
    """All is well."""
    assert ["ok"] == [one.state for one in await findings()]


async def test_what_has_just_been_queued_is_no_trouble(database: Database) -> None:
    """It is on its way."""
    await queue(database, "a", "b", now=utc_now())
    (found,) = await findings()
    assert ("ok", True) == (found.state, "2 events wait" in found.detail)


async def test_what_waits_for_long_is_shown(database: Database) -> None:
    """Since when, why, and what to look at."""
    await queue(database, "a", now=utc_now() - timedelta(hours=2))
    await tried_in_vain(database, "500 Internal Server Error", gone=False)
    (found,) = await findings()
    assert ("look", True, True) == (
        found.state,
        "1 event waits, the oldest since 20" in found.detail,
        "last error: 500 Internal Server Error" in found.detail,
    )
    assert "PROVISIONING_URL" in found.mend


async def test_given_up_is_shown(database: Database) -> None:
    """Whose, what and why, by ids alone."""
    await queue(database, "a")
    await tried_in_vain(database, "400 Bad Request", gone=True)
    found = (await findings())[-1]
    assert ("Parked events", "look") == (found.what, found.state)
    assert "customer.changed  customer a  400 Bad Request" in found.detail
    assert "bot doctor --replay" in found.mend


async def test_stop_is_broken(database: Database) -> None:
    """After a 410 nothing goes out until somebody acts: that fails the doctor."""
    await queue(database, "a")
    await tried_in_vain(database, GONE, gone=True)
    assert "broken" == (await findings())[-1].state


async def test_no_address_is_off(database: Database, env: Env) -> None:
    """Who has no emitter to tell is not bothered."""
    env(PROVISIONING_URL="")
    assert ["off"] == [one.state for one in await findings()]


async def test_no_address_while_events_wait_is_shown(database: Database, env: Env) -> None:
    """Somebody took it away too early."""
    env(PROVISIONING_URL="")
    await queue(database, "a")
    assert ["look"] == [one.state for one in await findings()]


async def test_no_database_is_another_finding(env: Env) -> None:
    """Which says it better."""
    env(DATABASE_URL="postgresql://nobody@127.0.0.1:1/none", SECRET_KEY="s" * 32)
    assert [] == await findings()


async def test_replay_has_it_tried_anew(database: Database, env: Env, own_logging: None) -> None:
    """By the same option as messages that could not be answered, in one report."""
    env(**{name.upper(): "" for name in LOOKUPS}, PORT="0")
    await queue(database, "a", "b")
    await tried_in_vain(database, GONE, gone=True)
    done = await asyncio.to_thread(CliRunner().invoke, app, ["doctor", "--replay"])
    assert "To be told to the emitter anew: 1." in done.stderr
    assert "2 events wait" in done.stdout


@pytest.mark.parametrize(("days", "shown"), [(0, False), (2, True)])
async def test_certificates_that_nobody_fetches_are_shown(database: Database, days: int, shown: bool) -> None:
    """What lies here for a day should be in the emitter, and not here."""
    world = SqlWorld(database)
    world.clock.now = utc_now() - timedelta(days=days)
    shop = await linked(world)
    async with world.turn() as ports:
        customer = await ports.customers.register(shop.registration())
    await world.send_certificate(customer.id, "11222333000181", world.clock.now + timedelta(days=365))
    assert shown == ("Certificates" in [one.what for one in await findings()])
