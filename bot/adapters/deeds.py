"""Who did what, in the database."""

from typing import cast

from sqlalchemy import select

from bot.db.clock import Clock, utc_now
from bot.db.database import Transaction
from bot.db.models import DeedRow, PersonRow
from conversations.ports.deeds import LAST, Deed, What


class SqlDeeds:
    """The deeds of all resellers' people.

    Args:
        tx: the turn's transaction: a turn that is rolled back did nothing.
        clock: what time it is.
    """

    def __init__(self, tx: Transaction, *, clock: Clock = utc_now) -> None:
        self._session = tx.session
        self._clock = clock

    async def note(self, reseller_id: str, person_id: str, what: What, subject: str) -> None:
        """As `conversations.ports.deeds.Deeds.note`."""
        self._session.add(
            DeedRow(
                reseller_id=reseller_id,
                person_id=person_id or None,
                what=what,
                subject=subject,
                at=self._clock(),
            )
        )
        await self._session.flush()

    async def of(self, reseller_id: str, subject: str) -> tuple[Deed, ...]:
        """As `conversations.ports.deeds.Deeds.of`."""
        query = (
            select(DeedRow.what, PersonRow.name, DeedRow.at)
            .outerjoin(PersonRow, PersonRow.id == DeedRow.person_id)
            .where(DeedRow.reseller_id == reseller_id, DeedRow.subject == subject)
            .order_by(DeedRow.number.desc())
            .limit(LAST)
        )
        rows = (await self._session.execute(query)).all()
        return tuple(Deed(cast("What", what), name or "", at) for what, name, at in reversed(rows))
