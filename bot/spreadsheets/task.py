"""The task behind Planilha."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis

from bot.db.clock import Clock
from bot.db.database import Database
from bot.db.models import SpreadsheetRow
from bot.spreadsheets.keeping import keep_spreadsheet, lines_of
from bot.spreadsheets.making import EVERY, Format, make_spreadsheet
from conversations.prompt import Event, Task
from conversations.written import BRASILIA

Report = Callable[[Event], Awaitable[None]]
HELD = 30.0
"""Seconds after which who makes a spreadsheet without a word is taken for dead."""


@dataclass(frozen=True, slots=True)
class Spreadsheets:
    """Makes what is asked for, once, by however many workers: a task that takes long is given to another one
    too, as nobody knows whether the first is alive.

    Args:
        database: where the customers are, and the files go.
        redis: where a worker says that it is at it.
        clock: what time it is.
        every: seconds from one report to the next.
    """

    database: Database
    redis: Redis
    clock: Clock
    every: float = EVERY

    async def make(self, task: Task, report: Report) -> Event:
        """Makes and keeps a reseller's spreadsheet.

        Args:
            task: about a reseller, a format, and the key under which it is kept.
            report: told how far it is.
        """
        key = task.about["key"]
        async with self.redis.lock(f"spreadsheet:{key}", timeout=HELD) as lock:
            count = await lines_of(self.database, key)
            if count is None:

                async def told(done: int, total: int) -> None:
                    await lock.extend(HELD, replace_ttl=True)
                    found: dict[str, tuple[Any, dict[str, Any]]] = {"done": (done, {}), "total": (total, {})}
                    await report(Event(task.name, task.about, "progress", found))

                count = await self._make(task.about["reseller"], task.about["format"], key, told)
        return Event(task.name, task.about, "found", {"file": (key, {}), "count": (count, {})})

    async def _make(
        self, reseller_id: str, asked: str, key: str, told: Callable[[int, int], Awaitable[None]]
    ) -> int:
        format_: Format = "csv" if asked == "csv" else "xlsx"
        data, count = await make_spreadsheet(self.database, reseller_id, format_, told, every=self.every)
        name = f"clientes-{self.clock().astimezone(BRASILIA):%Y-%m-%d}.{format_}"
        row = SpreadsheetRow(
            id=key, reseller_id=reseller_id, name=name, data=data, lines=count, made_at=self.clock()
        )
        await keep_spreadsheet(self.database, row)
        return count
