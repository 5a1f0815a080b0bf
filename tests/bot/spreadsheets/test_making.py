"""A reseller's customers as a file: complete, harmless, and nobody else's."""

import csv
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from bot.db.database import Database
from bot.db.models import CustomerPlanRow, CustomerRow
from bot.spreadsheets.columns import HEADINGS
from bot.spreadsheets.making import PORTION, Format, make_spreadsheet
from conversations.ports.people import Account
from tests.contracts.world import Shop, SqlWorld, linked

BRUNO = Account("telegram", "2001")


async def quiet(_done: int, _total: int) -> None:
    """Nobody looks on."""


def lines(data: bytes, format_: Format) -> list[list[str]]:
    """What a spreadsheet program shows."""
    if format_ == "csv":
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    return [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]


async def many(database: Database, shop: Shop, number: int) -> None:
    """So many customers, put there at once."""
    answers = shop.registration()
    world = SqlWorld(database)
    async with world.turn() as ports:
        made = await ports.customers.register(answers)
    async with database.transaction() as tx:
        row = await tx.session.get_one(CustomerRow, made.id)
        columns = {c.key: getattr(row, c.key) for c in CustomerRow.__mapper__.column_attrs}
        for n in range(number - 1):
            own = {"id": f"c{n}", "key": f"k{n}", "email": f"{n}@x.example", "tax_id": f"{n:014}"}
            tx.session.add(CustomerRow(**columns | own))
        await tx.session.flush()
        sold = {
            "position": 0,
            "category": "Emissores",
            "name": "Emissor",
            "documents": ["NF-e"],
            "price": Decimal(1),
        }
        tx.session.add_all(
            CustomerPlanRow(customer_id=f"c{n}", plan_id=shop.plan_ids[0], trial_days=7, **sold)
            for n in range(number - 1)
        )


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
async def test_every_customer_is_a_line(database: Database, format_: Format) -> None:
    """Under its headings, in the words of the chat, and none of another reseller's."""
    world = SqlWorld(database)
    shop, other = await linked(world), await linked(world, "Lua Sistemas", BRUNO)
    async with world.turn() as ports:
        await ports.customers.register(shop.registration())
        await ports.customers.register(other.registration(key="lua", email="lua@lua.example"))
    data, count = await make_spreadsheet(database, shop.reseller.id, format_, quiet)
    headings, *rest = lines(data, format_)
    (line,) = rest
    shown = dict(zip(headings, line, strict=True))
    assert (1, HEADINGS) == (count, headings)
    assert (
        "11.222.333/0001-81",
        "(11) 91234-5678",
        "Emissor NF-e; Emissor NFC-e",
        "01/12/2026",
        "não",
    ) == tuple(shown[heading] for heading in ("CNPJ ou CPF", "Telefone", "Planos", "Teste até", "Suspenso"))


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "name", ["=1+1", '=HYPERLINK("http://x")', "+55", "-2+3", "@SUM(A1)", "\tx", 'a;b\n"c']
)
async def test_nothing_runs(database: Database, format_: Format, name: str) -> None:
    """Whatever a customer calls itself stays text; in CSV what would run has an apostrophe in front."""
    world = SqlWorld(database)
    shop = await linked(world)
    async with world.turn() as ports:
        await ports.customers.register(shop.registration(trade_name=name))
    data, _ = await make_spreadsheet(database, shop.reseller.id, format_, quiet)
    shown = lines(data, format_)[1][0]
    assert shown.strip("'").replace("\r", "") in (name, name.strip())
    if format_ == "csv":
        assert shown[0] not in "=@\t"
        assert shown[0] not in "+-" or shown == "+55"


async def test_progress_is_told(database: Database) -> None:
    """After each portion, of how many there are, and never more than all."""
    shop = await linked(SqlWorld(database))
    await many(database, shop, 3 * PORTION)
    told: list[tuple[int, int]] = []

    async def note(done: int, total: int) -> None:
        told.append((done, total))

    data, count = await make_spreadsheet(database, shop.reseller.id, "csv", note, every=0)
    assert [(PORTION * n, 3 * PORTION) for n in (1, 2, 3)] == told
    assert (count, 3 * PORTION + 1) == (3 * PORTION, len(lines(data, "csv")))


async def test_nobody_to_list(database: Database) -> None:
    """A reseller without customers gets the headings."""
    shop = await linked(SqlWorld(database))
    data, count = await make_spreadsheet(database, shop.reseller.id, "xlsx", quiet)
    assert (0, [HEADINGS]) == (count, lines(data, "xlsx"))
