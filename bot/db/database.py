"""The database, and the transaction of one turn."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.db.engine import make_engine


@dataclass(frozen=True, slots=True)
class Transaction:
    """The SQL of one turn: all of it happens, or none."""

    session: AsyncSession


class Database:
    """Where resellers, plans and customers are kept.

    Args:
        url: `sqlite:///file` or `postgresql://user@host/db`.

    Raises:
        ValueError: the address is neither.

    A database that cannot be reached raises `sqlalchemy.exc.OperationalError` at the first statement
    (and `sqlalchemy.exc.TimeoutError` when every connection stays in use); trying the turn again later
    is right for both.
    """

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url)
        self._sessions = async_sessionmaker(self._engine, expire_on_commit=False)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Commits at a normal exit and rolls back at an exception; connects at the first statement."""
        async with self._sessions() as session:
            yield Transaction(session)
            await session.commit()

    async def close(self) -> None:
        """Closes all connections."""
        await self._engine.dispose()
