"""What is kept of a link into the emitter, and when there is none."""

import pytest
from sqlalchemy import text

from bot.adapters.access import SqlAccess
from bot.db.database import Database
from bot.sealing import TokenMaker
from tests.contracts.world import SqlWorld, linked


async def test_token_is_not_kept(database: Database) -> None:
    """Whoever reads the table cannot open the page."""
    world = SqlWorld(database)
    shop = await linked(world)
    async with world.turn() as ports:
        customer = await ports.customers.register(shop.registration())
    async with database.transaction() as tx:
        access = SqlAccess(tx, TokenMaker("secret"), "https://bot.example", world.clock)
        address = await access.link(shop.reseller.id, shop.person_id, customer.id, "turn1")
    async with database.transaction() as tx:
        rows = (await tx.session.execute(text("SELECT * FROM one_time_links"))).all()
    assert (1, False) == (len(rows), address.rsplit("/", 1)[1] in str(rows))


@pytest.mark.parametrize("public_url", [None, ""])
async def test_no_page_without_a_public_address(database: Database, public_url: str | None) -> None:
    """Then it is said beforehand, and asking all the same is a mistake of the program."""
    async with database.transaction() as tx:
        access = SqlAccess(tx, TokenMaker("secret"), public_url)
        assert not access.available()
        with pytest.raises(RuntimeError):
            await access.link("reseller", "person", "customer", "turn1")
