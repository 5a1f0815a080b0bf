"""What `Concerned` promises."""

from datetime import timedelta

from conversations.ports.people import Account
from tests.contracts.test_team import BIA, comes
from tests.contracts.world import ANA, RUI, Shop, World, linked

JOAO = Account("whatsapp", "2001")


async def registered(world: World, shop: Shop, **changed: str) -> str:
    async with world.turn() as ports:
        return (await ports.customers.register(shop.registration(**changed))).id


async def test_who_registered_a_customer_keeps_it(world: World) -> None:
    """On whatever channel; nobody owns it but the reseller."""
    shop = await linked(world)
    customer = await registered(world, shop)
    async with world.turn() as ports:
        assert ((ANA,), ()) == (
            await ports.concerned.keepers(shop.reseller.id, customer),
            await ports.concerned.owners(shop.reseller.id, customer),
        )


async def test_who_made_the_invite_keeps_who_came_by_it(world: World) -> None:
    """And whoever came by it owns the registration."""
    shop = await linked(world)
    async with world.turn() as ports:
        invite = await ports.invites.make(
            shop.reseller.id,
            shop.person_id,
            category_id="",
            plan_ids=(),
            uses=1,
            expires_at=world.clock.now + timedelta(days=1),
            key="turn1",
        )
    customer = await registered(world, shop, person_id="", invite_id=invite.id)
    async with world.turn() as ports:
        await ports.people.own_registration(JOAO, customer)
    async with world.turn() as ports:
        assert ((ANA,), (JOAO,)) == (
            await ports.concerned.keepers(shop.reseller.id, customer),
            await ports.concerned.owners(shop.reseller.id, customer),
        )


async def test_all_keep_who_came_by_nobodys_invite(world: World) -> None:
    """The operator's, from the command line."""
    shop = await linked(world)
    customer = await registered(world, shop, person_id="")
    async with world.turn() as ports:
        assert (ANA,) == await ports.concerned.keepers(shop.reseller.id, customer)


async def test_all_keep_the_customers_of_who_left(world: World) -> None:
    """While a colleague is there, what is told of them goes to whoever registered them."""
    shop = await linked(world)
    bia = await comes(world, shop, BIA, "Bia")
    customer = await registered(world, shop, person_id=bia)
    found = []
    for _ in range(2):
        async with world.turn() as ports:
            found.append(await ports.concerned.keepers(shop.reseller.id, customer))
            await ports.team.remove(shop.reseller.id, bia)
    assert [(BIA,), (ANA,)] == found


async def test_anothers_customer_concerns_nobody(world: World) -> None:
    """Nor one there never was."""
    sol = await linked(world)
    customer = await registered(world, sol)
    async with world.turn() as ports:
        await ports.people.own_registration(JOAO, customer)
    lua = await linked(world, "Lua Sistemas", RUI)
    async with world.turn() as ports:
        for id_ in (customer, "nobody", "\0"):
            assert ((), ()) == (
                await ports.concerned.keepers(lua.reseller.id, id_),
                await ports.concerned.owners(lua.reseller.id, id_),
            )
