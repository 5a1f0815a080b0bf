"""What `Plans` promises."""

from decimal import Decimal

from tests.contracts.world import World


async def test_categories_in_the_sellers_order(world: World) -> None:
    """Categories with plans, each with its plans, as the reseller ordered them; an empty one is left out."""
    reseller, _ = await world.reseller("Contábil Sol")
    await world.sell_plans(reseller)
    async with world.turn() as ports:
        shelves = await ports.plans.of(reseller.id)
    assert [("Emissores Fiscais", ["Emissor NF-e", "Emissor NFC-e"])] == [
        (shelf.name, [plan.name for plan in shelf.plans]) for shelf in shelves
    ]


async def test_plan_has_what_was_given(world: World) -> None:
    """Price as Decimal with two places, documents in order, days of trial."""
    reseller, _ = await world.reseller("Contábil Sol")
    await world.sell_plans(reseller)
    async with world.turn() as ports:
        plan = (await ports.plans.of(reseller.id))[0].plans[1]
    assert ("39.90", ("NFC-e", "NF-e"), 15) == (str(plan.price), plan.documents, plan.trial_days)
    assert isinstance(plan.price, Decimal)


async def test_ids_travel_in_buttons(world: World) -> None:
    """Ids are at most 16 ASCII letters and digits."""
    reseller, _ = await world.reseller("Contábil Sol")
    shelf = (await world.sell_plans(reseller))[0]
    ids = [shelf.id, *(plan.id for plan in shelf.plans)]
    assert [] == [id_ for id_ in ids if len(id_) > 16 or not (id_.isascii() and id_.isalnum())]


async def test_other_resellers_plans_are_not_shown(world: World) -> None:
    """A reseller without plans has none, whatever others sell."""
    sol, _ = await world.reseller("Contábil Sol")
    lua, _ = await world.reseller("Lua Sistemas")
    await world.sell_plans(sol)
    async with world.turn() as ports:
        assert () == await ports.plans.of(lua.id)
