"""What `Logos` promises, and what a configuration does to them."""

import pytest

from conversations.ports.customers import Customer, Gone
from conversations.ports.first_access import KEEP_LOGO
from conversations.ports.logos import MOST_WAITING, Logo, NoLogo
from tests.contracts.test_first_access import configuration, facts_of, registered
from tests.contracts.world import RUI, Shop, World, linked
from tests.kit.drawings import bomb, drawing


async def kept(world: World, shop: Shop, customer: Customer, key: str = "a", *, size: int = 100) -> Logo:
    return await world.logos.keep(shop.reseller.id, customer.id, key, drawing(size=(size, size)))


async def named(world: World, shop: Shop, customer: Customer, logo: str, version: int = 1) -> None:
    ie = customer.state_registration
    wanted = configuration(shop, customer, logo=logo, version=version, state_registration=ie)
    async with world.turn() as ports:
        await ports.first_access.configure(wanted)


async def current(world: World, shop: Shop, customer: Customer) -> Logo | None:
    return await world.logos.current(shop.reseller.id, customer.id)


async def test_a_logo_waits_to_be_named(world: World) -> None:
    """Until a configuration says that it is the one, it is not the customer's."""
    shop, customer = await registered(world)
    logo = await kept(world, shop, customer)
    before = await current(world, shop, customer)
    await named(world, shop, customer, logo.id)
    found = await facts_of(world, shop, customer)
    assert (None, Logo(logo.id, "PNG", 100, 100), True) == (
        before,
        await current(world, shop, customer),
        found.has_logo,
    )


async def test_the_same_is_kept_once(world: World) -> None:
    """By a task that is done again."""
    shop, customer = await registered(world)
    assert await kept(world, shop, customer) == await kept(world, shop, customer)


async def test_a_new_one_leaves_the_old_until_it_is_named(world: World) -> None:
    """Whoever stops in the middle has changed nothing."""
    shop, customer = await registered(world)
    old = await kept(world, shop, customer)
    await named(world, shop, customer, old.id)
    new, found = await kept(world, shop, customer, "b", size=200), []
    found.append(await current(world, shop, customer))
    await named(world, shop, customer, new.id, 2)
    assert [old, new] == [*found, await current(world, shop, customer)]


@pytest.mark.parametrize(("later", "there"), [(MOST_WAITING - 1, True), (MOST_WAITING, False)])
async def test_only_some_wait(world: World, later: int, there: bool) -> None:
    """Of many the first is there no more: naming it changes nothing."""
    shop, customer = await registered(world)
    first = await kept(world, shop, customer)
    for number in range(later):
        world.clock.pass_days(1)
        await kept(world, shop, customer, f"b{number}")
    await named(world, shop, customer, first.id)
    assert (first if there else None) == await current(world, shop, customer)


async def test_it_stays_where_a_configuration_says_so(world: World) -> None:
    """And goes where it names none."""
    shop, customer = await registered(world)
    logo = await kept(world, shop, customer)
    await named(world, shop, customer, logo.id)
    found = []
    for version, name in ((2, KEEP_LOGO), (3, "")):
        await named(world, shop, customer, name, version)
        found.append(await current(world, shop, customer))
    assert [logo, None] == found


async def test_another_customers_logo_is_none(world: World) -> None:
    """Naming it changes nothing, for neither."""
    shop, customer = await registered(world)
    async with world.turn() as ports:
        other = await ports.customers.register(
            shop.registration(key="other", email="o@x.example", state_registration="111222330112")
        )
    logo = await kept(world, shop, other)
    await named(world, shop, customer, logo.id)
    await named(world, shop, other, logo.id)
    assert (None, logo) == (await current(world, shop, customer), await current(world, shop, other))


@pytest.mark.parametrize("content", [b"%PDF", bomb()])
async def test_what_is_no_logo_is_not_kept(world: World, content: bytes) -> None:
    """Nor does it take the place of one that waits."""
    shop, customer = await registered(world)
    logo = await kept(world, shop, customer)
    with pytest.raises(NoLogo):
        await world.logos.keep(shop.reseller.id, customer.id, "b", content)
    await named(world, shop, customer, logo.id)
    assert logo == await current(world, shop, customer)


async def test_another_resellers_customer_has_none(world: World) -> None:
    """Neither seen nor given one."""
    sol, customer = await registered(world)
    await named(world, sol, customer, (await kept(world, sol, customer)).id)
    lua = await linked(world, "Lua Sistemas", RUI)
    for id_ in (customer.id, "nobody", "\0"):
        assert None is await world.logos.current(lua.reseller.id, id_)
        with pytest.raises(Gone):
            await world.logos.keep(lua.reseller.id, id_, "a", drawing())
