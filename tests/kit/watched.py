"""A database that fails where something changed about a customer and the emitter would not be told."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlalchemy.orm import selectinload

from bot.adapters.told import told_configuration, told_customer, told_password
from bot.db.database import Database, Transaction
from bot.db.models import CustomerRow, OutboxRow

Told = dict[str, Any]
"""What is told of one customer, by what tells it; empty for nothing to tell."""
Change = tuple[str, str]
"""Whom something has changed of, and what: `customer`, `password` or `configuration`."""

TELLS = {"customer.password_set": "password", "customer.configured": "configuration"}
BACK_AND_FORTH = {"customer.suspended", "customer.resumed"}  # one after the other, these come to nothing


class Watched(Database):
    """The real database; before each commit, what is told is compared with what is committed until then.

    Args:
        url: as of `Database`.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url, outbox=True)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """As `Database.transaction`.

        Raises:
            AssertionError: a change goes untold, or something is told that is no change.
        """
        async with super().transaction() as tx:
            yield tx
            if await tx.wrote():
                await self._compare(tx)

    async def _compare(self, tx: Transaction) -> None:
        events_then, then, events_until_then = await self.ask(_committed)
        here = AsyncSession(await tx.session.connection(), join_transaction_mode="create_savepoint")
        async with here as session:
            events_now = await _events(session)
            now = await _customers(session)
            events_until_now = await _events(session)
        # Others may commit between two of these questions, so the events are asked for before and after.
        changed = _changed(then, now)
        untold = changed - {change for event in events_until_now - events_then for change in _tells(event)}
        assert not untold, f"changed, and the emitter is not told: {sorted(untold)}"
        new = {event for event in events_now - events_until_then if event[2] not in BACK_AND_FORTH}
        unchanged = {event[1:] for event in new if not _tells(event) & changed}
        assert not unchanged, f"the emitter is told, and nothing has changed: {sorted(unchanged)}"


async def _committed(
    connection: AsyncConnection,
) -> tuple[set[tuple[str, str, str]], dict[str, Told], set[tuple[str, str, str]]]:
    async with AsyncSession(connection) as session:
        return await _events(session), await _customers(session), await _events(session)


async def _customers(session: AsyncSession) -> dict[str, Told]:
    rows = await session.scalars(select(CustomerRow).options(selectinload(CustomerRow.plans)))
    return {row.id: await _told(session, row) for row in rows.all()}


async def _told(session: AsyncSession, row: CustomerRow) -> Told:
    configuration = await told_configuration(session, row)
    return {
        "customer": told_customer(row),
        "password": told_password(row) if row.password_hash else {},
        "configuration": {name: value for name, value in configuration.items() if value},
    }


def _changed(then: dict[str, Told], now: dict[str, Told]) -> set[Change]:
    gone = {(id_, "customer") for id_ in then.keys() - now.keys()}
    differ = {
        (id_, what)
        for id_, told in now.items()
        for what, value in told.items()
        if value != then.get(id_, {}).get(what, {})
    }
    return gone | differ


async def _events(session: AsyncSession) -> set[tuple[str, str, str]]:
    rows = await session.execute(select(OutboxRow.id, OutboxRow.customer_id, OutboxRow.type))
    return {(id_, customer_id, type_) for id_, customer_id, type_ in rows}


def _tells(event: tuple[str, str, str]) -> set[Change]:
    """What an event tells: always the customer as it is, and what it has beside it."""
    _, customer_id, type_ = event
    return {(customer_id, "customer"), (customer_id, TELLS.get(type_, "customer"))}
