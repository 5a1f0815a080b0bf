"""A reseller's customers leave as flat records."""

from datetime import timedelta

import pytest

from bot.db.database import Database
from bot.operator import UnknownReseller, csv_cell, export_customers
from bot.operator.customers_export import PORTION
from tests.contracts.world import RUI, SqlWorld, linked


async def _export(database: Database, reseller_id: str) -> list[dict[str, str]]:
    async with database.transaction() as tx:
        return [record async for record in export_customers(tx, reseller_id)]


async def test_record_of_a_customer(database: Database) -> None:
    """Every answer under its own name, what was sold, and neither password nor hash."""
    world = SqlWorld(database)
    shop = await linked(world)
    async with world.turn() as ports:
        made = await ports.customers.register(
            shop.registration(password_by="typed", password_hash="$argon2id$hash")
        )
    assert [
        {
            "id": made.id,
            "name": "João da Silva",
            "phone": "+5511912345678",
            "email": "joao@padaria.example",
            "tax_id": "11222333000181",
            "legal_name": "Padaria Pão Quente Ltda",
            "trade_name": "Pão Quente",
            "status": "ATIVA",
            "state": "SP",
            "state_registration": "110042490114",
            "tax_regime": "1",
            "cep": "01310100",
            "street": "Avenida Paulista",
            "number": "1000",
            "complement": "",
            "district": "Bela Vista",
            "city": "São Paulo",
            "city_code": "3550308",
            "opened": "2019-03-11",
            "activity": "4721102",
            "legal_nature": "Sociedade Empresária Limitada",
            "category": "Emissores Fiscais",
            "plans": "Emissor NF-e; Emissor NFC-e",
            "environment": "homologacao",
            "trial_ends_at": "2026-12-02T02:59:59+00:00",
            "registered_at": "2026-11-24T12:00:00+00:00",
        }
    ] == await _export(database, shop.reseller.id)


async def test_registered_alone(database: Database) -> None:
    """A customer who came by invite, whom no person registered, is in it as any other."""
    world = SqlWorld(database)
    shop = await linked(world)
    async with world.turn() as ports:
        await ports.customers.register(shop.registration(person_id="", consent="2026-11"))
    (record,) = await _export(database, shop.reseller.id)
    assert "joao@padaria.example" == record["email"]


async def test_only_the_resellers_own(database: Database) -> None:
    """Another reseller's customers are not in it."""
    world = SqlWorld(database)
    sol, lua = await linked(world), await linked(world, "Lua Sistemas", RUI)
    async with world.turn() as ports:
        await ports.customers.register(sol.registration())
    assert [] == await _export(database, lua.reseller.id)


async def test_more_than_one_portion(database: Database) -> None:
    """All customers come, the oldest first, each with its plans, though they are read in portions."""
    world = SqlWorld(database)
    shop = await linked(world)
    async with world.turn() as ports:
        for number in range(PORTION + 1):
            registration = shop.registration(
                key=f"{number}", email=f"{number}@padaria.example", state_registration=f"{number:012}"
            )
            await ports.customers.register(registration)
            world.clock.now += timedelta(seconds=1)
    records = await _export(database, shop.reseller.id)
    assert [f"{number}@padaria.example" for number in range(PORTION + 1)] == [
        record["email"] for record in records
    ]
    assert {"Emissor NF-e; Emissor NFC-e"} == {record["plans"] for record in records}


async def test_unknown_reseller(database: Database) -> None:
    """A wrong id is told from a reseller without customers."""
    with pytest.raises(UnknownReseller):
        await _export(database, "nobody")


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x")', "@SUM(A1)", "+55 11", "-1+1", "\t=1", "\r=1", "+5511\n=1"]
)
def test_formula_is_defused(text: str) -> None:
    """What a spreadsheet would run gets an apostrophe in front."""
    assert "'" + text == csv_cell(text)


@pytest.mark.parametrize("text", ["", "Padaria", "+5511912345678", "-1", "49.90", "a=b", "São Paulo"])
def test_plain_text_stays(text: str) -> None:
    """Names and numbers leave as they are, a phone with its plus too."""
    assert text == csv_cell(text)
