"""Times and money, alike on both databases."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from bot.db.database import Database
from bot.db.models import CategoryRow, PlanRow, ResellerRow

NOON = datetime(2026, 11, 24, 12, 0, 0, 123456, tzinfo=UTC)


async def _keep(database: Database, *, at: datetime = NOON, price: Decimal = Decimal("49.90")) -> PlanRow:
    """A plan as it comes back after it was stored."""
    async with database.transaction() as tx:
        tx.session.add(ResellerRow(id="r", name="Contábil Sol", support="", created_at=at))
        await tx.session.flush()
        tx.session.add(CategoryRow(id="c", reseller_id="r", name="Emissores", position=0))
        await tx.session.flush()
        plan = PlanRow(id="p", reseller_id="r", category_id="c", name="NF-e", documents=["NF-e"], price=price)
        plan.trial_days, plan.position, plan.withdrawn_at = 7, 0, at
        tx.session.add(plan)
    async with database.transaction() as tx:
        return await tx.session.get_one(PlanRow, "p")


async def test_time_comes_back_in_utc(database: Database) -> None:
    """A time of São Paulo comes back as the same moment, in UTC, to the microsecond."""
    there = NOON.astimezone(timezone(timedelta(hours=-3)))
    kept = (await _keep(database, at=there)).withdrawn_at
    assert kept is not None
    assert (NOON, timedelta(0)) == (kept, kept.utcoffset())


async def test_naive_time_is_refused(database: Database) -> None:
    """A time without a zone is a mistake, and is not stored."""
    with pytest.raises(StatementError, match="without its zone"):
        await _keep(database, at=NOON.replace(tzinfo=None))


async def test_times_compare_in_the_database(database: Database) -> None:
    """A moment given in another zone finds what came before it."""
    await _keep(database)
    later = (NOON + timedelta(microseconds=1)).astimezone(timezone(timedelta(hours=-3)))
    async with database.transaction() as tx:
        assert ["p"] == list(await tx.session.scalars(select(PlanRow.id).where(PlanRow.withdrawn_at < later)))


@pytest.mark.parametrize("price", ["0.00", "0.10", "49.90", "1049.99", "9999999.99"])
async def test_money_is_exact(database: Database, price: str) -> None:
    """Every amount comes back as the Decimal it was, with two places."""
    assert price == str((await _keep(database, price=Decimal(price))).price)


async def test_part_of_a_cent_is_refused(database: Database) -> None:
    """An amount is not rounded unseen."""
    with pytest.raises(StatementError, match="two places"):
        await _keep(database, price=Decimal("49.905"))
