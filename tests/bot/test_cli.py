"""The command line does what it says, says it to the right reader, and explains its failures."""

import asyncio
import csv
import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from typer.testing import CliRunner, Result

from bot.adapters.customers import SqlCustomers
from bot.adapters.invites import SqlInvites
from bot.adapters.people import SqlPeople
from bot.adapters.plans import SqlPlans
from bot.cli import app
from bot.db.database import Database, Transaction
from bot.db.migrate import schema_is_current
from bot.embedded_redis import embedded_redis
from bot.sealing import TokenMaker
from bot.simulator.app import simulator_app
from bot.simulator.world import World
from conversations.ports.people import Account
from tests.contracts.world import ANA, PLANS_FILE, Shop
from tests.environment import Env
from tests.serving import serving

SECRET = "s" * 32
ID_AND_LINK = re.compile(
    r"([a-z0-9]+)\nhttps://t\.me/cadastro_simulado_bot\?start=r_([\w-]{32})\nhttps://wa\.me/\S+r_\2\n"
)

Bot = Callable[..., Result]


@pytest.fixture
def bot(env: Env, own_logging: None, migrated_sqlite: Path, tmp_path: Path) -> Bot:
    """The command line in a data directory of its own, with a database that is migrated already."""
    (tmp_path / "data").mkdir()
    shutil.copy(migrated_sqlite, tmp_path / "data" / "bot.db")
    return lambda *arguments, stdin=None: CliRunner().invoke(app, arguments, input=stdin)


def in_database(work: Callable[[Transaction], Coroutine[None, None, Any]]) -> Any:
    """Does something in the database of the command line."""

    async def do() -> Any:
        database = Database(f"sqlite:///{Path.cwd()}/data/bot.db")
        try:
            async with database.transaction() as tx:
                return await work(tx)
        finally:
            await database.close()

    return asyncio.run(do())


def added(bot: Bot, name: str = "Contábil Sol") -> tuple[str, str]:
    """A reseller's id and token."""
    match = ID_AND_LINK.fullmatch(bot("reseller", "add", name).stdout)
    assert match
    return match[1], match[2]


def test_added_reseller_is_kept(bot: Bot) -> None:
    """Its id, name and support are listed, parted by tabs."""
    bot("reseller", "add", "Contábil Sol", "--support", "WhatsApp (11) 91234-5678")
    listed = bot("reseller", "list").stdout.rstrip("\n").split("\t")
    assert ["Contábil Sol", "WhatsApp (11) 91234-5678"] == listed[1:3]


def test_link_lets_a_person_in(bot: Bot) -> None:
    """Whoever opens the printed link becomes a person of that reseller."""
    reseller_id, token = added(bot)
    person = in_database(lambda tx: SqlPeople(tx).link(token, ANA, "Ana"))
    assert reseller_id == person.reseller.id


def test_list_prints_the_open_link(bot: Bot) -> None:
    """A link that nobody has used yet is printed again, the same."""
    _, first = added(bot)
    assert first == bot("reseller", "list").stdout.strip().rpartition("r_")[2]


def test_new_link_for_another_person(bot: Bot) -> None:
    """When the link is used, a colleague gets one of their own."""
    reseller_id, first = added(bot)
    in_database(lambda tx: SqlPeople(tx).link(first, ANA, "Ana"))
    token = bot("reseller", "list").stdout.strip().rpartition("r_")[2]
    person = in_database(lambda tx: SqlPeople(tx).link(token, Account("telegram", "7"), "Rui"))
    assert (reseller_id, True) == (person.reseller.id, token != first)


def test_empty_list_says_what_to_do(bot: Bot) -> None:
    """Without resellers scripts read nothing, and persons how to add one."""
    listed = bot("reseller", "list")
    assert ("", True) == (listed.stdout, "bot reseller add" in listed.stderr)


def test_unusable_name_is_wrong_use(bot: Bot) -> None:
    """A name nobody could have is refused with its reason."""
    refused = bot("reseller", "add", "X")
    assert (2, True) == (refused.exit_code, "2 to 60 characters" in refused.stderr)


