"""What the program serves beside the simulator."""

from pathlib import Path

import httpx
from redis.asyncio import Redis

from bot.settings import Settings
from tests.bot.served import NEW, served
from tests.environment import Env


async def test_reseller_enters_the_emitters_stand_in(
    env: Env, redis: Redis, sqlite_url: str, tmp_path: Path
) -> None:
    """From the link in the chat to the customer, and not a second time by the same token."""
    env(DATABASE_URL=sqlite_url, SECRET_KEY=NEW, DATA_DIR=str(tmp_path))
    async with served(redis, Settings()) as program, httpx.AsyncClient(follow_redirects=True) as other:
        way = await program.way_in()
        first = await program.http.get(way, follow_redirects=True)
        second = await other.get(way)
    assert (200, 403, True) == (first.status_code, second.status_code, "Padaria" in first.text)


async def test_set_emitter_has_no_stand_in(env: Env, redis: Redis, sqlite_url: str, tmp_path: Path) -> None:
    """With EMITTER_ACCESS_URL the token goes there, and we serve no emitter."""
    env(
        DATABASE_URL=sqlite_url,
        SECRET_KEY=NEW,
        DATA_DIR=str(tmp_path),
        EMITTER_ACCESS_URL="https://emitter.example/{token}",
    )
    async with served(redis, Settings()) as program:
        way = await program.way_in()
        answer = await program.http.get(f"{program.address}/emitter")
    assert ("https://emitter.example/eyJ", 404) == (way[:27], answer.status_code)
