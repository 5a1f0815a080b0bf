"""Plans in the database."""

from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from bot.db.database import Transaction
from bot.db.models import CategoryRow, PlanRow
from conversations.ports.plans import Category, Plan


class SqlPlans:
    """The plans of all resellers.

    Args:
        tx: the turn's transaction.
    """

    def __init__(self, tx: Transaction) -> None:
        self._session = tx.session

    async def of(self, reseller_id: str) -> tuple[Category, ...]:
        """As `conversations.ports.plans.Plans.of`; plans taken off sale are left out."""
        query = (
            select(PlanRow)
            .join(PlanRow.category)
            .where(PlanRow.reseller_id == reseller_id, PlanRow.withdrawn_at.is_(None))
            .order_by(CategoryRow.position, CategoryRow.id, PlanRow.position, PlanRow.id)
            .options(contains_eager(PlanRow.category))
        )
        rows = await self._session.scalars(query)
        return tuple(
            Category(id=shelf.id, name=shelf.name, plans=tuple(plan_of(row) for row in on_it))
            for shelf, on_it in groupby(rows, key=lambda row: row.category)
        )


def plan_of(row: PlanRow) -> Plan:
    """The plan that a row keeps."""
    return Plan(
        id=row.id,
        name=row.name,
        documents=tuple(row.documents),
        price=row.price,
        trial_days=row.trial_days,
    )