async def test_link_has_the_name_telegram_tells(env: Env) -> None:
    """With a token, the link begins with the name of that bot."""
    async with (
        World(username="sol_cadastros_bot") as world,
        serving(Starlette(routes=[Mount("/", simulator_app(world))])) as url,
    ):
        env(TELEGRAM_BOT_TOKEN=world.token, TELEGRAM_API_URL=f"{url}/telegram")
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "reseller", "add", "Contábil Sol"), stdout=subprocess.PIPE
        )
        said, _ = await process.communicate()
        await world.close()
    assert b"https://t.me/sol_cadastros_bot?start=r_" in said


def test_link_without_network_has_a_place_for_the_name(bot: Bot, env: Env) -> None:
    """The reseller is added all the same, and the operator told what to put in."""
    env(TELEGRAM_BOT_TOKEN="1:x", TELEGRAM_API_URL="http://127.0.0.1:1")
    done = bot("reseller", "add", "Contábil Sol")
    assert (0, True, True) == (
        done.exit_code,
        "https://t.me/<bot>?start=r_" in done.stdout,
        "put it in by hand" in done.stderr,
    )


@pytest.mark.parametrize("source", ["plans.yaml", "-"])
def test_imported_plans_are_sold(bot: Bot, tmp_path: Path, source: str) -> None:
    """A file, or standard input, becomes what the reseller sells."""
    reseller_id, _ = added(bot)
    (tmp_path / "plans.yaml").write_text(PLANS_FILE)
    done = bot("plans", "import", source, "--reseller", reseller_id, stdin=PLANS_FILE)
    categories = in_database(lambda tx: SqlPlans(tx).of(reseller_id))
    assert ("added\tEmissor NF-e\nadded\tEmissor NFC-e\n", ["Emissores Fiscais"]) == (
        done.stdout,
        [category.name for category in categories],
    )


@pytest.mark.parametrize(
    ("contents", "code", "reason"),
    [
        (b"categories:\n  - name: X\n", 1, "line 2"),
        (b"categories: [", 1, "not YAML"),
        ("categories: [ção]".encode("latin-1"), 2, "save it as UTF-8"),
    ],
)
def test_mistakes_in_plans_are_pointed_at(
    bot: Bot, tmp_path: Path, contents: bytes, code: int, reason: str
) -> None:
    """A file that cannot be imported is explained."""
    reseller_id, _ = added(bot)
    (tmp_path / "plans.yaml").write_bytes(contents)
    failed = bot("plans", "import", "plans.yaml", "--reseller", reseller_id)
    assert (code, True) == (failed.exit_code, reason in failed.stderr)


def test_missing_file_is_wrong_use(bot: Bot) -> None:
    """A file that is not there is named."""
    failed = bot("plans", "import", "nowhere.yaml", "--reseller", "x")
    assert (2, True) == (failed.exit_code, "nowhere.yaml" in failed.stderr)


@pytest.mark.parametrize("command", [("plans", "import", "-"), ("invites", "add"), ("customers", "export")])
def test_unknown_reseller_is_explained(bot: Bot, command: tuple[str, ...]) -> None:
    """An id nobody has points to where the ids are."""
    failed = bot(*command, "--reseller", "nobody", stdin=PLANS_FILE)
    assert (1, "", True) == (failed.exit_code, failed.stdout, "bot reseller list" in failed.stderr)


def invited(bot: Bot, *arguments: str) -> tuple[str, Result]:
    """The id of a reseller with plans, and what adding an invite of it says."""
    reseller_id, _ = added(bot)
    bot("plans", "import", "-", "--reseller", reseller_id, stdin=PLANS_FILE)
    return reseller_id, bot("invites", "add", "--reseller", reseller_id, *arguments)


