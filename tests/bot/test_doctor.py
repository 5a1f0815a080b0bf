"""The doctor finds what is wrong and says what to do."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis.asyncio import Redis
from starlette.applications import Starlette
from starlette.routing import Mount
from telegram import Bot
from typer.testing import CliRunner

from bot.cli import app
from bot.db.database import Database
from bot.dead_letters import DEAD, DeadLetters
from bot.doctor import Finding, examine, report
from bot.inbox import Update
from bot.operator import add_demo, add_reseller
from bot.sealing import Seal, TokenMaker
from bot.settings import LOOKUPS, Settings, load_settings
from bot.simulator.app import simulator_app
from bot.simulator.world import World
from tests.environment import Env
from tests.serving import serving

NOBODY = "http://127.0.0.1:1"
SECRET = "s" * 32


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with World(webhook_pause=0.01) as world:
        yield world


@pytest.fixture
async def telegram(env: Env, redis_url: str, world: World) -> AsyncIterator[str]:
    """An emulated Telegram that the settings point to, and lookups that all lead nowhere."""
    async with serving(Starlette(routes=[Mount("/", simulator_app(world))])) as url:
        env(TELEGRAM_BOT_TOKEN=world.token, TELEGRAM_API_URL=f"{url}/telegram")
        env(REDIS_URL=redis_url, SECRET_KEY=SECRET, **{name.upper(): NOBODY for name in LOOKUPS})
        yield url
        await world.close()


async def finding(what: str) -> Finding:
    """The finding about one thing, with the settings of the environment."""
    return next(one for one in await examine(load_settings()) if one.what.startswith(what))


async def test_nothing_set_is_healthy(env: Env) -> None:
    """A newcomer's doctor finds nothing broken."""
    assert set() == {one.what for one in await examine(load_settings()) if one.state == "broken"}


async def test_redis_without_a_file_is_pointed_out(env: Env, redis: Redis, redis_url: str) -> None:
    """A Redis that forgets in a crash works, and is looked at."""
    env(REDIS_URL=redis_url, SECRET_KEY=SECRET)
    await redis.config_set("appendonly", "no")
    try:
        assert ("look", True) == (
            (await finding("Redis")).state,
            "appendonly" in (await finding("Redis")).mend,
        )
    finally:
        await redis.config_set("appendonly", "yes")


async def test_redis_that_drops_messages_is_pointed_out(env: Env, redis: Redis, redis_url: str) -> None:
    """A Redis that evicts when full would lose what it acknowledged."""
    env(REDIS_URL=redis_url, SECRET_KEY=SECRET)
    await redis.config_set("maxmemory", "1gb")
    await redis.config_set("maxmemory-policy", "allkeys-lru")
    try:
        assert "Set maxmemory-policy noeviction." == (await finding("Redis")).mend
    finally:
        await redis.config_set("maxmemory-policy", "noeviction")
        await redis.config_set("maxmemory", "0")


@pytest.mark.xdist_group("cluster")
async def test_each_server_of_a_cluster_is_looked_at(env: Env, cluster_url: str) -> None:
    """Of a cluster each server is a finding, by its address: what is wrong with one is mended there."""
    env(REDIS_URL=cluster_url, SECRET_KEY=SECRET)
    address = cluster_url.removeprefix("redis://")
    found = [one for one in await examine(load_settings()) if one.what.startswith("Redis")]
    assert [(f"Redis {address}", "ok")] == [(one.what, one.state) for one in found]


async def test_refusing_redis_is_broken(env: Env, redis_url: str) -> None:
    """A database that the server does not have is told from a server that is not there."""
    env(REDIS_URL=f"{redis_url}?db=99", SECRET_KEY=SECRET)
    found = await finding("Redis")
    assert ("broken", "Correct REDIS_URL.") == (found.state, found.mend)


async def test_unreachable_redis_is_broken(env: Env) -> None:
    """Without Redis nothing works."""
    env(REDIS_URL="redis://:hidden@127.0.0.1:1", SECRET_KEY=SECRET)
    assert "broken" == (await finding("Redis")).state


async def test_broken_embedded_redis_is_explained(env: Env, tmp_path: Path) -> None:
    """What keeps the embedded server from starting is quoted."""
    files = tmp_path / "data" / "redis" / "appendonlydir"
    files.mkdir(parents=True)
    (files / "appendonly.aof.manifest").write_text("rubbish")
    assert "broken" == (await finding("Redis")).state


