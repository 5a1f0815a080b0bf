"""What `Team` and `Deeds` promise."""

import asyncio

import pytest

from conversations.ports.deeds import LAST, Deed
from conversations.ports.people import Account, LinkInvalid
from conversations.ports.team import LastOne
from tests.contracts.world import RUI, Shop, World, linked

BIA = Account("whatsapp", "1003")


async def comes(world: World, shop: Shop, account: Account, name: str, *, key: str = "key") -> str:
    """Lets a colleague in by a link of the shop's first person; the id of who came."""
    async with world.turn() as ports:
        links = await ports.team.invite(shop.reseller.id, shop.person_id, key)
    async with world.turn() as ports:
        person = await ports.people.link(links.telegram.rpartition("r_")[2], account, name)
    assert shop.reseller == person.reseller
    return person.id


async def names(world: World, shop: Shop) -> list[str]:
    async with world.turn() as ports:
        return [member.name for member in await ports.team.members(shop.reseller.id)]


async def test_a_colleague_comes_in(world: World) -> None:
    """By the link, from that moment on, and is listed after who was there before."""
    shop = await linked(world)
    world.clock.pass_days(1)
    await comes(world, shop, BIA, "Bia")
    async with world.turn() as ports:
        ana, bia = await ports.team.members(shop.reseller.id)
    assert ("Ana", ("Bia", world.clock.now)) == (ana.name, (bia.name, bia.since))


async def test_the_same_turn_makes_the_same_link(world: World) -> None:
    """And another turn another."""
    shop = await linked(world)
    async with world.turn() as ports:
        first, again, other = [
            await ports.team.invite(shop.reseller.id, shop.person_id, key) for key in ("a", "a", "b")
        ]
    assert first == again
    assert first.telegram != other.telegram
    assert first.telegram.rpartition("r_")[2] in first.whatsapp


@pytest.mark.parametrize("days", [0, 7])
async def test_a_link_is_good_once_and_for_seven_days(world: World, days: int) -> None:
    """For the second who opens it, and for the first after a week, it is no good."""
    shop = await linked(world)
    if days:
        async with world.turn() as ports:
            await ports.team.invite(shop.reseller.id, shop.person_id, "key")
        world.clock.pass_days(days)
    else:
        await comes(world, shop, BIA, "Bia")
    with pytest.raises(LinkInvalid):
        await comes(world, shop, RUI, "Rui")


async def test_removed_is_a_stranger(world: World) -> None:
    """Whose accounts they were is told; from then on they find nobody."""
    shop = await linked(world)
    bia = await comes(world, shop, BIA, "Bia")
    async with world.turn() as ports:
        accounts = await ports.team.remove(shop.reseller.id, bia)
    async with world.turn() as ports:
        assert ((BIA,), None) == (accounts, await ports.people.find(BIA))
    assert ["Ana"] == await names(world, shop)


async def test_removed_twice(world: World) -> None:
    """The second time there is nobody to remove, and the last one is safe."""
    shop = await linked(world)
    bia = await comes(world, shop, BIA, "Bia")
    for expected in ((BIA,), ()):
        async with world.turn() as ports:
            assert expected == await ports.team.remove(shop.reseller.id, bia)


async def test_the_last_one_stays(world: World) -> None:
    """Nobody removes the last person, also not themselves."""
    shop = await linked(world)
    with pytest.raises(LastOne):
        async with world.turn() as ports:
            await ports.team.remove(shop.reseller.id, shop.person_id)
    assert ["Ana"] == await names(world, shop)


async def test_two_remove_each_other_at_once(world: World) -> None:
    """One of them stays."""
    shop = await linked(world)
    bia = await comes(world, shop, BIA, "Bia")

    async def remove(person_id: str) -> None:
        async with world.turn() as ports:
            await ports.team.remove(shop.reseller.id, person_id)

    done = await asyncio.gather(remove(shop.person_id), remove(bia), return_exceptions=True)
    assert {LastOne, type(None)} == {type(result) for result in done}
    assert 1 == len(await names(world, shop))


async def test_links_of_who_left_are_no_good(world: World) -> None:
    """What they made and nobody used lets nobody in, themselves least."""
    shop = await linked(world)
    bia = await comes(world, shop, BIA, "Bia")
    async with world.turn() as ports:
        links = await ports.team.invite(shop.reseller.id, bia, "hers")
        await ports.team.remove(shop.reseller.id, bia)
    with pytest.raises(LinkInvalid):
        async with world.turn() as ports:
            await ports.people.link(links.telegram.rpartition("r_")[2], BIA, "Bia")


async def test_other_teams_are_out_of_reach(world: World) -> None:
    """Neither seen nor removed."""
    sol, lua = await linked(world), await linked(world, "Lua Sistemas", RUI)
    await comes(world, sol, BIA, "Bia")
    async with world.turn() as ports:
        assert () == await ports.team.remove(lua.reseller.id, sol.person_id)
    assert (["Ana", "Bia"], ["Ana"]) == (sorted(await names(world, sol)), await names(world, lua))


async def test_deeds_by_name(world: World) -> None:
    """Who did it, also after they left; nobody where the customer did it; in order."""
    shop = await linked(world)
    bia = await comes(world, shop, BIA, "Bia")
    async with world.turn() as ports:
        await ports.deeds.note(shop.reseller.id, bia, "suspended", "customer1")
        await ports.deeds.note(shop.reseller.id, "", "configured", "customer1")
        await ports.deeds.note(shop.reseller.id, bia, "suspended", "customer2")
        await ports.team.remove(shop.reseller.id, bia)
    async with world.turn() as ports:
        deeds = await ports.deeds.of(shop.reseller.id, "customer1")
    now = world.clock.now
    assert (Deed("suspended", "Bia", now), Deed("configured", "", now)) == deeds


async def test_only_the_last_deeds(world: World) -> None:
    """The newest of many."""
    shop = await linked(world)
    async with world.turn() as ports:
        await ports.deeds.note(shop.reseller.id, shop.person_id, "registered", "customer1")
        for _ in range(LAST):
            await ports.deeds.note(shop.reseller.id, shop.person_id, "accessed", "customer1")
        deeds = await ports.deeds.of(shop.reseller.id, "customer1")
    assert ["accessed"] * LAST == [deed.what for deed in deeds]


async def test_other_resellers_deeds_are_not_told(world: World) -> None:
    """A subject's id alone tells nothing."""
    sol, lua = await linked(world), await linked(world, "Lua Sistemas", RUI)
    async with world.turn() as ports:
        await ports.deeds.note(sol.reseller.id, sol.person_id, "suspended", "customer1")
        assert () == await ports.deeds.of(lua.reseller.id, "customer1")