def test_invite_lets_a_customer_in(bot: Bot) -> None:
    """Whoever opens the printed link is the reseller's guest, with the plan that was named."""
    reseller_id, done = invited(bot, "--plan", "emissor nf-e")
    match = re.match(r"https://t\.me/cadastro_simulado_bot\?start=c_([\w-]{32})\n", done.stdout)
    assert match

    async def open_it(tx: Transaction) -> tuple[str, int]:
        invites = SqlInvites(tx, TokenMaker(""), bot_username="", whatsapp_number="")
        offer = await invites.open(match[1], ANA)
        return offer.reseller.id, len(offer.plan_ids)

    assert (reseller_id, 1) == in_database(open_it)


def test_invite_has_a_link_for_whatsapp(bot: Bot, env: Env) -> None:
    """With a number there is a second line for WhatsApp, with the same token."""
    env(WHATSAPP_NUMBER="+55 (11) 91234-5678")
    telegram, whatsapp = invited(bot)[1].stdout.splitlines()
    assert (True, True) == (
        whatsapp.startswith("https://wa.me/5511912345678?text="),
        whatsapp.endswith(telegram.partition("start=")[2]),
    )


WHATSAPP_ALONE = {
    "WHATSAPP_TOKEN": "EAAtoken",
    "WHATSAPP_PHONE_NUMBER_ID": "105677815657877",
    "WHATSAPP_APP_SECRET": "secret",
    "WHATSAPP_VERIFY_TOKEN": "verify",
    "PUBLIC_URL": "https://bot.example.com",
}


def test_no_token_is_lost_without_a_number(bot: Bot, env: Env) -> None:
    """On WhatsApp without its number, what is to be sent there is printed, and which setting makes a link."""
    env(**WHATSAPP_ALONE)
    first, listed = bot("reseller", "add", "Contábil Sol"), bot("reseller", "list")
    printed = re.fullmatch(r"(\w+)\n(Olá! Sou da revenda: r_[\w-]{32})\n", first.stdout)
    assert printed
    bot("plans", "import", "-", "--reseller", printed[1], stdin=PLANS_FILE)
    invite = bot("invites", "add", "--reseller", printed[1])
    assert (f"{printed[1]}\tContábil Sol\t\t{printed[2]}\n", True, True) == (
        listed.stdout,
        bool(re.fullmatch(r"Olá! .* c_[\w-]{32}\n", invite.stdout)),
        all("WHATSAPP_NUMBER=+55" in done.stderr for done in (first, listed, invite)),
    )


def test_unknown_plan_is_wrong_use(bot: Bot) -> None:
    """A plan that is not sold is refused with the ones there are."""
    _, refused = invited(bot, "--plan", "Emissor MDF-e")
    said = " ".join(refused.stderr.replace("│", " ").split())
    assert (2, "", True) == (refused.exit_code, refused.stdout, "'Emissor NF-e', 'Emissor NFC-e'" in said)


@pytest.mark.parametrize(("option", "value"), [("--uses", "0"), ("--uses", "1001"), ("--days", "0")])
def test_invite_for_nobody_is_wrong_use(bot: Bot, option: str, value: str) -> None:
    """An invite is for 1 to 1000, and good for 1 to 365 days."""
    assert 2 == bot("invites", "add", "--reseller", "x", option, value).exit_code


FORMULA = '=HYPERLINK("http://evil.example")'


@pytest.fixture
def customer_of(bot: Bot) -> str:
    """The id of a reseller with one customer, whose name is a formula and whose password was typed."""
    reseller_id, token = added(bot)
    bot("plans", "import", "-", "--reseller", reseller_id, stdin=PLANS_FILE)

    async def register(tx: Transaction) -> None:
        person = await SqlPeople(tx).link(token, ANA, "Ana")
        (category,) = await SqlPlans(tx).of(reseller_id)
        shop = Shop(person.reseller, person.id, tuple(plan.id for plan in category.plans))
        await SqlCustomers(tx).register(
            shop.registration(legal_name=FORMULA, password_by="typed", password_hash="$argon2id$hash")
        )

    in_database(register)
    return reseller_id


