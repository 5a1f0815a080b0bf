"""The outbox as whoever delivers sees it: takes what is due, and notes what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Update, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from bot.db.database import Database
from bot.db.models import OutboxRow
from bot.db.models.outbox import GONE

LEASE = timedelta(seconds=30)
"""How long an event is nobody else's: longer than a try may take."""

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""When an event is due that waits behind one that was given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event that is to be delivered.

    Args:
        number: its place.
        id: the same over all tries.
        type: such as `customer.registered`.
        customer_id: whose.
        body: what is sent, to the letter.
        tries: with the one that begins.
        first_tried_at: UTC.
    """

    number: int
    id: str
    type: str
    customer_id: str
    body: str
    tries: int
    first_tried_at: datetime


class Outbox:
    """The events that wait.

    Of one customer only the first is ever taken, so that all arrive in order: an event that was given up
    holds up those behind it, which build on it.

    Args:
        database: where they are.
        worker: the name under which they are taken, of this process alone.
    """

    def __init__(self, database: Database, worker: str) -> None:
        self._database = database
        self._worker = worker

    async def take(self, now: datetime, most: int) -> Sequence[Event]:
        """Takes events that are due, those that wait longest first. Who dies with one has it for `LEASE`."""
        due = _is_due(now)
        # PostgreSQL passes over what another worker is about to take; on SQLite, which knows no such thing,
        # whoever reads this has the writer's lock.
        found = select(OutboxRow.number).where(due).order_by(OutboxRow.next_try_at, OutboxRow.number)
        async with self._database.transaction() as tx:
            first = found.limit(most).with_for_update(skip_locked=True)
            numbers = (await tx.session.scalars(first)).all()
            if not numbers:
                return ()
            taking = (
                update(OutboxRow)
                .where(OutboxRow.number.in_(numbers), due)
                .values(
                    claimed_by=self._worker,
                    claimed_until=now + LEASE,
                    tries=OutboxRow.tries + 1,
                    first_tried_at=func.coalesce(OutboxRow.first_tried_at, now),
                )
                .returning(OutboxRow)
                .execution_options(synchronize_session=False)
            )
            rows = (await tx.session.scalars(taking)).all()
        return [_event(row) for row in sorted(rows, key=lambda row: row.number)]

    async def delivered(self, event: Event, now: datetime) -> None:
        """Forgets an event that has arrived, and lets the next one of its customer go."""
        forgetting = delete(OutboxRow).where(self._has(event)).returning(OutboxRow.number)
        async with self._database.transaction() as tx:
            if await tx.session.scalar(forgetting):
                behind = _behind(event).where(OutboxRow.next_try_at > now)
                await tx.session.execute(behind.values(next_try_at=now))

    async def put_off(self, event: Event, until: datetime, error: str) -> None:
        """Has an event tried again later.

        Args:
            event: that was taken.
            until: UTC.
            error: why, in a few words without anything that was sent or answered.
        """
        await self._note(event, until, next_try_at=until, last_error=error)

    async def give_up(self, event: Event, now: datetime, error: str) -> None:
        """Parks an event until somebody has it tried anew. Arguments as of `put_off`."""
        await self._note(event, NEVER, failed_at=now, last_error=error)

    async def _note(self, event: Event, others: datetime, **values: datetime | str) -> None:
        """Notes what came of a try, and until when nobody need look at those behind it: they may be many."""
        noting = update(OutboxRow).where(self._has(event)).returning(OutboxRow.number)
        async with self._database.transaction() as tx:
            if await tx.session.scalar(noting.values(claimed_by=None, claimed_until=None, **values)):
                behind = _behind(event).where(OutboxRow.next_try_at < others)
                await tx.session.execute(behind.values(next_try_at=others))

    def _has(self, event: Event) -> ColumnElement[bool]:
        """Whether it is this event, and still ours: whoever took it since knows better."""
        return and_(OutboxRow.number == event.number, OutboxRow.claimed_by == self._worker)


def _behind(event: Event) -> Update:
    """A change of the events of the same customer that come after this one."""
    return update(OutboxRow).where(
        OutboxRow.customer_id == event.customer_id, OutboxRow.number > event.number
    )


async def break_claims(database: Database) -> None:
    """Frees what a dead process had in hand: for a process that knows it is alone."""
    async with database.transaction() as tx:
        freeing = update(OutboxRow).where(OutboxRow.claimed_until.is_not(None))
        await tx.session.execute(freeing.values(claimed_by=None, claimed_until=None))


def _is_due(now: datetime) -> ColumnElement[bool]:
    earlier, gone = aliased(OutboxRow), aliased(OutboxRow)
    return and_(
        OutboxRow.failed_at.is_(None),
        OutboxRow.next_try_at <= now,
        or_(OutboxRow.claimed_until.is_(None), OutboxRow.claimed_until <= now),
        ~exists(
            select(earlier.number).where(
                earlier.customer_id == OutboxRow.customer_id, earlier.number < OutboxRow.number
            )
        ),
        ~exists(select(gone.number).where(gone.failed_at.is_not(None), gone.last_error == GONE)),
    )


def _event(row: OutboxRow) -> Event:
    assert row.first_tried_at  # noqa: S101 - it was just set
    return Event(
        number=row.number,
        id=row.id,
        type=row.type,
        customer_id=row.customer_id,
        body=row.body,
        tries=row.tries,
        first_tried_at=row.first_tried_at,
    )
