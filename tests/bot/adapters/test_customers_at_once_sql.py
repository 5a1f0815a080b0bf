"""Corrections at once: the database decides, and who comes second is told what happened."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.adapters.customers import SqlCustomers
from bot.db.database import Database
from conversations.ports.customers import (
    AlreadyCustomer,
    Changed,
    Customer,
    EmailTaken,
    Gone,
    Record,
    Registration,
)
from tests.contracts.world import RUI, Shop, SqlWorld, linked

Act = Callable[[SqlCustomers], Awaitable[object]]


async def _at_once(database: Database, *acts: Act) -> Counter[str]:
    """How each ended, where everybody has looked at the list before anybody acts."""
    ready = asyncio.Barrier(len(acts))

    async def one(act: Act) -> str:
        async with database.transaction() as tx:
            customers = SqlCustomers(tx)
            await customers.page("anybody")
            await ready.wait()
            try:
                return type(await act(customers)).__name__
            except (AlreadyCustomer, Changed, EmailTaken, Gone) as refused:
                return type(refused).__name__

    return Counter(await asyncio.gather(*(one(act) for act in acts)))


async def _registered(database: Database, registration: Registration) -> Record:
    async with database.transaction() as tx:
        made = await SqlCustomers(tx).register(registration)
        return await SqlCustomers(tx).record(registration.reseller_id, made.id)


def _corrects(record: Record, **changed: object) -> Act:
    answers = replace(record.answers, **changed)  # type: ignore[arg-type] # names of its own answers
    return lambda customers: customers.correct(record.id, record.version, answers)


async def _two(database: Database) -> tuple[Shop, Record, Record]:
    shop = await linked(SqlWorld(database))
    other = shop.registration(key="b", email="b@x.example", state_registration="ISENTO")
    return shop, await _registered(database, shop.registration()), await _registered(database, other)


async def test_two_correct_one_customer(database: Database) -> None:
    """One correction is made, and the other told: nothing of it is mixed in."""
    _, before, _ = await _two(database)
    ends = await _at_once(
        database,
        _corrects(before, name="Eva", city="Santos"),
        _corrects(before, name="Ivo", street="Rua Nova"),
    )
    async with database.transaction() as tx:
        after = (await SqlCustomers(tx).record(before.answers.reseller_id, before.id)).answers
    assert {Record.__name__: 1, Changed.__name__: 1} == ends
    assert (after.name, after.city, after.street) in {
        ("Eva", "Santos", before.answers.street),
        ("Ivo", before.answers.city, "Rua Nova"),
    }


async def test_one_correction_twice(database: Database) -> None:
    """One turn that runs twice at once is told twice that it is done."""
    _, before, _ = await _two(database)
    correct = _corrects(before, name="Eva", plan_ids=before.answers.plan_ids[:1])
    assert {Record.__name__: 2} == await _at_once(database, correct, correct)


async def test_two_correct_to_one_email(database: Database) -> None:
    """An e-mail goes to one of two customers."""
    _, first, second = await _two(database)
    ends = await _at_once(
        database, _corrects(first, email="eva@x.example"), _corrects(second, email="Eva@x.example")
    )
    assert {Record.__name__: 1, EmailTaken.__name__: 1} == ends


async def test_two_correct_to_one_company(database: Database) -> None:
    """A tax id with its IE goes to one of two customers."""
    _, first, second = await _two(database)
    company = {"tax_id": "11444777000161", "state_registration": "1"}
    ends = await _at_once(database, _corrects(first, **company), _corrects(second, **company))
    assert {Record.__name__: 1, AlreadyCustomer.__name__: 1} == ends


async def test_registered_and_corrected_to_one_email(database: Database) -> None:
    """Of one who registers and one who corrects, one has the e-mail."""
    world = SqlWorld(database)
    before = await _registered(database, (await linked(world)).registration())
    lua = await linked(world, "Lua Sistemas", RUI)
    registration = lua.registration(key="c", email="eva@x.example")
    ends = await _at_once(
        database,
        _corrects(before, email="eva@x.example"),
        lambda customers: customers.register(registration),
    )
    assert 1 == ends[EmailTaken.__name__]
    assert 1 == ends[Record.__name__] + ends[Customer.__name__]


async def test_removed_while_corrected(database: Database) -> None:
    """A customer that is removed meanwhile is gone, and the correction leaves nothing of it."""
    shop, before, _ = await _two(database)
    ends = await _at_once(
        database,
        lambda customers: customers.remove(shop.reseller.id, before.id),
        _corrects(before, name="Eva"),
    )
    async with database.transaction() as tx:
        left = await SqlCustomers(tx).page(shop.reseller.id, query="eva")
    assert ((), 1) == (left.customers, ends["NoneType"])


async def test_removed_twice(database: Database) -> None:
    """Two who remove one customer: it is gone for the second."""
    shop, before, _ = await _two(database)

    async def remove(customers: SqlCustomers) -> None:
        await customers.remove(shop.reseller.id, before.id)

    assert {"NoneType": 1, Gone.__name__: 1} == await _at_once(database, remove, remove)