def test_export_as_csv_runs_no_formula(bot: Bot, customer_of: str) -> None:
    """What would run in a spreadsheet is text there; a phone stays a phone."""
    (record,) = csv.DictReader(io.StringIO(bot("customers", "export", "--reseller", customer_of).stdout))
    assert ("'" + FORMULA, "+5511912345678", "homologacao") == (
        record["legal_name"],
        record["phone"],
        record["environment"],
    )


def test_export_as_json_changes_nothing(bot: Bot, customer_of: str) -> None:
    """A program gets the values as they are."""
    (record,) = json.loads(bot("customers", "export", "--reseller", customer_of, "--format", "json").stdout)
    assert (FORMULA, "Emissor NF-e; Emissor NFC-e") == (record["legal_name"], record["plans"])


@pytest.mark.parametrize("file_format", ["csv", "json"])
def test_export_has_no_password(bot: Bot, customer_of: str, file_format: str) -> None:
    """No hash leaves the database this way."""
    assert (
        "argon2" not in bot("customers", "export", "--reseller", customer_of, "--format", file_format).stdout
    )


def test_export_without_customers_has_its_names(bot: Bot) -> None:
    """A spreadsheet without customers has its head line, so that it can be told from a failure."""
    exported = bot("customers", "export", "--reseller", added(bot)[0])
    assert (True, 1) == ("email,tax_id" in exported.stdout, exported.stdout.count("\n"))


def test_reader_that_leaves_is_no_accident(bot: Bot, customer_of: str) -> None:
    """`bot customers export | head -0` ends without a traceback."""
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "bot", "customers", "export", "--reseller", customer_of]
    done = subprocess.run(command, check=False, stdout=write, stderr=subprocess.PIPE, text=True)
    os.close(write)
    assert "" == done.stderr


def test_wrong_setting_is_explained(bot: Bot, env: Env) -> None:
    """The variable, what is wrong and the mend, on standard error, with exit code 2."""
    env(PUBLIC_URL="http://bot.example.com")
    failed = bot("migrate")
    assert (2, "", "PUBLIC_URL: must begin with https://", "PUBLIC_URL=https://bot.example.com") == (
        failed.exit_code,
        failed.stdout,
        failed.stderr[:36],
        failed.stderr.strip()[-34:],
    )


def test_likely_typo_is_pointed_out(bot: Bot, env: Env) -> None:
    """A variable that nothing reads is told, and the command goes on."""
    env(TELEGRAM_TOKEN="x")
    done = bot("migrate")
    assert (0, True) == (done.exit_code, "did you mean TELEGRAM_BOT_TOKEN?" in done.stderr)


def test_command_brings_sqlite_to_its_schema(bot: Bot, tmp_path: Path) -> None:
    """Nobody has to know about schemas to begin."""
    (tmp_path / "data" / "bot.db").unlink()
    assert added(bot)


def test_postgresql_is_migrated_when_asked(bot: Bot, env: Env, postgres: Callable[[], str]) -> None:
    """`bot migrate` makes the tables."""
    url = postgres()
    env(DATABASE_URL=url, SECRET_KEY=SECRET)
    bot("migrate")
    assert asyncio.run(schema_is_current(url))


def test_postgresql_is_not_migrated_unasked(bot: Bot, env: Env, postgres: Callable[[], str]) -> None:
    """A command on a PostgreSQL without the tables says how to make them."""
    env(DATABASE_URL=postgres(), SECRET_KEY=SECRET)
    failed = bot("reseller", "list")
    assert (1, True) == (failed.exit_code, "Run `bot migrate`" in failed.stderr)


def test_unreachable_database_is_explained(bot: Bot, env: Env) -> None:
    """No traceback and no password, but what failed and where to look."""
    env(DATABASE_URL="postgresql://bot:hidden@127.0.0.1:1/bot", SECRET_KEY=SECRET)
    failed = bot("reseller", "list")
    assert (1, True, False) == (
        failed.exit_code,
        "Check DATABASE_URL" in failed.stderr,
        "hidden" in failed.output,
    )


