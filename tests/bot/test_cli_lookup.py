"""`bot lookup` shows what each source says and what the bot makes of it."""

import asyncio
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from redis.asyncio import Redis
from starlette.applications import Starlette
from starlette.routing import Mount
from typer.testing import CliRunner, Result

from bot.adapters.asking import WhenNeeded
from bot.adapters.companies import GRACE, companies
from bot.adapters.lookup_once import Shared
from bot.adapters.sources.quota import SharedQuota
from bot.cli import app
from bot.embedded_redis import connect, embedded_redis
from bot.sealing import Seal
from bot.settings import LOOKUPS, load_settings
from bot.simulator.demo import REGISTERS
from bot.simulator.registers import (
    ALFANUMERICA,
    CEP_COMPLETO,
    DESCONHECIDA,
    FORA_DO_AR,
    IE_ATRASADA,
    MEI,
    PADARIA,
    registers_app,
)
from tests.environment import Env
from tests.fakes.cities import FakeCities
from tests.serving import serving

NOBODY = "http://127.0.0.1:1"
SECRET = "s" * 32
TOKEN = f"1:{'a' * 35}"
OF_COMPANIES = ("minhareceita", "opencnpj", "brasilapi", "cnpja", "cnpjws", "receitaws")


@pytest.fixture
async def address() -> AsyncIterator[str]:
    """Where the simulator's registers are served."""
    sample = Starlette(routes=[Mount("/simulator/registers", registers_app(slow_for=0, late_for=2 * GRACE))])
    async with serving(sample) as url:
        yield url


@pytest.fixture
def registers(env: Env, own_logging: None, address: str, redis_url: str) -> None:
    """A bot with a channel of its own, whose settings lead to these registers."""
    urls = {name.upper(): f"{address}/simulator/registers/{REGISTERS[name]}" for name in LOOKUPS}
    env(REDIS_URL=redis_url, SECRET_KEY=SECRET, TELEGRAM_BOT_TOKEN=TOKEN, COLUMNS="120", **urls)


async def looked_up(*arguments: str) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, app, ["lookup", *arguments])


def line_of(shown: Result, name: str) -> str:
    """The line that begins with a word, its spaces collapsed."""
    found = [" ".join(line.split()) for line in shown.stdout.splitlines() if line.startswith(name)]
    return found[0] if found else ""


@pytest.mark.usefixtures("registers")
async def test_every_source_says_what_it_knows() -> None:
    """Each of them is asked, in the bot's order, and what it knows is told in a line."""
    shown = await looked_up("company", PADARIA.cnpj)
    lines = [line.split()[:2] for line in shown.stdout.splitlines()[1:7]]
    assert (0, [[name, "found"] for name in OF_COMPANIES]) == (shown.exit_code, lines)
    assert line_of(shown, "cnpja").endswith("Padaria Exemplo do Bairro Ltda · São Paulo/SP · 1 IE, 1 active")


@pytest.mark.usefixtures("registers")
async def test_the_answer_is_told_field_by_field() -> None:
    """With whose word each is."""
    shown = await looked_up("company", "12.345.678/0001-95")
    assert ("tax_regime 1, Simples Nacional minhareceita", "registrations 111222330112 SP, active cnpja") == (
        line_of(shown, "tax_regime"),
        line_of(shown, "registrations"),
    )


@pytest.mark.usefixtures("registers")
async def test_registrations_may_come_later() -> None:
    """The bot fills them in when the company has been told already: it is said when."""
    shown = await looked_up("company", IE_ATRASADA.cnpj)
    assert re.fullmatch(
        r"registrations \d+ [A-Z]{2}, active cnpja, after \d\.\d s", line_of(shown, "registrations")
    )


@pytest.mark.usefixtures("registers")
async def test_a_cep_is_looked_up() -> None:
    """By its three sources."""
    shown = await looked_up("cep", CEP_COMPLETO.cep)
    assert [["viacep", "found"], ["opencep", "found"], ["brasilapi_cep", "found"]] == [
        line.split()[:2] for line in shown.stdout.splitlines()[1:4]
    ]
    assert "street Praça da Sé viacep" == line_of(shown, "street")


@pytest.mark.usefixtures("registers")
async def test_the_cpf_in_a_name_is_not_shown() -> None:
    """A sole trader's name ends in it, at the sources; here it does not."""
    shown = await looked_up("company", MEI.cnpj)
    assert (True, False) == (MEI.legal_name[:10] in shown.stdout, MEI.legal_name[-11:] in shown.output)


@pytest.mark.usefixtures("registers")
async def test_letters_are_not_asked_of_who_takes_none() -> None:
    """CNPJá's are numbers."""
    shown = await looked_up("company", ALFANUMERICA.cnpj)
    assert "cnpja not asked: it takes no CNPJ with letters" == line_of(shown, "cnpja")


@pytest.mark.usefixtures("registers")
async def test_not_found_is_an_answer() -> None:
    """Exit code 0, with what it is worth."""
    shown = await looked_up("company", DESCONHECIDA.cnpj)
    said = [line_of(shown, name).split()[1:4] for name in OF_COMPANIES]
    assert (0, [["says", "not", "found"]] * 6, True) == (
        shown.exit_code,
        said,
        "That is no proof" in shown.stdout,
    )


