"""A logo that nobody named goes; a customer's stays."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.db.database import Database
from bot.db.models import LogoRow
from bot.jobs.old_logos import KEPT, forget_old_logos
from tests.contracts.test_first_access import registered
from tests.contracts.test_logos import kept, named
from tests.contracts.world import SqlWorld


@pytest.mark.parametrize(("more", "left"), [(0, 2), (1, 1)])
async def test_a_logo_waits_as_long_as_a_draft(database: Database, more: int, left: int) -> None:
    """Thirty days, and not a second more."""
    world = SqlWorld(database)
    shop, customer = await registered(world)
    await named(world, shop, customer, (await kept(world, shop, customer)).id)
    await kept(world, shop, customer, "b")
    world.clock.now += KEPT + timedelta(seconds=more)
    await forget_old_logos(database, world.clock)
    async with database.transaction() as tx:
        assert left == await tx.session.scalar(select(func.count()).select_from(LogoRow))
