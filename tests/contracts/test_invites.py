"""What `Invites` promises to a reseller."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from conversations.ports.invites import PAGE, Invite, InviteLinks
from tests.contracts.world import RUI, Shop, World, linked


async def invited(world: World, shop: Shop, **changed: Any) -> Invite:
    """An invite of the shop's, for its one category, 1 person and 30 days."""
    given: dict[str, Any] = {
        "category_id": shop.category_id,
        "plan_ids": (),
        "uses": 1,
        "expires_at": world.clock.now + timedelta(days=30),
        "key": "turn1",
    }
    async with world.turn() as ports:
        return await ports.invites.make(shop.reseller.id, shop.person_id, **(given | changed))


async def seen(world: World, shop: Shop, invite: Invite) -> Invite:
    """The invite as its reseller sees it now."""
    async with world.turn() as ports:
        found = await ports.invites.get(shop.reseller.id, invite.id)
    assert found
    return found


async def links_of(world: World, shop: Shop, invite: Invite) -> InviteLinks:
    async with world.turn() as ports:
        links = await ports.invites.links(shop.reseller.id, invite.id)
    assert links
    return links


async def token_of(world: World, shop: Shop, invite: Invite) -> str:
    return (await links_of(world, shop, invite)).telegram.partition("?start=c_")[2]


async def test_made_is_what_was_asked(world: World) -> None:
    """An invite has its offer by name, its limits, who made it and when; nobody opened it yet."""
    shop = await linked(world)
    assert Invite(
        id=(made := await invited(world, shop, plan_ids=shop.plan_ids, uses=5)).id,
        category_id=shop.category_id,
        category="Emissores Fiscais",
        plan_ids=shop.plan_ids,
        plans=("Emissor NF-e", "Emissor NFC-e"),
        uses=5,
        expires_at=world.clock.now + timedelta(days=30),
        revoked=False,
        opened=0,
        started=0,
        registered=0,
        sold_out=False,
        made_by="Ana",
        created_at=world.clock.now,
    ) == await seen(world, shop, made)


async def test_fixed_plans_keep_their_order(world: World) -> None:
    """Plans are named in the order they were picked."""
    shop = await linked(world)
    made = await invited(world, shop, plan_ids=shop.plan_ids[::-1])
    assert ("Emissor NFC-e", "Emissor NF-e") == (await seen(world, shop, made)).plans


async def test_customer_may_choose_everything(world: World) -> None:
    """An invite without a category fixes nothing."""
    shop = await linked(world)
    made = await invited(world, shop, category_id="")
    assert ("", "", ()) == (made.category_id, made.category, made.plans)


async def test_operator_makes_one_too(world: World) -> None:
    """Without a person it is made by nobody at the reseller."""
    shop = await linked(world)
    shop.person_id = ""
    assert "" == (await invited(world, shop)).made_by


async def test_same_key_makes_one(world: World) -> None:
    """A replayed turn finds the invite it made; the same key of another reseller makes its own."""
    sol, lua = await linked(world), await linked(world, "Lua Sistemas", RUI)
    first = await invited(world, sol)
    assert (first, False) == (
        await invited(world, sol, uses=9),
        first.id == (await invited(world, lua)).id,
    )


@pytest.mark.parametrize("what", ["category", "plans"])
async def test_offers_nothing_of_other_resellers(world: World, what: str) -> None:
    """A category or plan that this reseller never had is refused, and no invite made."""
    sol = await linked(world)
    lua, _ = await world.reseller("Lua Sistemas")
    theirs = Shop(lua, "", sol.plan_ids, sol.category_id if what == "category" else "")
    with pytest.raises(LookupError):
        await invited(world, theirs, plan_ids=sol.plan_ids if what == "plans" else ())
    async with world.turn() as ports:
        assert ((), False) == await ports.invites.page(lua.id)


async def test_for_nobody_is_refused(world: World) -> None:
    """An invite is for at least one."""
    shop = await linked(world)
    with pytest.raises(ValueError, match="at least one"):
        await invited(world, shop, uses=0)


async def test_list_is_newest_first(world: World) -> None:
    """Eight a page, the newest first, and whether more follow."""
    shop = await linked(world)
    made = []
    for number in range(PAGE + 1):
        made.append(await invited(world, shop, key=f"turn{number}"))
        world.clock.pass_days(1)
    async with world.turn() as ports:
        pages = [await ports.invites.page(shop.reseller.id, number=number) for number in range(3)]
    assert [(tuple(made[:0:-1]), True), ((made[0],), False), ((), False)] == pages


async def test_links_carry_one_token(world: World) -> None:
    """Telegram's takes what its links can, and the sentence for WhatsApp has the same token in it."""
    shop = await linked(world)
    links = await links_of(world, shop, await invited(world, shop))
    payload = parse_qs(urlsplit(links.telegram).query)["start"][0]
    assert ("t.me", "wa.me", True, True) == (
        urlsplit(links.telegram).hostname,
        urlsplit(links.whatsapp).hostname,
        len(payload) <= 64 and payload.replace("_", "").replace("-", "").isalnum(),
        payload in parse_qs(urlsplit(links.whatsapp).query)["text"][0].split(),
    )


async def test_links_stay_the_same(world: World) -> None:
    """However often they are shown; another invite has others."""
    shop = await linked(world)
    first, second = await invited(world, shop), await invited(world, shop, key="turn2")
    shown = [await links_of(world, shop, invite) for invite in (first, first, second)]
    assert (True, False) == (shown[0] == shown[1], shown[0] == shown[2])


async def test_token_finds_the_invite(world: World) -> None:
    """Whose and which it is, also when it is good no more; an unknown one finds none."""
    shop = await linked(world)
    made = await invited(world, shop)
    token = await token_of(world, shop, made)
    world.clock.pass_days(30)
    async with world.turn() as ports:
        found = [await ports.invites.find(text) for text in (token, "unknown", "", "á" * 99, "\ud83d")]
    assert [(shop.reseller.id, made.id), None, None, None, None] == found


async def test_revoked_stays_listed(world: World) -> None:
    """A reseller still sees what it took back."""
    shop = await linked(world)
    made = await invited(world, shop)
    for _ in range(2):
        async with world.turn() as ports:
            await ports.invites.revoke(shop.reseller.id, made.id)
    assert (await seen(world, shop, made)).revoked


async def test_other_resellers_invites_do_not_exist(world: World) -> None:
    """They are neither shown, linked, listed nor revoked."""
    sol, lua = await linked(world), await linked(world, "Lua Sistemas", RUI)
    made = await invited(world, sol)
    async with world.turn() as ports:
        await ports.invites.revoke(lua.reseller.id, made.id)
        found = (
            await ports.invites.get(lua.reseller.id, made.id),
            await ports.invites.links(lua.reseller.id, made.id),
            await ports.invites.page(lua.reseller.id),
        )
    assert ((None, None, ((), False)), False) == (found, (await seen(world, sol, made)).revoked)
