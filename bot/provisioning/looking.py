"""What lies in the outbox, for who watches the program, and how what was given up is tried anew."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.database import Transaction
from bot.db.models import OutboxRow
from bot.db.models.outbox import GONE
from bot.provisioning.outbox import NEVER

SHOWN = 5  # parked events


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """An event that was given up.

    Args:
        type: such as `customer.registered`.
        customer_id: whose.
        at: when it was given up, UTC.
        error: of the last try.
    """

    type: str
    customer_id: str
    at: datetime
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What lies in the outbox.

    Args:
        waiting: events that are to be sent, those behind a parked one too.
        oldest: when the oldest of them was queued, UTC; none if none waits.
        last_error: of the oldest that was tried in vain; empty if none was.
        parked: events that were given up.
        first_parked: the oldest of these, `SHOWN` at most.
        stopped: whether the emitter wants nothing any more (410).
    """

    waiting: int
    oldest: datetime | None
    last_error: str
    parked: int
    first_parked: tuple[Parked, ...]
    stopped: bool


async def look(connection: AsyncConnection) -> Looked:
    """What lies in the outbox now."""
    here = OutboxRow.failed_at.is_(None)
    waiting, oldest = (
        await connection.execute(select(func.count(), func.min(OutboxRow.created_at)).where(here))
    ).one()
    tried = select(OutboxRow.last_error).where(here, OutboxRow.last_error.is_not(None))
    parked = select(OutboxRow.type, OutboxRow.customer_id, OutboxRow.failed_at, OutboxRow.last_error)
    parked = parked.where(~here).order_by(OutboxRow.failed_at, OutboxRow.number)
    gone = select(OutboxRow.number).where(~here, OutboxRow.last_error == GONE)
    return Looked(
        waiting=waiting,
        oldest=oldest,
        last_error=await connection.scalar(tried.order_by(OutboxRow.number).limit(1)) or "",
        parked=await connection.scalar(select(func.count()).select_from(OutboxRow).where(~here)) or 0,
        first_parked=tuple(
            Parked(type=type_, customer_id=customer_id, at=at, error=error or "")
            for type_, customer_id, at, error in await connection.execute(parked.limit(SHOWN))
            if at
        ),
        stopped=await connection.scalar(gone.limit(1)) is not None,
    )


async def put_back(tx: Transaction, now: datetime) -> int:
    """Has everything that was given up tried anew, for three days again; how much that is."""
    behind = update(OutboxRow).where(OutboxRow.next_try_at == NEVER).values(next_try_at=now)
    await tx.session.execute(behind)
    anew = {"failed_at": None, "tries": 0, "first_tried_at": None, "next_try_at": now}
    back = update(OutboxRow).where(OutboxRow.failed_at.is_not(None)).values(**anew)
    return len((await tx.session.scalars(back.returning(OutboxRow.number))).all())
