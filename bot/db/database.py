"""The database, and the transaction of one turn."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, async_sessionmaker
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from bot.db.engine import make_engine

T = TypeVar("T")
AWAY = (OperationalError, InterfaceError, PoolTimeout, TimeoutError)
"""What a database raises that does not answer now, and may later."""

_WROTE = "wrote"


class _NotingSession(Session):
    """A session that notes in its `info` that something was written in it."""


@event.listens_for(_NotingSession, "do_orm_execute")
def _note_statement(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        state.session.info[_WROTE] = True


@event.listens_for(_NotingSession, "after_flush")
def _note_flush(session: Session, _context: UOWTransaction) -> None:
    session.info[_WROTE] = True


@dataclass(frozen=True, slots=True)
class Transaction:
    """The SQL of one turn: all of it happens, or none.

    Args:
        session: of the turn.
        outbox: whether the emitter is to be told what changes about customers: see `bot.adapters.announcing`.
    """

    session: AsyncSession
    outbox: bool = False

    async def wrote(self) -> bool:
        """Whether anything was written until now; what was only meant to be written is, by asking."""
        if self.session.in_transaction():
            await self.session.flush()
        return _WROTE in self.session.info


class Database:
    """Where resellers, plans and customers are kept.

    Args:
        url: `sqlite:///file` or `postgresql://user@host/db`.
        outbox: as in `Transaction`.

    Raises:
        ValueError: the address is neither.

    A database that cannot be reached raises `sqlalchemy.exc.OperationalError` at the first statement
    (and `sqlalchemy.exc.TimeoutError` when every connection stays in use); trying the turn again later
    is right for both.
    """

    def __init__(self, url: str, *, outbox: bool = False) -> None:
        self.outbox = outbox
        self._engine = make_engine(url)
        self._sessions = async_sessionmaker(
            self._engine, expire_on_commit=False, sync_session_class=_NotingSession
        )
        self._unused: list[AsyncSession] = []
        self._kept: AsyncConnection | None = None  # for the next question

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Commits at a normal exit and rolls back at an exception; connects at the first statement."""
        session = self._unused.pop() if self._unused else self._sessions()
        began = True
        try:
            yield Transaction(session, self.outbox)
            began = session.in_transaction()
            if began:
                await session.commit()
        finally:
            if session.in_transaction():
                await asyncio.shield(session.close())  # which gives the connection back, whatever happens
            if not began:  # as most turns, it had nothing to ask, and leaves it as it was
                self._unused.append(session)

    async def ask(self, question: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """Asks without a transaction: whatever is read is what is committed when it is asked.

        The connection is kept for the next question: getting one and giving it back costs more than most of
        them. One that died meanwhile is found out by the question, which is then asked once more on another.

        Args:
            question: reads, and changes nothing.
        """
        kept, self._kept = self._kept, None
        if kept is not None:
            try:
                return await self._answered(kept, question)
            except DBAPIError as error:
                if not error.connection_invalidated:
                    raise
        return await self._answered(await self._connected(), question)

    async def _connected(self) -> AsyncConnection:
        connection = await self._engine.connect()
        if connection.dialect.name != "sqlite":  # where reading begins no transaction, see engine.py
            await connection.execution_options(isolation_level="AUTOCOMMIT")
        return connection

    async def _answered(
        self, connection: AsyncConnection, question: Callable[[AsyncConnection], Awaitable[T]]
    ) -> T:
        kept = False
        try:
            answer = await question(connection)
            if self._kept is None:  # else somebody else asked at the same time, and theirs is kept
                self._kept, kept = connection, True
        finally:
            if not kept:
                await asyncio.shield(connection.close())
        return answer

    async def renew(self) -> None:
        """Gives up idle connections: after a silence they may be dead, and each would cost as much again."""
        kept, self._kept = self._kept, None
        if kept is not None:
            await kept.close()
        await self._engine.dispose()

    async def close(self) -> None:
        """Closes all connections."""
        await self.renew()
