"""What `Catalog` promises."""

import asyncio
from dataclasses import replace
from decimal import Decimal

import pytest

from conversations.ports.catalog import InUse, NameTaken, NotThere, Wanted
from conversations.ports.people import Reseller
from tests.contracts.world import Shop, World, linked

CTE = Wanted(
    category="Transporte",
    name="Emissor CT-e",
    documents=("CT-e", "MDF-e"),
    price=Decimal("99.90"),
    trial_days=30,
)
NFSE = replace(CTE, category="emissores fiscais", name="Emissor NFS-e", documents=("NFS-e",))


async def shown(world: World, reseller: Reseller) -> list[tuple[str, list[str]]]:
    """The shelves by name; what is hidden in brackets."""
    async with world.turn() as ports:
        shelves = await ports.catalog.shelves(reseller.id)
    return [
        (shelf.name, [f"({plan.name})" if hidden else plan.name for plan, hidden in shelf.plans])
        for shelf in shelves
    ]


async def sold(world: World, shop: Shop) -> list[str]:
    async with world.turn() as ports:
        return [plan.name for shelf in await ports.plans.of(shop.reseller.id) for plan in shelf.plans]


async def test_shelves_have_everything(world: World) -> None:
    """Empty categories and hidden plans too, in the reseller's order."""
    shop = await linked(world)
    await world.stop_selling(shop.reseller, "Emissor NF-e")
    assert [("Emissores Fiscais", ["(Emissor NF-e)", "Emissor NFC-e"]), ("Transporte", [])] == await shown(
        world, shop.reseller
    )


async def test_added_plan_is_sold(world: World) -> None:
    """As it was wanted, last in the category of that name, whatever its capitals."""
    shop = await linked(world)
    async with world.turn() as ports:
        plan_id = await ports.catalog.add(shop.reseller.id, NFSE)
    async with world.turn() as ports:
        plan = (await ports.plans.of(shop.reseller.id))[0].plans[-1]
    assert (plan_id, "Emissor NFS-e", ("CT-e",), Decimal("99.90"), 30) == (
        plan.id,
        plan.name,
        ("CT-e",),
        plan.price,
        plan.trial_days,
    )
    assert ("NFS-e",) == plan.documents


async def test_new_category_comes_last(world: World) -> None:
    """A plan in a category that there is not yet makes it."""
    shop = await linked(world)
    async with world.turn() as ports:
        await ports.catalog.add(shop.reseller.id, replace(CTE, category="Outros"))
    assert ("Outros", ["Emissor CT-e"]) == (await shown(world, shop.reseller))[-1]


async def test_first_plan_of_all(world: World) -> None:
    """A reseller who has nothing yet gets its first category with its first plan."""
    reseller, _ = await world.reseller("Contábil Sol")
    async with world.turn() as ports:
        await ports.catalog.add(reseller.id, CTE)
    assert [("Transporte", ["Emissor CT-e"])] == await shown(world, reseller)


async def test_two_plans_of_one_name(world: World) -> None:
    """A name is taken whatever its capitals, and by a hidden plan too; nothing is added."""
    shop = await linked(world)
    await world.stop_selling(shop.reseller, "Emissor NF-e")
    with pytest.raises(NameTaken):
        async with world.turn() as ports:
            await ports.catalog.add(shop.reseller.id, replace(CTE, name="emissor nf-E"))
    assert ("Transporte", []) == (await shown(world, shop.reseller))[-1]


async def test_changed_plan_keeps_its_place(world: World) -> None:
    """Another name and price, its own name in other capitals included."""
    shop = await linked(world)
    async with world.turn() as ports:
        await ports.catalog.change(shop.reseller.id, shop.plan_ids[0], replace(NFSE, name="EMISSOR NF-e"))
    assert ("Emissores Fiscais", ["EMISSOR NF-e", "Emissor NFC-e"]) == (await shown(world, shop.reseller))[0]


async def test_plan_moves_to_another_category(world: World) -> None:
    """There it comes last."""
    shop = await linked(world)
    async with world.turn() as ports:
        await ports.catalog.add(shop.reseller.id, CTE)
        await ports.catalog.change(shop.reseller.id, shop.plan_ids[0], replace(CTE, name="Emissor NF-e"))
    assert [
        ("Emissores Fiscais", ["Emissor NFC-e"]),
        ("Transporte", ["Emissor CT-e", "Emissor NF-e"]),
    ] == await shown(world, shop.reseller)


async def test_customers_keep_what_they_were_sold(world: World) -> None:
    """A changed, hidden plan is for the customer what it was."""
    shop = await linked(world)
    async with world.turn() as ports:
        customer = await ports.customers.register(shop.registration())
    async with world.turn() as ports:
        await ports.catalog.change(shop.reseller.id, shop.plan_ids[0], replace(NFSE, name="Emissor Novo"))
        await ports.catalog.hide(shop.reseller.id, shop.plan_ids[0], hidden=True)
    async with world.turn() as ports:
        record = await ports.customers.record(shop.reseller.id, customer.id)
    assert ("Emissor NF-e", Decimal("49.90")) == record.plans[0]


async def test_hidden_and_back(world: World) -> None:
    """A hidden plan is not sold, and is when it is put back; hiding it twice is hiding it."""
    shop = await linked(world)
    for hidden, left in (
        (True, ["Emissor NFC-e"]),
        (True, ["Emissor NFC-e"]),
        (False, ["Emissor NF-e", "Emissor NFC-e"]),
    ):
        async with world.turn() as ports:
            await ports.catalog.hide(shop.reseller.id, shop.plan_ids[0], hidden=hidden)
        assert left == await sold(world, shop)


