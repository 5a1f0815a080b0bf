"""The operator makes resellers and their linking tokens."""

import pytest

from bot.adapters.people import SqlPeople
from bot.db.database import Database
from bot.operator import UnknownReseller, add_demo, add_reseller, list_resellers, new_reseller_token
from bot.sealing import TokenMaker
from tests.contracts.world import ANA, RUI

TOKENS = TokenMaker("secret")


async def test_added_is_listed(database: Database) -> None:
    """A new reseller stands in the list with its name and support."""
    async with database.transaction() as tx:
        made, _ = await add_reseller(tx, "  Contábil   Sol ", " (11) 91234-5678 ", TOKENS)
    async with database.transaction() as tx:
        assert [made] == await list_resellers(tx)
    assert ("Contábil Sol", "(11) 91234-5678") == (made.name, made.support)


async def test_each_token_is_fresh(database: Database) -> None:
    """A second token links a second person, and fits a Telegram link with its prefix."""
    async with database.transaction() as tx:
        made, first = await add_reseller(tx, "Contábil Sol", "", TOKENS)
        second = await new_reseller_token(tx, made.id, TOKENS)
        people = SqlPeople(tx)
        ana, rui = await people.link(first, ANA, "Ana"), await people.link(second, RUI, "Rui")
    assert ana.reseller == rui.reseller
    assert max(len(first), len(second)) + len("r_") <= 64


@pytest.mark.parametrize(("name", "support"), [("S", ""), (" ", ""), ("a" * 61, ""), ("Sol", "a" * 501)])
async def test_unfit_names_are_refused(database: Database, name: str, support: str) -> None:
    """Too short or too long is told with the limit."""
    async with database.transaction() as tx:
        with pytest.raises(ValueError, match="characters, this one"):
            await add_reseller(tx, name, support, TOKENS)


async def test_token_for_nobody(database: Database) -> None:
    """An id that is none makes no token."""
    async with database.transaction() as tx:
        with pytest.raises(UnknownReseller):
            await new_reseller_token(tx, "nobody", TOKENS)


async def test_demo_is_made_once(database: Database) -> None:
    """However often the program starts, there is one demo reseller."""
    for _ in range(2):
        async with database.transaction() as tx:
            made = await add_demo(tx)
    async with database.transaction() as tx:
        assert [made] == await list_resellers(tx)
