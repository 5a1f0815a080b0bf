"""Links that have long been good for nothing are forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.adapters.links import LIFE
from bot.db.database import Database
from bot.db.models import OneTimeLinkRow
from bot.jobs.old_links import KEPT, forget_old_links
from tests.contracts.world import SqlWorld, linked


async def links_left(database: Database, *, passed: timedelta) -> int:
    """How many of one link are left so long after it was made."""
    world = SqlWorld(database)
    shop = await linked(world)
    async with world.turn() as ports:
        customer = await ports.customers.register(shop.registration())
        await ports.links.password(customer.id, "create_password", "turn1")
    world.clock.now += passed
    await forget_old_links(database, world.clock)
    async with database.transaction() as tx:
        return await tx.session.scalar(select(func.count()).select_from(OneTimeLinkRow)) or 0


@pytest.mark.parametrize(("passed", "left"), [(LIFE + KEPT, 1), (LIFE + KEPT + timedelta(seconds=1), 0)])
async def test_links_go_a_month_after_their_end(database: Database, passed: timedelta, left: int) -> None:
    """A link is kept while it is good and for thirty days more."""
    assert left == await links_left(database, passed=passed)
