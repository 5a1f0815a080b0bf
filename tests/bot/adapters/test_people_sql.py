"""Links opened at once, and who answers for the bot."""

import asyncio

import pytest

from bot.adapters.people import SqlPeople
from bot.db.database import Database
from bot.operator import add_reseller
from bot.sealing import TokenMaker
from conversations.ports.people import Account, LinkInvalid, Person
from tests.contracts.world import ANA, RUI, SqlWorld

TOKENS = TokenMaker("secret")


async def _open(world: SqlWorld, token: str, account: Account) -> Person | LinkInvalid:
    try:
        async with world.turn() as ports:
            return await ports.people.link(token, account, "Ana")
    except LinkInvalid as refused:
        return refused


@pytest.mark.parametrize("_again", range(5))
async def test_one_link_opened_by_two_at_once(database: Database, _again: int) -> None:
    """One of the two becomes a person, the other stays a stranger."""
    world = SqlWorld(database)
    _, token = await world.reseller("Contábil Sol")
    ends = await asyncio.gather(_open(world, token, ANA), _open(world, token, RUI))
    async with world.turn() as ports:
        found = [await ports.people.find(ANA), await ports.people.find(RUI)]
    assert [end if isinstance(end, Person) else None for end in ends] == found
    assert 1 == found.count(None)


async def test_two_links_opened_by_one_at_once(database: Database) -> None:
    """An account ends as a person of one reseller, and the other's link is still good."""
    world = SqlWorld(database)
    _, first = await world.reseller("Contábil Sol")
    _, second = await world.reseller("Lua Sistemas")
    ends = await asyncio.gather(_open(world, first, ANA), _open(world, second, ANA))
    lost = first if isinstance(ends[0], LinkInvalid) else second
    assert [LinkInvalid, Person] == sorted((type(end) for end in ends), key=lambda kind: kind.__name__)
    assert isinstance(await _open(world, lost, RUI), Person)


async def test_name_with_what_no_database_takes(database: Database) -> None:
    """A NUL and half of an emoji are left out of a name, and the person is linked all the same."""
    world = SqlWorld(database)
    _, token = await world.reseller("Contábil Sol")
    async with world.turn() as ports:
        assert "Ana 🔑" == (await ports.people.link(token, ANA, "Ana\x00 🔑\ud83d")).name


@pytest.mark.parametrize(
    ("setting", "resellers", "said"),
    [
        ("suporte@bot.example", ["Fale com a Sol"], "suporte@bot.example"),
        ("", ["Fale com a Sol"], "Fale com a Sol"),
        ("", [], ""),
    ],
)
async def test_support(database: Database, setting: str, resellers: list[str], said: str) -> None:
    """The setting, else the reseller's words."""
    async with database.transaction() as tx:
        for number, support in enumerate(resellers):
            await add_reseller(tx, f"Reseller {number}", support, TOKENS)
        assert said == await SqlPeople(tx, support_contact=setting).support()
