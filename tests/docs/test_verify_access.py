"""The example for the emitter's developers does what it says, against the program's real routes."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from redis.asyncio import Redis

from bot.access.entrance import Entrance, Visit
from bot.access.keys import AccessKeys
from bot.db.clock import utc_now
from bot.settings import Settings
from tests.bot.served import NEW, OLD, Served, served
from tests.environment import Env

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "verify_access.py"
EMITTER = "https://emitter.example"
ACCESS_URL = EMITTER + "/in?token={token}"


@pytest_asyncio.fixture
async def bot(env: Env, redis: Redis, sqlite_url: str, tmp_path: Path) -> AsyncIterator[Served]:
    """A program whose emitter is elsewhere."""
    env(DATABASE_URL=sqlite_url, SECRET_KEY=NEW, DATA_DIR=str(tmp_path), EMITTER_ACCESS_URL=ACCESS_URL)
    async with served(redis, Settings()) as program:
        yield program


def token(bot: Served, secret: str, access_url: str = ACCESS_URL) -> str:
    """A token made by hand at this moment."""
    visit = Visit(customer_id="padaria", reseller_id="sol", person_id="ana")
    return Entrance(AccessKeys(secret), bot.address, access_url).address(visit, utc_now()).partition("=")[2]


async def said(bot: Served, token: str, directory: Path) -> tuple[int | None, str]:
    """How the example ends and what it says, run as its reader would."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        EXAMPLE,
        bot.address,
        EMITTER,
        cwd=directory,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate(token.encode() + b"\n")
    return process.returncode, output.decode().strip()


async def test_good_token_lets_in_once(bot: Served, tmp_path: Path) -> None:
    """The example names who enters where, and refuses the same token the next time."""
    once = (await bot.way_in()).partition("=")[2]
    who = f"Person {bot.shop.person_id} of reseller {bot.shop.reseller.id} enters customer {bot.customer_id}."
    assert (0, who) == await said(bot, once, tmp_path)
    assert (1, "Nobody is let in: used before") == await said(bot, once, tmp_path)


async def test_old_key_is_still_found(bot: Served, tmp_path: Path) -> None:
    """A token that was signed a moment before the change of keys is taken."""
    assert 0 == (await said(bot, token(bot, OLD), tmp_path))[0]


async def test_others_tokens_let_nobody_in(bot: Served, tmp_path: Path) -> None:
    """Of another emitter, of another key, or none at all."""
    tokens = [token(bot, NEW, "https://other.example/?token={token}"), token(bot, "stranger"), "rubbish"]
    answers = await asyncio.gather(*(said(bot, one, tmp_path) for one in tokens))
    assert [(1, "Nobody is let in")] * 3 == [(code, text.partition(":")[0]) for code, text in answers]
