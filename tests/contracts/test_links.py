"""What `Links` promises."""

from tests.contracts.world import World, linked


async def test_same_key_makes_the_same_address(world: World) -> None:
    """A replayed turn gives the person the same link."""
    shop = await linked(world)
    async with world.turn() as ports:
        customer = await ports.customers.register(shop.registration())
        first = await ports.links.password(customer.id, "create_password", "turn1")
    async with world.turn() as ports:
        assert first == await ports.links.password(customer.id, "create_password", "turn1")


async def test_another_key_makes_another_address(world: World) -> None:
    """A link sent again is a new one."""
    shop = await linked(world)
    async with world.turn() as ports:
        customer = await ports.customers.register(shop.registration())
        first = await ports.links.password(customer.id, "create_password", "turn1")
        assert first != await ports.links.password(customer.id, "create_password", "turn2")


async def test_the_address_is_ours(world: World) -> None:
    """It is under `/s/` of the public address, and names nothing."""
    shop = await linked(world)
    async with world.turn() as ports:
        assert ports.links.available()
        customer = await ports.customers.register(shop.registration())
        address = await ports.links.password(customer.id, "show_password", "turn1")
    assert "https://bot.example/s/" == address[: address.rindex("/") + 1]
    assert customer.id not in address
