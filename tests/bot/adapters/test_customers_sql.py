"""Registrations at once: the database decides, and each side is told what it needs."""

import asyncio
from collections import Counter
from dataclasses import asdict
from decimal import Decimal

import pytest
from sqlalchemy import select

from bot.adapters.customers import SqlCustomers
from bot.db.database import Database
from bot.db.models import CustomerPlanRow, CustomerRow, CustomerWordRow, OneTimeLinkRow, PersonRow
from bot.operator import import_plans
from conversations.ports.customers import AlreadyCustomer, Customer, EmailTaken, Registration
from tests.contracts.world import PLANS_FILE, RUI, SqlWorld, linked


async def _register(
    database: Database, registration: Registration, ready: asyncio.Barrier
) -> Customer | EmailTaken | AlreadyCustomer:
    """Asks first, as the conversation does, and registers when everybody has asked."""
    async with database.transaction() as tx:
        customers = SqlCustomers(tx)
        assert not await customers.email_taken(registration.email)
        await ready.wait()
        try:
            return await customers.register(registration)
        except (EmailTaken, AlreadyCustomer) as refused:
            return refused


async def _at_once(database: Database, *registrations: Registration) -> Counter[type]:
    ready = asyncio.Barrier(len(registrations))
    ends = await asyncio.gather(*(_register(database, one, ready) for one in registrations))
    return Counter(type(end) for end in ends)


async def _customers(database: Database) -> list[str]:
    async with database.transaction() as tx:
        return list(await tx.session.scalars(select(CustomerRow.key)))


async def test_one_email_at_once(database: Database) -> None:
    """Two companies of two resellers with one e-mail: one is registered, the other told."""
    world = SqlWorld(database)
    sol, lua = await linked(world), await linked(world, "Lua Sistemas", RUI)
    ends = await _at_once(
        database,
        sol.registration(key="a"),
        lua.registration(key="b", tax_id="11444777000161", email="JOAO@padaria.example"),
    )
    assert {Customer: 1, EmailTaken: 1} == ends
    assert 1 == len(await _customers(database))


async def test_one_company_at_once(database: Database) -> None:
    """Two people register one company: the second is told which customer it is."""
    shop = await linked(SqlWorld(database))
    ends = await _at_once(
        database, shop.registration(key="a"), shop.registration(key="b", email="b@padaria.example")
    )
    assert {Customer: 1, AlreadyCustomer: 1} == ends


async def test_one_key_at_once(database: Database) -> None:
    """One registration finished twice at once is one customer, and both sides are given it."""
    shop = await linked(SqlWorld(database))
    assert {Customer: 2} == await _at_once(database, shop.registration(), shop.registration())
    assert ["telegram:1001:draft1"] == await _customers(database)


async def test_every_answer_is_kept(database: Database) -> None:
    """Each answer stands in the column of its name; one that nobody gave is none."""
    shop = await linked(SqlWorld(database))
    registration = shop.registration(password_by="typed", password_hash="$argon2id$…", must_change=True)
    async with database.transaction() as tx:
        await SqlCustomers(tx).register(registration)
    async with database.transaction() as tx:
        row = (await tx.session.scalars(select(CustomerRow))).one()
    answers = asdict(registration) | {"invite_id": None, "consent": None}
    kept = {name: getattr(row, name) for name in answers if name not in {"person_id", "plan_ids"}}
    assert answers == kept | {"person_id": row.registered_by, "plan_ids": shop.plan_ids}


async def test_plans_stay_as_they_were_sold(database: Database) -> None:
    """A dearer and renamed category later does not change what the customer has."""
    shop = await linked(SqlWorld(database))
    async with database.transaction() as tx:
        await SqlCustomers(tx).register(shop.registration())
        await import_plans(
            tx, shop.reseller.id, PLANS_FILE.replace("49.90", "99.90").replace("Fiscais", "2027")
        )
    async with database.transaction() as tx:
        rows = list(await tx.session.scalars(select(CustomerPlanRow).order_by(CustomerPlanRow.position)))
    assert [
        ("Emissores Fiscais", "Emissor NF-e", ["NF-e"], Decimal("49.90"), 7),
        ("Emissores Fiscais", "Emissor NFC-e", ["NFC-e", "NF-e"], Decimal("39.90"), 15),
    ] == [(row.category, row.name, row.documents, row.price, row.trial_days) for row in rows]


