"""A certificate that ends makes its customer lack one, though nobody does anything."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db.database import Database
from bot.db.models import CustomerRow
from bot.jobs.ended_certificates import settle_ended
from tests.contracts.test_first_access import configured
from tests.contracts.world import SqlWorld


@pytest.mark.parametrize(("hours", "expected"), [(23, 0), (24, 1), (48, 1)])
async def test_an_ended_certificate_is_missing(database: Database, hours: int, expected: int) -> None:
    """From the moment it ends on."""
    world = SqlWorld(database)
    _, customer = await configured(world, certificate_type="A1")
    await world.create_password(customer.id)
    await world.send_certificate(customer.id, "11222333000181", world.clock.now + timedelta(days=1))
    world.clock.now += timedelta(hours=hours)
    await settle_ended(database, world.clock)
    async with database.transaction() as tx:
        assert expected == await tx.session.scalar(select(CustomerRow.missing))