@pytest.mark.usefixtures("registers")
async def test_what_fails_is_told_in_words() -> None:
    """Each by its own failure; when all of them fail the exit code is 1."""
    shown = await looked_up("company", FORA_DO_AR.cnpj)
    assert (1, "could not be asked: HTTP 502", "could not be asked: not in its own format") == (
        shown.exit_code,
        " ".join(line_of(shown, "minhareceita").split()[1:7]),
        " ".join(line_of(shown, "receitaws").split()[1:10]),
    )


@pytest.mark.usefixtures("registers")
async def test_without_network_each_source_says_so(env: Env) -> None:
    """Exit code 1, and what happens to the person."""
    env(**{name.upper(): NOBODY for name in LOOKUPS})
    shown = await looked_up("company", PADARIA.cnpj)
    said = {" ".join(line_of(shown, name).split()[1:9]) for name in OF_COMPANIES}
    assert (1, {"could not be asked: nobody listens at its"}, True) == (
        shown.exit_code,
        said,
        "goes on by typing" in shown.stdout,
    )


@pytest.mark.usefixtures("registers")
async def test_a_source_switched_off_is_named(env: Env) -> None:
    """With the variable that does it."""
    env(OPENCNPJ_URL="")
    assert "opencnpj off: OPENCNPJ_URL is empty" == line_of(
        await looked_up("company", PADARIA.cnpj), "opencnpj"
    )


@pytest.mark.usefixtures("registers")
async def test_a_resting_source_is_not_asked(redis: Redis) -> None:
    """The pause that it asked the workers for is for the command too."""
    await SharedQuota(redis, "cnpja", NOBODY).hold(60)
    shown = await looked_up("company", PADARIA.cnpj)
    assert line_of(shown, "cnpja").startswith("cnpja resting by its quota: it may be asked again in 6")


@pytest.mark.usefixtures("registers")
async def test_a_kept_answer_is_told(redis: Redis) -> None:
    """It is what the bot answers, whatever the sources say now."""
    async with httpx.AsyncClient() as http:
        asking = WhenNeeded(http, load_settings(), Shared(redis, Seal(SECRET)))
        await companies(asking, FakeCities()).find(PADARIA.cnpj)
    shown = await looked_up("company", PADARIA.cnpj)
    assert (
        "kept (company): PADARIA EXEMPLO DO BAIRRO LTDA",
        "legal_name PADARIA EXEMPLO DO BAIRRO LTDA kept",
    ) == (
        line_of(shown, "kept (company)")[:46],
        line_of(shown, "legal_name"),
    )


@pytest.mark.usefixtures("registers")
async def test_without_redis_it_works(env: Env) -> None:
    """Nothing is kept, nobody counts, and a person is told so."""
    env(REDIS_URL="redis://:hidden@127.0.0.1:1")
    shown = await looked_up("company", PADARIA.cnpj)
    assert (0, True, False) == (
        shown.exit_code,
        "Redis cannot be had" in shown.stderr,
        "hidden" in shown.output,
    )


@pytest.mark.usefixtures("registers")
async def test_the_log_is_silent() -> None:
    """What the report says is not said a second time by the side."""
    assert "" == (await looked_up("company", FORA_DO_AR.cnpj)).stderr


async def test_beside_a_running_bot_its_redis_is_joined(env: Env, address: str, tmp_path: Path) -> None:
    """A pause counts that the bot was asked for, and what it asks instead of the world is asked."""
    env(PORT=address.rpartition(":")[2], COLUMNS="120")
    async with embedded_redis(tmp_path / "data", serve=True) as url, connect(url) as redis:
        await SharedQuota(redis, "cnpja", NOBODY).hold(60)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "lookup", "company", PADARIA.cnpj),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        said, told = (part.decode() for part in await process.communicate())
    assert (0, True, True, True) == (
        process.returncode,
        "resting by its quota" in said,
        "legal_name     PADARIA EXEMPLO" in said,
        f"The simulator's registers are asked, as by the bot that runs at {address}." in told,
    )


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("company", "12.345.678/0001-9", "A CNPJ has 14 characters."),
        (
            "company",
            "12.345.678/0001-96",
            "This CNPJ does not check: its two last digits do not fit the others.",
        ),
        ("company", "00.000.000/0000-00", "No CNPJ is one digit all over."),
        ("company", "ção", "A CNPJ has only digits and letters."),
        ("company", "\udce9", "A CNPJ has only digits and letters."),
        ("company", "", "A CNPJ has only digits and letters."),
        ("company", "123.456.789-09", "This is a CPF, and the public registers know companies alone."),
        ("company", "123.456.789-00", "This is a CPF, and the public registers know companies alone."),
        ("cep", "0131010", "A CEP has 8 digits."),
        ("cep", "[/red]", "A CEP has 8 digits."),
    ],
)
def test_what_is_none_is_wrong_use(env: Env, kind: str, typed: str, said: str) -> None:
    """One line that says what it is not, with an example, and exit code 2."""
    example = {"company": "00.000.000/0001-91", "cep": "01001-000"}[kind]
    wrong = CliRunner().invoke(app, ["lookup", kind, typed])
    assert (2, "", f"{said} For example: bot lookup {kind} {example}\n") == (
        wrong.exit_code,
        wrong.stdout,
        wrong.stderr,
    )
