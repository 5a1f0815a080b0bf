"""Makes a reseller's spreadsheet and says how far it is."""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from bot.db.database import Database
from bot.db.models import CustomerRow
from bot.spreadsheets.columns import HEADINGS, cells

Format = Literal["csv", "xlsx"]
Progress = Callable[[int, int], Awaitable[None]]
"""Told how many customers are written, and how many there are."""

PORTION = 100
"""Customers read at once: a few milliseconds of work between two looks at everything else."""
EVERY = 5.0
"""Seconds from one word about the progress to the next."""


async def make_spreadsheet(
    database: Database, reseller_id: str, format_: Format, progress: Progress, *, every: float = EVERY
) -> tuple[bytes, int]:
    """All customers of a reseller, the oldest first, as a file; and how many they are.

    Args:
        database: where they are.
        reseller_id: whose.
        format_: of the file.
        progress: told how far it is, every so often.
        every: how often, in seconds.

    Raises:
        RuntimeError: the process that writes the file failed.
    """
    async with database.transaction() as tx, _writer(format_) as pipes:
        of = CustomerRow.reseller_id == reseller_id
        total = await tx.session.scalar(select(func.count()).select_from(CustomerRow).where(of)) or 0
        query = select(CustomerRow).where(of).order_by(CustomerRow.registered_at, CustomerRow.id)
        query = query.options(selectinload(CustomerRow.plans)).execution_options(yield_per=PORTION)
        done, told = 0, time.monotonic()
        await pipes.put([HEADINGS])
        found = await tx.session.stream_scalars(query)
        try:
            async for rows in found.partitions(PORTION):
                await pipes.put([cells(row) for row in rows])
                done += len(rows)
                if time.monotonic() - told >= every:
                    told = time.monotonic()
                    await progress(done, max(total, done))
        finally:
            await found.close()
        return await pipes.file(), done


class _Writer:
    """The process that writes, from outside."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the writing process has no pipes")
        self._process, self._stdin = process, process.stdin
        self._reading = asyncio.create_task(process.stdout.read())

    async def put(self, lines: list[list[str]]) -> None:
        """Hands lines over; no faster than they are written."""
        self._stdin.write(b"".join(json.dumps(line).encode() + b"\n" for line in lines))
        await self._stdin.drain()

    async def file(self) -> bytes:
        """The file, when no line follows any more."""
        self._stdin.close()
        data = await self._reading
        if await self._process.wait():
            raise RuntimeError("the spreadsheet could not be written")
        return data

    async def end(self) -> None:
        """Ends the process, wherever it is."""
        self._reading.cancel()
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()


@asynccontextmanager
async def _writer(format_: Format) -> AsyncIterator[_Writer]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.spreadsheets.writing", format_),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    writer = _Writer(process)
    try:
        yield writer
    finally:
        await writer.end()