async def test_unreachable_database_is_broken(env: Env) -> None:
    """A database that is away is told by its kind."""
    env(DATABASE_URL="postgresql://bot:hidden@127.0.0.1:1/bot", SECRET_KEY=SECRET)
    found = await finding("Database (PostgreSQL)")
    assert ("broken", False) == (found.state, "hidden" in repr(found))


async def test_migrated_database_is_fine(env: Env, database_url: str) -> None:
    """Both kinds of database, with this version's tables."""
    env(DATABASE_URL=database_url, SECRET_KEY=SECRET)
    assert "ok" == (await finding("Database")).state


async def test_broken_database_file_is_named(env: Env, tmp_path: Path) -> None:
    """A file that is no database is told by its path."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "bot.db").write_bytes(b"rubbish " * 1000)
    found = await finding("Database (SQLite)")
    assert ("broken", True) == (found.state, f"{tmp_path}/data/bot.db" in found.detail)


@pytest.mark.parametrize(
    ("contact", "resellers", "state"),
    [("", 2, "look"), ("", 1, "ok"), ("", 0, "ok"), ("(11) 4000-1234", 2, "ok")],
)
async def test_support_of_several_resellers_is_pointed_out(
    env: Env, sqlite_url: str, contact: str, resellers: int, state: str
) -> None:
    """Where strangers would be sent to one of several, it is looked at; the demo is none of them."""
    env(DATABASE_URL=sqlite_url, SECRET_KEY=SECRET, SUPPORT_CONTACT=contact)
    database = Database(sqlite_url)
    async with database.transaction() as tx:
        await add_demo(tx)
        for number in range(resellers):
            await add_reseller(tx, f"Reseller {number}", "", TokenMaker(SECRET))
    await database.close()
    found = await finding("Support contact")
    assert (state, state == "look") == (found.state, "SUPPORT_CONTACT" in found.mend)


async def test_old_postgresql_names_the_command(env: Env, postgresql_without_tables: str) -> None:
    """On PostgreSQL the operator migrates."""
    env(DATABASE_URL=postgresql_without_tables, SECRET_KEY=SECRET)
    assert "Run: bot migrate" == (await finding("Database")).mend


@pytest.fixture
def postgresql_without_tables(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue("postgres")()
    return url


async def test_bot_is_named(telegram: str) -> None:
    """The token is good when Telegram tells whose it is."""
    assert ("ok", "the bot is @cadastro_simulado_bot") == (
        (await finding("Telegram")).state,
        (await finding("Telegram")).detail,
    )


async def test_wrong_token_is_broken_and_not_shown(telegram: str, env: Env) -> None:
    """Telegram's refusal is told without the token that it repeats."""
    env(TELEGRAM_BOT_TOKEN="7:hidden")
    found = await finding("Telegram")
    assert ("broken", False) == (found.state, "hidden" in repr(found))


async def test_what_waits_is_counted(telegram: str, world: World) -> None:
    """Messages that nobody fetched yet are counted."""
    await world.add_phone("Visitante", first_name="Rui").start()
    assert ("ok", "by polling; 1 waiting") == (
        (await finding("Telegram delivery")).state,
        (await finding("Telegram delivery")).detail,
    )


async def test_webhook_is_pointed_out(telegram: str, world: World) -> None:
    """A webhook of another program takes our messages; its secret path is not shown."""
    async with Bot(world.token, f"{telegram}/telegram/bot") as bot:
        await bot.set_webhook("https://old.example.com/hidden")
    found = await finding("Telegram delivery")
    assert ("look", True, False) == (found.state, "old.example.com" in found.detail, "hidden" in repr(found))


def test_healthy_ends_well(env: Env, own_logging: None) -> None:
    """Exit code 0, and the table on standard output."""
    done = CliRunner().invoke(app, ["doctor"])
    assert (0, True) == (done.exit_code, "Redis (embedded)" in done.stdout)


