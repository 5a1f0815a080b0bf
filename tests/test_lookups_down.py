"""With every source down, whatever is wrong with it, a registration ends by typing."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.adapters.sources.chain import DEADLINE
from tests.bot.adapters.sources.test_fetching import HEAD, line
from tests.kit.given import understand
from tests.kit.program import Place, program
from tests.kit.telegram import OnTelegram
from tests.test_transcripts import HOME, played
from tests.transcript import Line, Transcript, read

KNOWN = {"99.000.113/0001-54": "12.345.678/0001-95", "88888-888": "01310-100"}
"""In place of what the simulator's sources fail at, what they know: here they are not asked."""

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def hung(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.read()


async def junk(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b"Connection: close\r\n\r\n<html>Em manuten\xc3\xa7\xc3\xa3o</html>")
    await writer.drain()


async def too_many(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 429 Too Many Requests\r\nContent-Length: 8\r\n\r\nToo many")
    await writer.drain()


async def endless(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b"Connection: close\r\n\r\n")
    while True:
        writer.write(b" " * 0x10000)
        await writer.drain()


def about_known(transcript: Transcript) -> Transcript:
    """The transcript about a company and a CEP that sources know."""
    return replace(transcript, lines=tuple(Line(one.who, in_known(one.text)) for one in transcript.lines))


def in_known(text: str) -> str:
    for unknown, known in KNOWN.items():
        text = text.replace(unknown, known)
    return text


DOWN = about_known(read(HOME / "registration" / "lookups_down.txt"))


@asynccontextmanager
async def dead() -> AsyncIterator[str]:
    """Nobody listens there any more."""
    async with line(hung) as url:
        pass
    yield url


class Waiting(OnTelegram):
    """A person who looks at the clock."""

    longest = 0.0

    async def say(self, line: Line, expected: int) -> list[Line]:
        began = time.perf_counter()
        heard = await super().say(line, expected)
        self.longest = max(self.longest, time.perf_counter() - began)
        return heard


@pytest.mark.parametrize("trouble", [None, hung, junk, too_many, endless])
async def test_a_registration_ends_by_typing(place: Place, trouble: Talk | None) -> None:
    """Nobody is there, or hangs, or talks of something else, or for ever: each time the same is said, and
    nobody waits for it past the deadline.
    """
    async with (
        line(trouble) if trouble else dead() as url,
        program(understand(DOWN.given), place, lookups=url) as running,
    ):
        person = Waiting(running)
        assert str(DOWN) == str(await played(DOWN, person))
        assert person.longest <= DEADLINE
