"""Plans come from a file, again and again."""

import pytest

from bot.adapters.plans import SqlPlans
from bot.db.database import Database
from bot.operator import PlansFileError, PlansImported, UnknownReseller, add_demo, add_reseller, import_plans
from bot.sealing import TokenMaker

FILE = """
categories:
  - name: Emissores Fiscais
    plans:
      - {name: Emissor NF-e, documents: [NF-e], price: "49.90", trial_days: 7}
      - {name: Emissor NFC-e, documents: [NFC-e], price: 39.9, trial_days: 15}
  - name: Transporte
    plans:
      - {name: Emissor CT-e, documents: [CT-e, MDF-e], price: 80, trial_days: 0}
"""
Shelves = list[tuple[str, list[tuple[str, str, int]]]]


async def _reseller(database: Database) -> str:
    async with database.transaction() as tx:
        return (await add_reseller(tx, "Contábil Sol", "", TokenMaker("secret")))[0].id


async def _import(database: Database, reseller_id: str, text: str) -> PlansImported:
    async with database.transaction() as tx:
        return await import_plans(tx, reseller_id, text)


async def _shelves(database: Database, reseller_id: str) -> Shelves:
    async with database.transaction() as tx:
        return [
            (shelf.name, [(plan.name, str(plan.price), plan.trial_days) for plan in shelf.plans])
            for shelf in await SqlPlans(tx).of(reseller_id)
        ]


async def _ids(database: Database, reseller_id: str) -> dict[str, str]:
    async with database.transaction() as tx:
        return {plan.name: plan.id for shelf in await SqlPlans(tx).of(reseller_id) for plan in shelf.plans}


async def test_file_becomes_what_is_sold(database: Database) -> None:
    """Prices from text, decimals and whole numbers, all with two places, in the file's order."""
    reseller_id = await _reseller(database)
    await _import(database, reseller_id, FILE)
    assert [
        ("Emissores Fiscais", [("Emissor NF-e", "49.90", 7), ("Emissor NFC-e", "39.90", 15)]),
        ("Transporte", [("Emissor CT-e", "80.00", 0)]),
    ] == await _shelves(database, reseller_id)


async def test_again_changes_nothing(database: Database) -> None:
    """The same file again says so, and ids stay."""
    reseller_id = await _reseller(database)
    await _import(database, reseller_id, FILE)
    before = await _ids(database, reseller_id)
    done = await _import(database, reseller_id, FILE)
    assert PlansImported((), (), ("Emissor NF-e", "Emissor NFC-e", "Emissor CT-e"), ()) == done
    assert before == await _ids(database, reseller_id)


async def test_changed_plan_keeps_its_id(database: Database) -> None:
    """A plan is known by its name, whatever its case; price and category change."""
    reseller_id = await _reseller(database)
    await _import(database, reseller_id, FILE)
    before = (await _ids(database, reseller_id))["Emissor CT-e"]
    done = await _import(
        database,
        reseller_id,
        "categories: [{name: Frete, plans: "
        "[{name: EMISSOR CT-E, documents: [CT-e], price: 90, trial_days: 0}]}]",
    )
    assert (("EMISSOR CT-E",), {"EMISSOR CT-E": before}) == (done.updated, await _ids(database, reseller_id))


async def test_left_out_plan_goes_off_sale_and_comes_back(database: Database) -> None:
    """A plan the file leaves out is withdrawn; named again it is the same plan."""
    reseller_id = await _reseller(database)
    await _import(database, reseller_id, FILE)
    before = await _ids(database, reseller_id)
    shorter = FILE[: FILE.index("  - name: Transporte")]
    done = await _import(database, reseller_id, shorter)
    assert (("Emissor CT-e",), 1) == (done.withdrawn, len(await _shelves(database, reseller_id)))
    back = await _import(database, reseller_id, FILE)
    assert (("Emissor CT-e",), before) == (back.updated, await _ids(database, reseller_id))


async def test_other_resellers_plans_stay(database: Database) -> None:
    """An import touches the plans of its reseller alone."""
    sol, lua = await _reseller(database), await _reseller(database)
    await _import(database, sol, FILE)
    before = await _ids(database, sol)
    await _import(database, lua, FILE)
    assert (before, True) == (
        await _ids(database, sol),
        set(before.values()).isdisjoint((await _ids(database, lua)).values()),
    )


async def test_demo_has_plans(database: Database) -> None:
    """The demo reseller sells three plans on one shelf and one on another."""
    async with database.transaction() as tx:
        demo = await add_demo(tx)
    shelves = await _shelves(database, demo.id)
    assert [("Emissores Fiscais", 3), ("Transporte", 1)] == [(name, len(plans)) for name, plans in shelves]


async def test_unknown_reseller(database: Database) -> None:
    """An id that is none imports nothing."""
    with pytest.raises(UnknownReseller):
        await _import(database, "nobody", FILE)


async def test_one_mistake_imports_nothing(database: Database) -> None:
    """A file with a mistake leaves what is sold as it was."""
    reseller_id = await _reseller(database)
    await _import(database, reseller_id, FILE)
    with pytest.raises(PlansFileError):
        await _import(database, reseller_id, FILE.replace('"49.90"', "99").replace("39.9", "-1"))
    assert ("Emissor NF-e", "49.90", 7) == (await _shelves(database, reseller_id))[0][1][0]
