"""What is stored of a customer's readiness is what the checklist says, whatever was changed last."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.adapters.readiness import settle
from bot.db.database import Database
from bot.db.models import CustomerRow
from conversations.first_access.readiness import missing
from conversations.ports.customers import Customer
from tests.contracts.test_first_access import configuration
from tests.contracts.world import Shop, SqlWorld, linked


async def registered(world: SqlWorld) -> tuple[Shop, Customer]:
    shop = await linked(world)
    async with world.turn() as ports:
        return shop, await ports.customers.register(shop.registration(tax_regime=""))


async def stored(database: Database) -> int | None:
    async with database.transaction() as tx:
        return await tx.session.scalar(select(CustomerRow.missing))


async def counted(world: SqlWorld, shop: Shop, customer: Customer) -> int:
    async with world.turn() as ports:
        return missing(await ports.first_access.facts(shop.reseller.id, customer.id), world.clock.now)


async def test_each_change_is_counted(database: Database) -> None:
    """Registered, corrected, configured, password created, certificate sent."""
    world = SqlWorld(database)
    shop, customer = await registered(world)
    found = [(await stored(database), await counted(world, shop, customer))]
    async with world.turn() as ports:
        await ports.customers.correct(customer.id, 1, shop.registration(tax_regime="1"))
    found.append((await stored(database), await counted(world, shop, customer)))
    async with world.turn() as ports:
        await ports.first_access.configure(configuration(shop, customer, version=2, certificate_type="A1"))
    found.append((await stored(database), await counted(world, shop, customer)))
    await world.create_password(customer.id)
    found.append((await stored(database), await counted(world, shop, customer)))
    await world.send_certificate(customer.id, "11222333000181", world.clock.now + timedelta(days=1))
    found.append((await stored(database), await counted(world, shop, customer)))
    assert [(4, 4), (3, 3), (2, 2), (1, 1), (0, 0)] == found


async def test_other_answers_lack_other_things(database: Database) -> None:
    """Of other plans, with an IE that is none."""
    world = SqlWorld(database)
    shop, customer = await registered(world)
    isento = shop.registration(plan_ids=shop.plan_ids[:1], state_registration="ISENTO")
    async with world.turn() as ports:
        await ports.customers.correct(customer.id, 1, isento)
    assert (4, 4) == (await stored(database), await counted(world, shop, customer))


@pytest.mark.parametrize("id_", ["nobody", ""])
async def test_who_is_gone_is_nobodys_business(database: Database, id_: str) -> None:
    """Nothing happens."""
    async with database.transaction() as tx:
        await settle(tx.session, id_, datetime(2026, 1, 1, tzinfo=UTC))
    assert None is await stored(database)
