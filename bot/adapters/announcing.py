"""Puts what changed about a customer into the outbox, in the transaction of the change.

Whoever changes a customer calls this last in the same transaction. Nothing is put there where nobody is to be
told (no PROVISIONING_URL). See docs/adr/0017.
"""

import json
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from bot.adapters.told import told_configuration, told_customer, told_password, told_time
from bot.db.database import Transaction
from bot.db.ids import new_id
from bot.db.models import CustomerRow, OutboxRow
from bot.db.models.outbox import GONE

Change = Literal[
    "customer.registered",
    "customer.changed",
    "customer.environment_changed",
    "customer.suspended",
    "customer.resumed",
]
"""What is told by the customer alone."""


async def announce(tx: Transaction, change: Change, customer_id: str, now: datetime) -> None:
    """Has the emitter told of a change.

    Args:
        tx: of the change.
        change: what it was.
        customer_id: whose; of one that is gone meanwhile there is nothing to tell.
        now: UTC.
    """
    if row := await _locked(tx, customer_id):
        await _queue(tx.session, change, row.id, now, {"customer": told_customer(row)})


async def announce_password(tx: Transaction, customer_id: str, now: datetime) -> None:
    """Has the emitter told of a customer's new password, by its hash. Arguments as of `announce`."""
    if row := await _locked(tx, customer_id):
        data = {"customer": told_customer(row), "password": told_password(row)}
        await _queue(tx.session, "customer.password_set", row.id, now, data)


async def announce_configuration(tx: Transaction, customer_id: str, now: datetime) -> None:
    """Has the emitter told how it is configured, and of a certificate. Arguments as of `announce`."""
    if row := await _locked(tx, customer_id):
        configuration = await told_configuration(tx.session, row)
        data = {"customer": told_customer(row), "configuration": configuration}
        await _queue(tx.session, "customer.configured", row.id, now, data)


async def announce_removal(tx: Transaction, reseller_id: str, customer_id: str, now: datetime) -> None:
    """Has the emitter told that a customer was removed: by its ids alone, as nothing else is left of it.

    Args:
        tx: of the removal, which has the row locked.
        reseller_id: whose customer it was.
        customer_id: who.
        now: UTC.
    """
    if tx.outbox:
        await _forget_parked(tx.session, customer_id)
        data = {"customer": {"id": customer_id, "reseller_id": reseller_id}}
        await _queue(tx.session, "customer.removed", customer_id, now, data)


async def _locked(tx: Transaction, customer_id: str) -> CustomerRow | None:
    """The customer as it is now, none where nobody is to be told.

    Locked until the commit: of two changes at once, the second is told of second, and as it was after both.
    """
    if not tx.outbox:
        return None
    query = (
        select(CustomerRow)
        .where(CustomerRow.id == customer_id)
        .options(selectinload(CustomerRow.plans))
        .with_for_update(key_share=True)  # who has just made something that refers to it is in nobody's way
        .execution_options(populate_existing=True)
    )
    row: CustomerRow | None = await tx.session.scalar(query)
    return row


async def _forget_parked(session: AsyncSession, customer_id: str) -> None:
    """Where an event of the customer was given up, forgets it and those that wait behind it.

    Nothing builds on them any more, and they would keep what is to be forgotten. What stopped everything
    (410) stays: whoever runs the program decides when it goes on.
    """
    of_customer = OutboxRow.customer_id == customer_id
    parked = of_customer & OutboxRow.failed_at.is_not(None) & (OutboxRow.last_error != GONE)
    if await session.scalar(select(OutboxRow.number).where(parked).limit(1)):
        await session.execute(delete(OutboxRow).where(of_customer))


async def _queue(session: AsyncSession, kind: str, customer_id: str, now: datetime, data: Any) -> None:
    body = {"type": kind, "timestamp": told_time(now), "data": data}
    await session.execute(
        insert(OutboxRow).values(
            id=f"evt_{new_id()}{new_id()}",
            customer_id=customer_id,
            type=kind,
            body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
            created_at=now,
            tries=0,
            next_try_at=now,
        )
    )