async def test_correction_sells_at_todays_price(database: Database) -> None:
    """A plan that stays keeps what it was sold for; one that is picked anew costs what it costs now."""
    shop = await linked(SqlWorld(database))
    nfe, nfce = shop.plan_ids
    dearer = PLANS_FILE.replace("49.90", "99.90").replace("39.9", "89.90")
    async with database.transaction() as tx:
        customers = SqlCustomers(tx)
        made = await customers.register(shop.registration(plan_ids=(nfe,)))
        await import_plans(tx, shop.reseller.id, dearer)
        answers = shop.registration(plan_ids=(nfe, nfce))
        record = await customers.correct(made.id, 1, answers)
    assert (("Emissor NF-e", Decimal("49.90")), ("Emissor NFC-e", Decimal("89.90"))) == record.plans


async def test_correction_says_who_and_when(database: Database) -> None:
    """Who corrected is kept beside who registered."""
    world = SqlWorld(database)
    shop = await linked(world)
    reseller_id = shop.reseller.id
    async with database.transaction() as tx:
        bruno = PersonRow(reseller_id=reseller_id, name="Bruno", created_at=world.clock())
        tx.session.add(bruno)
        await tx.session.flush()
        made = await SqlCustomers(tx, clock=world.clock).register(shop.registration())
        world.clock.pass_days(1)
        answers = shop.registration(person_id=bruno.id, name="Eva")
        await SqlCustomers(tx, clock=world.clock).correct(made.id, 1, answers)
    async with database.transaction() as tx:
        row = await tx.session.get_one(CustomerRow, made.id)
    assert (shop.person_id, bruno.id, world.clock()) == (row.registered_by, row.updated_by, row.updated_at)


async def test_removal_takes_everything_along(database: Database) -> None:
    """Plans, links and search words go with the customer; another's stay."""
    world = SqlWorld(database)
    shop = await linked(world)
    other = shop.registration(key="b", email="b@x.example", state_registration="ISENTO")
    async with world.turn() as ports:
        made = [await ports.customers.register(one) for one in (shop.registration(), other)]
        for customer in made:
            await ports.links.password(customer.id, "create_password", "turn1")
        await ports.customers.remove(shop.reseller.id, made[0].id)
    tables = (CustomerPlanRow, OneTimeLinkRow, CustomerWordRow)
    async with database.transaction() as tx:
        left = [set(await tx.session.scalars(select(table.customer_id))) for table in tables]
    assert [{made[1].id}] * 3 == left


async def test_plan_withdrawn_meanwhile_is_sold(database: Database) -> None:
    """Whoever was offered a plan gets it, also when the reseller takes it off sale meanwhile."""
    shop = await linked(SqlWorld(database))
    async with database.transaction() as tx:
        await import_plans(tx, shop.reseller.id, "categories: [{name: Outros, plans: []}]")
        await SqlCustomers(tx).register(shop.registration())
        assert 2 == len(list(await tx.session.scalars(select(CustomerPlanRow))))


@pytest.mark.parametrize("how", ["unknown", "of another reseller", "none"])
async def test_other_plans_cannot_be_sold(database: Database, how: str) -> None:
    """Plans that are not the reseller's own register nothing."""
    world = SqlWorld(database)
    sol, lua = await linked(world), await linked(world, "Lua Sistemas", RUI)
    plan_ids = {"unknown": ("x",), "of another reseller": lua.plan_ids, "none": ()}[how]
    with pytest.raises(LookupError):
        async with database.transaction() as tx:
            await SqlCustomers(tx).register(sol.registration(plan_ids=plan_ids))
    assert [] == await _customers(database)
