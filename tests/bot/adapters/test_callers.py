"""Who writes is known alike to every turn, however many ask at once."""

import asyncio

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.adapters.callers import Caller, Callers
from bot.db.database import Database
from bot.db.models import CustomerAccountRow, GuestRow
from conversations.ports.people import Account
from tests.contracts.test_guests import BIA, CAIO, Invitation
from tests.contracts.test_invites import invited, token_of
from tests.contracts.world import ANA, Shop, SqlWorld, linked

STRANGER = Account("telegram", "9999")


@pytest.fixture
async def shop(database: Database) -> Shop:
    """A reseller of Ana's; Bia has registered by its invite, Caio has only opened it."""
    world = SqlWorld(database)
    shop = await linked(world)
    invite = await invited(world, shop, uses=5)
    invitation = Invitation(world, shop, invite, await token_of(world, shop, invite))
    for account in (BIA, CAIO):
        await invitation.open(account)
    await invitation.register(BIA)
    return shop


async def test_everybody_is_known(database: Database, shop: Shop) -> None:
    """A reseller's person with the reseller; a customer, a guest and a stranger as what they are."""
    callers = Callers(database)
    ana, bia, caio, stranger = await asyncio.gather(
        *(callers.who(account) for account in (ANA, BIA, CAIO, STRANGER))
    )
    assert ana.person
    assert (shop.person_id, shop.reseller) == (ana.person.id, ana.person.reseller)
    assert (Caller(None, True, True), Caller(None, True, False), Caller()) == (bia, caio, stranger)


async def test_same_id_on_another_channel_is_a_stranger(database: Database, shop: Shop) -> None:
    """Accounts of two channels that look alike are two people's."""
    callers = Callers(database)
    here, there = await asyncio.gather(callers.who(ANA), callers.who(Account("whatsapp", ANA.id)))
    assert (True, Caller()) == (here.person is not None, there)


async def test_change_is_seen_by_the_next_turn(database: Database, shop: Shop) -> None:
    """Nothing is remembered from one turn to the next: who lost access has none."""
    callers = Callers(database)
    assert Caller() != await callers.who(BIA)
    async with database.transaction() as tx:
        for row in (GuestRow, CustomerAccountRow):
            await tx.session.delete(await tx.session.get_one(row, (BIA.channel, BIA.id)))
    assert Caller() == await callers.who(BIA)


async def test_many_cost_what_one_costs(database: Database, shop: Shop) -> None:
    """Whoever asks at the same moment is asked for in the same statement."""
    statements: list[str] = []
    engine = database._engine.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    callers = Callers(database)
    await asyncio.gather(*(callers.who(ANA) for _ in range(20)))
    assert 1 == sum("JOIN persons" in statement for statement in statements)


async def test_database_away_is_told_to_all_who_ask() -> None:
    """A turn is put off when its database cannot be reached."""
    callers = Callers(Database("postgresql://nobody@127.0.0.1:1/none"))
    found = await asyncio.gather(callers.who(ANA), callers.who(BIA), return_exceptions=True)
    assert [True, True] == [isinstance(one, OperationalError) for one in found]