async def test_unused_plan_is_removed(world: World) -> None:
    """A plan that nobody has goes, and is gone already the next time."""
    shop = await linked(world)
    for _ in range(2):
        async with world.turn() as ports:
            await ports.catalog.remove(shop.reseller.id, shop.plan_ids[0])
    assert ("Emissores Fiscais", ["Emissor NFC-e"]) == (await shown(world, shop.reseller))[0]


async def test_used_plan_stays(world: World) -> None:
    """What a customer has, or an invite fixes, is not deleted."""
    shop = await linked(world)
    async with world.turn() as ports:
        await ports.customers.register(shop.registration(plan_ids=shop.plan_ids[:1]))
        await ports.invites.make(
            shop.reseller.id,
            shop.person_id,
            category_id=shop.category_id,
            plan_ids=shop.plan_ids[1:],
            uses=1,
            expires_at=world.clock.now,
            key="key",
        )
    for plan_id in shop.plan_ids:
        with pytest.raises(InUse):
            async with world.turn() as ports:
                await ports.catalog.remove(shop.reseller.id, plan_id)
    assert ["Emissor NF-e", "Emissor NFC-e"] == await sold(world, shop)


@pytest.mark.parametrize(
    ("which", "up", "order"), [(0, True, "ab"), (0, False, "ba"), (1, True, "ba"), (1, False, "ab")]
)
async def test_plans_are_reordered(world: World, which: int, up: bool, order: str) -> None:
    """One place up or down; the first stays first and the last last."""
    shop = await linked(world)
    names = {"a": "Emissor NF-e", "b": "Emissor NFC-e"}
    async with world.turn() as ports:
        await ports.catalog.move(shop.reseller.id, shop.plan_ids[which], up=up)
    assert [names[letter] for letter in order] == await sold(world, shop)


async def test_categories_are_reordered(world: World) -> None:
    """The second before the first."""
    shop = await linked(world)
    async with world.turn() as ports:
        second = (await ports.catalog.shelves(shop.reseller.id))[1]
        await ports.catalog.move_category(shop.reseller.id, second.id, up=True)
    assert ["Transporte", "Emissores Fiscais"] == [name for name, _ in await shown(world, shop.reseller)]


async def test_two_reorder_at_once(world: World) -> None:
    """Both moves happen, one after the other: nothing is lost and nothing twice."""
    shop = await linked(world)
    async with world.turn() as ports:
        third = await ports.catalog.add(shop.reseller.id, NFSE)

    async def up() -> None:
        async with world.turn() as ports:
            await ports.catalog.move(shop.reseller.id, third, up=True)

    await asyncio.gather(up(), up())
    assert ["Emissor NFS-e", "Emissor NF-e", "Emissor NFC-e"] == await sold(world, shop)


async def test_renamed_category(world: World) -> None:
    """Its name changes, unless another one has it."""
    shop = await linked(world)
    async with world.turn() as ports:
        await ports.catalog.rename_category(shop.reseller.id, shop.category_id, "EMISSORES fiscais")
    with pytest.raises(NameTaken):
        async with world.turn() as ports:
            await ports.catalog.rename_category(shop.reseller.id, shop.category_id, "transporte")
    assert ["EMISSORES fiscais", "Transporte"] == [name for name, _ in await shown(world, shop.reseller)]


async def test_only_an_empty_category_is_removed(world: World) -> None:
    """One with plans stays."""
    shop = await linked(world)
    async with world.turn() as ports:
        full, empty = await ports.catalog.shelves(shop.reseller.id)
        await ports.catalog.remove_category(shop.reseller.id, empty.id)
    with pytest.raises(InUse):
        async with world.turn() as ports:
            await ports.catalog.remove_category(shop.reseller.id, full.id)
    assert ["Emissores Fiscais"] == [name for name, _ in await shown(world, shop.reseller)]


async def test_found_with_all_that_is_shown(world: World) -> None:
    """Its category, whether it is hidden, and whether somebody has it."""
    shop = await linked(world)
    async with world.turn() as ports:
        await ports.customers.register(shop.registration(plan_ids=shop.plan_ids[:1]))
        await ports.catalog.hide(shop.reseller.id, shop.plan_ids[1], hidden=True)
        used, hidden = [await ports.catalog.find(shop.reseller.id, id_) for id_ in shop.plan_ids]
    assert used
    assert hidden
    assert ("Emissores Fiscais", shop.category_id, False, True) == (
        used.category,
        used.category_id,
        used.hidden,
        used.used,
    )
    assert (True, False) == (hidden.hidden, hidden.used)


async def test_other_resellers_shelves_are_out_of_reach(world: World) -> None:
    """Nothing of another reseller's is found, changed, hidden, moved, renamed or removed."""
    sol, (lua, _) = await linked(world), await world.reseller("Lua Sistemas")
    plan_id, shelf_id, me = sol.plan_ids[0], sol.category_id, lua.id
    before = await shown(world, sol.reseller)
    async with world.turn() as ports:
        assert await ports.catalog.find(me, plan_id) is None
        assert () == await ports.catalog.shelves(me)
    for attempt in (
        lambda catalog: catalog.change(me, plan_id, CTE),
        lambda catalog: catalog.hide(me, plan_id, hidden=True),
        lambda catalog: catalog.move(me, plan_id, up=False),
        lambda catalog: catalog.rename_category(me, shelf_id, "Meus"),
        lambda catalog: catalog.move_category(me, shelf_id, up=False),
    ):
        with pytest.raises(NotThere):
            async with world.turn() as ports:
                await attempt(ports.catalog)
    async with world.turn() as ports:
        await ports.catalog.remove(me, plan_id)
        await ports.catalog.remove_category(me, shelf_id)
    assert before == await shown(world, sol.reseller)