def test_long_path_can_be_copied(
    env: Env, own_logging: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However narrow the terminal, a path stands in one piece."""
    monkeypatch.setenv("COLUMNS", "40")
    path = str(tmp_path / ("long name " * 8).strip())
    env(DATA_DIR=path)
    assert path in CliRunner().invoke(app, ["doctor"]).stdout


def test_mend_stands_below_its_finding() -> None:
    """Every line of one finding begins in the same column."""
    told = report([Finding("Redis", "broken", "one\ntwo", "three"), Finding("Database", "ok", "four")]).plain
    assert (
        "broken  Redis     one\n                  two\n                  → three\nok      Database  four\n"
    ) == told


def test_broken_ends_badly(env: Env, own_logging: None) -> None:
    """Exit code 1 when something is broken, for whoever watches it by machine."""
    env(REDIS_URL="redis://127.0.0.1:1", SECRET_KEY=SECRET)
    assert 1 == CliRunner().invoke(app, ["doctor"]).exit_code


def test_settings_are_all_known() -> None:
    """The lookups that are examined are those there are."""
    assert {name for name in Settings.model_fields if name.endswith("_url")} - set(LOOKUPS) == {
        "redis_url",
        "database_url",
        "emitter_access_url",
        "provisioning_url",
        "public_url",
        "telegram_api_url",
        "whatsapp_api_url",
    }


async def test_slow_file_is_pointed_out(env: Env, redis: Redis, redis_url: str) -> None:
    """A Redis that writes once a second loses in a power cut what it had taken for kept."""
    env(REDIS_URL=redis_url, SECRET_KEY=SECRET)
    await redis.config_set("appendfsync", "everysec")
    try:
        assert "Set appendfsync always." == (await finding("Redis file")).mend
    finally:
        await redis.config_set("appendfsync", "always")


async def test_webhook_as_set_is_fine(telegram: str, env: Env, world: World) -> None:
    """Where there is a public address, Telegram delivers there."""
    env(PUBLIC_URL="https://bot.example.com")
    async with Bot(world.token, f"{telegram}/telegram/bot") as bot:
        await bot.set_webhook("https://bot.example.com/telegram/webhook")
    found = await finding("Telegram delivery")
    assert ("ok", "by webhook; 0 waiting") == (found.state, found.detail)


async def test_webhook_that_is_not_set_yet_is_pointed_out(telegram: str, env: Env) -> None:
    """With a public address and no webhook nobody fetches what waits."""
    env(PUBLIC_URL="https://bot.example.com")
    assert "waits to be fetched; 0 waiting" == (await finding("Telegram delivery")).detail


async def test_failing_webhook_is_pointed_out(telegram: str, env: Env, world: World) -> None:
    """What Telegram says of its last delivery is told."""
    env(PUBLIC_URL=NOBODY)
    async with Bot(world.token, f"{telegram}/telegram/bot") as bot:
        await bot.set_webhook(f"{NOBODY}/telegram/webhook")
        await world.add_phone("Visitante", first_name="Rui").start()
        await world.signal.wait(lambda: world.updates.webhook and world.updates.webhook.last_error_date, 5)
    found = await finding("Telegram delivery")
    assert ("look", True) == (found.state, "fails: " in found.detail)


async def put_aside(redis: Redis, count: int) -> None:
    for number in range(count):
        value = {"id": str(number), "body": {"text": "senha123"}}
        letter = Update(value, Seal(SECRET).close(value))
        await DeadLetters(redis, Seal(SECRET)).add("telegram:42", letter, ValueError("senha123"))


async def test_dead_letters_are_shown(env: Env, redis: Redis, redis_url: str) -> None:
    """Which chats and updates could not be answered, by their ids, and how to have them tried again."""
    env(REDIS_URL=redis_url, SECRET_KEY=SECRET)
    await put_aside(redis, 7)
    found = await finding("Dead letters")
    assert ("look", 7, True, True) == (
        found.state,
        len(found.detail.splitlines()),
        "telegram:42  update 0  ValueError" in found.detail,
        "bot doctor --replay" in found.mend,
    )
    assert "senha123" not in repr(found)


async def test_dead_letters_that_no_key_opens_are_counted(env: Env, redis: Redis, redis_url: str) -> None:
    """A replay leaves them where they are, so who reads the report is told how many, and what would help."""
    env(REDIS_URL=redis_url, SECRET_KEY=SECRET)
    await put_aside(redis, 2)
    other = Update({"id": "9"}, Seal("k" * 32).close({"id": "9", "body": {}}))
    await DeadLetters(redis, Seal(SECRET)).add("telegram:42", other, ValueError())
    found = await finding("Dead letters")
    assert (True, True) == ("1 of them no key opens" in found.detail, "SECRET_KEY=new,old" in found.mend)


async def test_dead_letters_are_replayed(env: Env, redis: Redis, redis_url: str, own_logging: None) -> None:
    """By one option they are back in their mailboxes, announced, and no longer set aside."""
    env(REDIS_URL=redis_url, SECRET_KEY=SECRET, PORT="0")
    await put_aside(redis, 2)
    done = await asyncio.to_thread(CliRunner().invoke, app, ["doctor", "--replay"])
    assert "Put back: 2." in done.stderr
    assert (2, 0) == (await redis.llen("inbox:{telegram:42}"), await redis.xlen(DEAD))
