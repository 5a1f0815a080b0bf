"""`bot provisioning resend` queues what there is, and says how much."""

import asyncio
import shutil
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from bot.cli import app
from bot.db.database import Database
from bot.db.models import OutboxRow
from tests.contracts.world import SqlWorld, linked
from tests.environment import Env
from tests.kit.emitter import SECRET

NOBODY = "http://127.0.0.1:1"


@pytest.fixture
def data_dir(env: Env, own_logging: None, migrated_sqlite: Path, tmp_path: Path) -> Path:
    """The command line's, with a database that is migrated already."""
    (tmp_path / "data").mkdir()
    shutil.copy(migrated_sqlite, tmp_path / "data" / "bot.db")
    return tmp_path / "data"


def database_of(data_dir: Path) -> Database:
    return Database(f"sqlite:///{data_dir}/bot.db")


async def _registered(data_dir: Path) -> str:
    database = database_of(data_dir)
    world = SqlWorld(database)
    shop = await linked(world)
    async with world.turn() as ports:
        answers = shop.registration(password_by="typed", password_hash="$argon2id$")
        await ports.customers.register(answers)
    await database.close()
    return shop.reseller.id


async def _queued(data_dir: Path) -> list[str]:
    database = database_of(data_dir)
    async with database.transaction() as tx:
        types = list(await tx.session.scalars(select(OutboxRow.type).order_by(OutboxRow.number)))
    await database.close()
    return types


@pytest.mark.parametrize(
    ("options", "queued"),
    [
        ([], ["customer.registered", "customer.password_set"]),
        (["--no-passwords"], ["customer.registered"]),
    ],
)
def test_resend_queues(env: Env, data_dir: Path, options: list[str], queued: list[str]) -> None:
    """Everything, or all but passwords, of customers that were registered before there was an address."""
    reseller_id = asyncio.run(_registered(data_dir))
    env(PROVISIONING_URL=NOBODY, PROVISIONING_SECRET=SECRET)
    done = CliRunner().invoke(app, ["provisioning", "resend", "--reseller", reseller_id, *options])
    assert (0, True, queued) == (
        done.exit_code,
        "Queued: all of 1 customer." in done.stderr,
        asyncio.run(_queued(data_dir)),
    )


def test_resend_needs_an_address(data_dir: Path) -> None:
    """Where nothing is sent nothing is queued: exit code 2, and what to set."""
    done = CliRunner().invoke(app, ["provisioning", "resend", "--reseller", "sol"])
    assert (2, True, []) == (
        done.exit_code,
        "PROVISIONING_URL" in done.stderr,
        asyncio.run(_queued(data_dir)),
    )


def test_resend_for_nobody(env: Env, data_dir: Path) -> None:
    """A reseller that there is none of is told so."""
    env(PROVISIONING_URL=NOBODY, PROVISIONING_SECRET=SECRET)
    done = CliRunner().invoke(app, ["provisioning", "resend", "--reseller", "nobody"])
    assert (1, True) == (done.exit_code, "No reseller has the id nobody" in done.stderr)
