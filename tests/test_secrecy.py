"""A typed password is nowhere, and what else is known of a person is in no file of Redis in clear."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import StringIO
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.db.database import Database
from bot.embedded_redis import connect, embedded_redis
from bot.logs import configure_logging
from bot.sealing import Seal
from tests.kit.given import Given
from tests.kit.program import SECRET, Place, Program, program
from tests.kit.telegram import OnTelegram
from tests.transcript import Line

PASSWORD = "trem-azul-de-minas"
PERSONAL = (
    "Zuleica",
    "zuleica@exemplo.com.br",
    "98765-4321",
    "987654321",
    "12.345.678/0001-95",
    "12345678000195",
)
CONTACT = (
    "/start",
    "[Novo cadastro]",
    "[Emissores Fiscais (3)]",
    "[⬜ Emissor NF-e]",
    "[Avançar]",
    "Zuleica Prado",
    "(11) 98765-4321",
    "zuleica@exemplo.com.br",
)


class OpenSeal(Seal):
    """Seals nothing: shows what would be found if the sealing were switched off."""

    def close_text(self, text: str) -> bytes:
        return text.encode()

    def open_text(self, sealed: bytes) -> str:
        return sealed.decode()


@pytest.fixture
async def place(tmp_path: Path, sqlite_url: str) -> AsyncIterator[Place]:
    """A Redis with files of its own, so that nothing of another test is found in them."""
    async with embedded_redis(tmp_path / "data") as url:
        redis, database = connect(url), Database(sqlite_url)
        yield Place(redis, url, database, tmp_path / "data")
        await database.close()
        await redis.aclose()


@pytest.fixture
def log(own_logging: None) -> StringIO:
    """What the program logs, down to DEBUG."""
    written = StringIO()
    configure_logging(written, logging.DEBUG)
    return written


@asynccontextmanager
async def password_typed(place: Place, seal: Seal) -> AsyncIterator[Program]:
    """A program that has been told a password twice."""
    async with program(Given(), place, seal=seal) as running:
        ana = OnTelegram(running)
        for said in (*CONTACT, "[Digitar uma senha]"):
            await ana.say(Line("Ana", said), 1)
        for _ in range(2):
            await ana.say(Line("Ana", PASSWORD), 3)  # deleted, said to be, and the next question
        yield running


@asynccontextmanager
async def company_found(place: Place, seal: Seal) -> AsyncIterator[Program]:
    """A program that has been told a contact and a tax id, and looked it up."""
    async with program(Given(), place, seal=seal) as running:
        ana = OnTelegram(running)
        for said in (*CONTACT, "[O cliente cria pelo link]"):
            await ana.say(Line("Ana", said), 1)
        await ana.say(Line("Ana", "12.345.678/0001-95"), 2)
        yield running


async def in_redis(redis: Redis) -> bytes:
    """Everything that lies in a Redis: names and values of every type."""
    found = []
    async for key in redis.scan_iter(count=1000):
        read = {
            b"string": redis.get,
            b"list": lambda name: redis.lrange(name, 0, -1),
            b"zset": lambda name: redis.zrange(name, 0, -1),
            b"set": redis.smembers,
            b"hash": redis.hgetall,
            b"stream": redis.xrange,
            b"none": redis.exists,  # a lease that ended meanwhile
        }[await redis.type(key)]
        found.append(repr((key, await read(key))))
    return "\n".join(found).encode()


def in_files(directory: Path) -> dict[str, bytes]:
    """All files below a directory."""
    files = (path for path in directory.rglob("*") if path.is_file())
    return {str(path.relative_to(directory)): path.read_bytes() for path in files}


async def everywhere(place: Place, running: Program) -> dict[str, bytes]:
    """What is left of the conversation, by where it is."""
    assert place.redis is not None
    files = in_files(place.data_dir.parent)
    assert {"bot.sqlite3", "bot.sqlite3-wal"} <= set(files)
    assert any(name.endswith(".aof") for name in files)
    shown = "\n".join(str(message.content) for message in running.phone.messages)
    return {**files, "redis": await in_redis(place.redis), "chat": shown.encode()}


def where(text: str, found: dict[str, bytes]) -> list[str]:
    return [name for name, content in found.items() if text.encode() in content]


async def test_password_is_nowhere(place: Place, log: StringIO) -> None:
    """A typed password is in no key and no file of Redis, in the database, the logs, the chat, or the
    simulator's file.
    """
    async with password_typed(place, Seal(SECRET)) as running:
        found = await everywhere(place, running)
    assert [] == where(PASSWORD, {**found, "log": log.getvalue().encode()})


async def test_password_is_found_where_nothing_is_sealed(place: Place) -> None:
    """The search above is good: without the seal it finds the password, in Redis's file."""
    async with password_typed(place, OpenSeal(SECRET)) as running:
        found = await everywhere(place, running)
    assert where(PASSWORD, found)
    assert all(name.endswith(".aof") for name in where(PASSWORD, found))


async def test_nothing_about_a_person_is_in_redis(place: Place) -> None:
    """Name, phone, e-mail, tax id and company are in no key of Redis and in none of its files."""
    async with company_found(place, Seal(SECRET)):
        found = {**in_files(place.data_dir / "redis"), "redis": await in_redis(place.redis)}
    assert [] == [text for text in PERSONAL if where(text, found)]


async def test_a_person_is_found_where_nothing_is_sealed(place: Place) -> None:
    """The search above is good: without the seal it finds everything."""
    async with company_found(place, OpenSeal(SECRET)):
        found = {**in_files(place.data_dir / "redis"), "redis": await in_redis(place.redis)}
    assert list(PERSONAL) == [text for text in PERSONAL if where(text, found)]