async def test_second_bot_is_refused(env: Env, tmp_path: Path) -> None:
    """On a data directory at work `bot` ends with 2 and speaks of that, not of the port that is taken too."""
    async with embedded_redis(tmp_path / "data", serve=True):
        with socket.create_server(("127.0.0.1", 0)) as first:
            env(PORT=str(first.getsockname()[1]))
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", stderr=subprocess.PIPE
            )
            _, said = await process.communicate()
    assert (2, True) == (process.returncode, b"already running" in said)


def test_taken_port_is_explained(bot: Bot, env: Env) -> None:
    """Another program on our port is not ours to stop, but the port is ours to change."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        env(PORT=str(other.getsockname()[1]))
        failed = bot("run")
    assert (2, "PORT: is taken", True) == (failed.exit_code, failed.stderr[:14], "PORT=8081" in failed.stderr)


@pytest.mark.parametrize("host", ["999.1.1.1", "8.8.8.8", "foo.invalid", "a" * 70, ".."])
def test_host_that_is_not_ours_is_wrong(bot: Bot, env: Env, host: str) -> None:
    """What cannot be listened on is told with the variable and two addresses that can."""
    env(HOST=host, PORT="0")
    failed = bot("run")
    assert (2, "HOST: is no address or name of this machine") == (failed.exit_code, failed.stderr[:43])


def test_unreachable_redis_is_told_at_the_start(bot: Bot, env: Env) -> None:
    """Nobody is sent to a page behind which nothing works; it may be back soon: that is no wrong setting."""
    env(REDIS_URL="redis://:hidden@127.0.0.1:1", SECRET_KEY=SECRET, PORT="0")
    failed = bot("run")
    assert (1, "", "Redis does not answer", True, False) == (
        failed.exit_code,
        failed.stdout,
        failed.stderr[:21],
        "correct REDIS_URL" in failed.stderr,
        "hidden" in failed.stderr,
    )


@pytest.mark.parametrize("refused", ["db=999", "username=nobody&password=hidden"])
def test_redis_that_refuses_us_is_a_wrong_setting(bot: Bot, env: Env, redis_url: str, refused: str) -> None:
    """A password, or a database, that the server does not have is not there tomorrow either."""
    env(REDIS_URL=f"{redis_url}?{refused}", SECRET_KEY=SECRET, PORT="0")
    failed = bot("run")
    assert (2, "", "REDIS_URL: is refused by its server") == (
        failed.exit_code,
        failed.stdout,
        failed.stderr[:35],
    )


@pytest.mark.parametrize("command", [("migrate",), ("reseller", "list")])
def test_broken_database_file_is_named(bot: Bot, tmp_path: Path, command: tuple[str, ...]) -> None:
    """A file that is no database is told by its path, with what to do."""
    (tmp_path / "data" / "bot.db").write_bytes(b"rubbish " * 1000)
    failed = bot(*command)
    assert (1, f"{tmp_path}/data/bot.db is no SQLite database", True) == (
        failed.exit_code,
        failed.stderr.partition(",")[0],
        "Move it away" in failed.stderr,
    )


def test_broken_phones_are_named(bot: Bot, env: Env, tmp_path: Path) -> None:
    """A file of the simulator that cannot be read is told by its path, with what to do."""
    env(PORT="0")
    (tmp_path / "data" / "simulator.json").write_text("rubbish")
    failed = bot("run")
    assert (1, True) == (failed.exit_code, f"{tmp_path}/data/simulator.json" in failed.stderr)


def test_umask_is_put_back(bot: Bot) -> None:
    """What a command makes is private; what its process makes afterwards is as before."""
    before = os.umask(0o022)
    try:
        bot("migrate")
        assert 0o022 == os.umask(0o022)
    finally:
        os.umask(before)


def test_module_is_the_script() -> None:
    """`python -m bot` and `bot` are the same."""
    script = Path(sys.executable).with_name("bot")
    said = [
        subprocess.run([*command, "--help"], capture_output=True, text=True, check=True).stdout
        for command in ([sys.executable, "-m", "bot"], [script])
    ]
    assert said[0] == said[1]
