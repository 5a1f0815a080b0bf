"""Pages of a reseller's customers, newest first, as fast for 100,000 of them as for 100.

Nothing is counted beyond `FEW`, and no more are sorted. Of all that a customer must be to be found, the
rarest leads: its customers are looked through and held against the rest, until a page is full. Most indexes
have the newest customer at the end, so that this is soon; where one has not, it leads only to `FEW`.
Two words that many have and nobody has both take longest: all of one are looked through.
Measured in tests/benchmarks/bench_customers.py.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.adapters.customers_conditions import Begins, Condition, Everybody, narrowed
from bot.adapters.customers_words import words_typed
from bot.db.models import CustomerRow, PersonRow
from conversations.ports.customers import PAGE, Listed, Only, Page

FEW = 1000  # of 100,000: on the way from the newest on, one in a hundred fills a page after as many
MOST_WORDS = 40  # nobody has more; a pasted page of text is no search
LAST_PAGE = 10**6


async def find_page(
    session: AsyncSession, reseller_id: str, *, number: int, query: str, only: Only, now: datetime
) -> Page:
    """As `conversations.ports.customers.Customers.page`."""
    words = words_typed(query)
    if len(words) > MOST_WORDS or not 0 <= number <= LAST_PAGE:
        return Page((), number, more=False)
    conditions = [*(Begins(reseller_id, word) for word in words), *narrowed(reseller_id, only, now)]
    leader = await _rarest(session, conditions) or Everybody(reseller_id)
    lines = leader.lead(select(*_COLUMNS)).where(
        *(c.holds(leader.place) for c in conditions if c is not leader)
    )
    rows = (await session.execute(lines.limit(PAGE + 1).offset(number * PAGE))).all()
    return Page(tuple(_listed(row) for row in rows[:PAGE]), number, more=len(rows) > PAGE)


async def _rarest(session: AsyncSession, conditions: Sequence[Condition]) -> Condition | None:
    """The condition that holds for the fewest, if any is fit to lead."""
    if len(conditions) == 1 and conditions[0].in_order:
        return conditions[0]
    if not conditions:
        return None
    counts = [
        select(func.count()).select_from(c.found.limit(FEW).subquery()).scalar_subquery() for c in conditions
    ]
    numbers = (await session.execute(select(*counts))).one()
    fit = [(n, c) for n, c in zip(numbers, conditions, strict=True) if c.in_order or n < FEW]
    return min(fit, key=lambda pair: pair[0])[1] if fit else None


_COLUMNS: tuple[Any, ...] = (
    CustomerRow.id,
    CustomerRow.trade_name,
    CustomerRow.legal_name,
    CustomerRow.tax_id,
    CustomerRow.environment,
    CustomerRow.missing,
    CustomerRow.suspended_at,
    CustomerRow.trial_ends_at,
    CustomerRow.registered_by,
    PersonRow.name.label("person"),
)


def _listed(row: Row[Any]) -> Listed:
    return Listed(
        id=row.id,
        name=row.trade_name or row.legal_name,
        tax_id=row.tax_id,
        environment=row.environment,
        missing=row.missing,
        suspended=row.suspended_at is not None,
        trial_ends_at=row.trial_ends_at,
        registered_by=row.person or "",
        by_invite=row.registered_by is None,
    )
