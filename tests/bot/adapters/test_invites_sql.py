"""The last place taken by two at once, and what is kept of a link."""

import asyncio

import pytest
from sqlalchemy import text

from bot.adapters.invites import SqlInvites
from bot.db.database import Database
from bot.sealing import TokenMaker
from conversations.ports.invites import Invite, InviteInvalid
from conversations.ports.people import Account
from tests.contracts.test_guests import BIA, CAIO, invitation
from tests.contracts.test_invites import invited, links_of, token_of
from tests.contracts.world import SqlWorld, linked


async def _take(world: SqlWorld, account: Account) -> bool:
    try:
        async with world.turn() as ports:
            await ports.invites.take_place(account)
    except InviteInvalid:
        return False
    return True


async def _take_and_fail(world: SqlWorld, account: Account) -> None:
    async with world.turn() as ports:
        await ports.invites.take_place(account)
        raise ZeroDivisionError


@pytest.mark.parametrize("_again", range(5))
async def test_last_place_taken_by_two_at_once(database: Database, _again: int) -> None:
    """One of the two has it, the other is refused, and one is counted."""
    world = SqlWorld(database)
    given = await invitation(world)
    await given.open(BIA)
    await given.open(CAIO)
    taken = await asyncio.gather(_take(world, BIA), _take(world, CAIO))
    assert ([False, True], (2, 0, 1)) == (sorted(taken), await given.counts())


async def test_lost_place_can_be_won_when_the_winner_rolls_back(database: Database) -> None:
    """A place belongs to a turn that is committed: one that failed leaves it to somebody else."""
    world = SqlWorld(database)
    given = await invitation(world)
    await given.open(BIA)
    await given.open(CAIO)
    with pytest.raises(ZeroDivisionError):
        await _take_and_fail(world, BIA)
    assert (True, (2, 0, 1)) == (await _take(world, CAIO), await given.counts())


async def test_one_turn_played_twice_at_once(database: Database) -> None:
    """Two workers that play the same turn make one invite, and both find it."""
    world = SqlWorld(database)
    shop = await linked(world)
    made = await asyncio.gather(*(invited(world, shop) for _ in range(2)))
    async with world.turn() as ports:
        assert ((made[0],), False) == await ports.invites.page(shop.reseller.id)
    assert made[0] == made[1]


async def test_token_is_not_kept(database: Database) -> None:
    """Whoever reads the tables cannot open the invite."""
    world = SqlWorld(database)
    shop = await linked(world)
    token = await token_of(world, shop, await invited(world, shop))
    async with database.transaction() as tx:
        kept = [
            (await tx.session.execute(text(f"SELECT * FROM {table}"))).all()
            for table in ("invites", "invite_tokens")
        ]
    assert ([1, 1], False) == ([len(rows) for rows in kept], token in str(kept))


async def test_account_is_not_told_by_its_invites(database: Database) -> None:
    """The key of the turn, which names a chat, stands nowhere in clear."""
    world = SqlWorld(database)
    await invited(world, await linked(world), key="telegram:1001:55")
    async with database.transaction() as tx:
        rows = (await tx.session.execute(text("SELECT * FROM invites"))).all()
    assert "1001:55" not in str(rows)


async def _token(database: Database, secret: str, world: SqlWorld, invite: Invite, reseller_id: str) -> str:
    async with database.transaction() as tx:
        invites = SqlInvites(
            tx, TokenMaker(secret), bot_username="sol_bot", whatsapp_number="", clock=world.clock
        )
        links = await invites.links(reseller_id, invite.id)
    assert links
    assert "" == links.whatsapp
    return links.telegram.rpartition("c_")[2]


async def test_links_outlive_a_change_of_the_secret(database: Database) -> None:
    """After it another link is shown, and the one that was sent out still opens the same invite."""
    world = SqlWorld(database)
    shop = await linked(world)
    invite = await invited(world, shop)
    old, new = [
        await _token(database, key, world, invite, shop.reseller.id) for key in ("secret", "new,secret")
    ]
    async with world.turn() as ports:
        found = [await ports.invites.find(token) for token in (old, new)]
    assert (True, [(shop.reseller.id, invite.id)] * 2) == (old != new, found)


async def test_links_are_of_our_bot_and_number(database: Database) -> None:
    """Telegram's goes to the bot by its name, WhatsApp's to the number in digits."""
    world = SqlWorld(database)
    shop = await linked(world)
    links = await links_of(world, shop, await invited(world, shop))
    assert (True, True) == (
        links.telegram.startswith("https://t.me/sol_bot?start=c_"),
        links.whatsapp.startswith("https://wa.me/5511912345678?text=Ol%C3%A1%21%20Quero"),
    )
