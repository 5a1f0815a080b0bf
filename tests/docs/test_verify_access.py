"""The example for the emitter's developers does what it says, against the real pages."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from starlette.applications import Starlette

from bot.access.entrance import Entrance, Visit
from bot.access.keys import AccessKeys
from bot.db.clock import utc_now
from bot.pages.jwks import jwks_route
from tests.serving import serving

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "verify_access.py"
EMITTER = "https://emitter.example"
VISIT = Visit(customer_id="padaria", reseller_id="sol", person_id="ana")


@pytest_asyncio.fixture
async def bot() -> AsyncIterator[str]:
    """The address of a bot that publishes its keys, in the middle of a change of its secret."""
    async with serving(Starlette(routes=[jwks_route(AccessKeys("new,old"))])) as address:
        yield address


def token(bot: str, secret: str = "new", emitter: str = EMITTER) -> str:
    """A token made at this moment."""
    entrance = Entrance(AccessKeys(secret), bot, emitter + "/in#{token}")
    return entrance.address(VISIT, utc_now()).partition("#")[2]


async def said(bot: str, token: str, directory: Path) -> tuple[int | None, str]:
    """How the example ends and what it says, run as its reader would."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        EXAMPLE,
        bot,
        EMITTER,
        cwd=directory,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate(token.encode() + b"\n")
    return process.returncode, output.decode().strip()


async def test_good_token_lets_in_once(bot: str, tmp_path: Path) -> None:
    """The example names who enters where, and refuses the same token the next time."""
    once = token(bot)
    assert (0, "Person ana of reseller sol enters customer padaria.") == await said(bot, once, tmp_path)
    assert (1, "Nobody is let in: used before") == await said(bot, once, tmp_path)


async def test_old_key_is_still_found(bot: str, tmp_path: Path) -> None:
    """A token that was signed a moment before the change of keys is taken."""
    assert 0 == (await said(bot, token(bot, "old"), tmp_path))[0]


async def test_others_tokens_let_nobody_in(bot: str, tmp_path: Path) -> None:
    """Of another emitter, of another key, or none at all."""
    tokens = [token(bot, emitter="https://other.example"), token(bot, "stranger"), "rubbish"]
    answers = await asyncio.gather(*(said(bot, one, tmp_path) for one in tokens))
    assert [(1, "Nobody is let in")] * 3 == [(code, text.partition(":")[0]) for code, text in answers]
