"""What changes about a customer is put into the outbox with the change, and nothing else is."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.adapters.certificates import SqlCertificates
from bot.adapters.certificates_kept import Taken
from bot.adapters.told import PLAIN
from bot.db.database import Database
from bot.db.models import CustomerRow, OutboxRow
from bot.pages.certificate_keeping import keep_certificate
from bot.pages.links import keep_password
from bot.sealing import TokenMaker
from conversations.ports.customers import Customer
from tests.contracts.test_first_access import configuration
from tests.contracts.world import ANA, Shop, SqlWorld, linked
from tests.kit.watched import Watched

NOT_TOLD = {
    "key", "registered_by", "invite_id", "consent", "updated_by", "updated_at", "password_by", "missing",
}  # fmt: skip
"""Columns that are none of the emitter's business."""
OTHERWISE_TOLD = {
    "registered_at", "suspended_at", "trial_ends_at", "password_hash", "must_change",
}  # fmt: skip


class Case:
    """A customer of a reseller, and what is done about it.

    Args:
        database: where.
    """

    def __init__(self, database: Database) -> None:
        self.world = SqlWorld(database)
        self.shop: Shop
        self.customer: Customer

    async def register(self, **answers: Any) -> None:
        self.shop = await linked(self.world)
        async with self.world.turn() as ports:
            self.customer = await ports.customers.register(self.shop.registration(**answers))

    async def register_again(self) -> None:
        async with self.world.turn() as ports:
            await ports.customers.register(self.shop.registration())

    async def correct(self, version: int = 1, name: str = "Maria Souza") -> None:
        async with self.world.turn() as ports:
            await ports.customers.correct(self.customer.id, version, self.shop.registration(name=name))

    async def suspend(self, *, suspended: bool = True) -> None:
        async with self.world.turn() as ports:
            await ports.customers.suspend(self.shop.reseller.id, self.customer.id, suspended=suspended)

    async def resume(self) -> None:
        await self.suspend(suspended=False)

    async def remove(self) -> None:
        async with self.world.turn() as ports:
            await ports.customers.remove(self.shop.reseller.id, self.customer.id)

    async def create_password(self) -> None:
        await self.world.create_password(self.customer.id)

    async def link(self) -> str:
        async with self.world.turn() as ports:
            address = await ports.links.password(self.customer.id, "create_password", "key")
        return address.rsplit("/", 1)[1]

    async def use(self, token: str, hashed: str = "hash") -> None:
        async with self.world.database.transaction() as tx:
            await keep_password(tx, token, hashed, self.world.clock())

    async def use_a_link_twice(self) -> None:
        token = await self.link()
        await self.use(token, "first")
        await self.use(token, "second")

    async def send_a_certificate(self) -> None:
        async with self.world.database.transaction() as tx:
            certificates = SqlCertificates(
                tx, TokenMaker("secret"), "https://bot.example", clock=self.world.clock
            )
            address = await certificates.link(self.shop.reseller.id, self.customer.id, ANA, "key")
        taken = Taken(
            holder="PADARIA PAO QUENTE LTDA",
            tax_id="11222333000181",
            serial="0A1B",
            not_after=self.world.clock() + timedelta(days=365),
            sealed=b"sealed",
        )
        async with self.world.database.transaction() as tx:
            assert await keep_certificate(tx, address.rsplit("/", 1)[1], taken, self.world.clock())

    async def configure(self) -> None:
        async with self.world.turn() as ports:
            await ports.first_access.configure(configuration(self.shop, self.customer))

    async def go_live(self) -> None:
        async with self.world.turn() as ports:
            await ports.first_access.go_live(self.shop.reseller.id, self.customer.id)

    async def told(self) -> list[dict[str, Any]]:
        """The events, in the order in which they will go out."""
        async with self.world.database.transaction() as tx:
            bodies = await tx.session.scalars(select(OutboxRow.body).order_by(OutboxRow.number))
            return [json.loads(body) for body in bodies]

    async def kinds(self) -> list[str]:
        return [event["type"].removeprefix("customer.") for event in await self.told()]


@pytest.fixture
async def case(database_url: str) -> Any:
    database = Watched(database_url)
    yield Case(database)
    await database.close()


Act = Callable[[Case], Awaitable[None]]


@pytest.mark.parametrize(
    ("acts", "told"),
    [
        ([], []),
        ([Case.correct], ["changed"]),
        ([Case.suspend, Case.resume], ["suspended", "resumed"]),
        ([Case.remove], ["removed"]),
        ([Case.create_password], ["password_set"]),
        ([Case.send_a_certificate], ["configured"]),
        ([Case.configure, Case.configure], ["configured"]),
        (
            [Case.configure, Case.create_password, Case.go_live, Case.go_live],
            ["configured", "password_set", "environment_changed"],
        ),
        ([Case.suspend, Case.suspend], ["suspended"]),
        ([Case.resume], []),
        ([Case.register_again], []),
        ([Case.correct, Case.correct], ["changed"]),
        ([Case.use_a_link_twice], ["password_set"]),
    ],
)
async def test_each_change_is_told_once(case: Case, acts: list[Act], told: list[str]) -> None:
    """After the registration each change is told once; what changes nothing is not."""
    await case.register()
    for act in acts:
        await act(case)
    assert ["registered", *told] == await case.kinds()


async def test_typed_password_is_told_after_the_registration(case: Case) -> None:
    """By its hash, with whether it must be changed."""
    await case.register(password_by="typed", password_hash="$argon2id$…", must_change=True)
    registered, password_set = await case.told()
    assert "password" not in registered["data"]
    assert {"hash": "$argon2id$…", "must_change": True} == password_set["data"]["password"]


async def test_hash_is_told_with_the_password_alone(case: Case) -> None:
    """No other event carries it, whatever happens later."""
    await case.register(password_by="typed", password_hash="$argon2id$…")
    for act in (Case.correct, Case.suspend, Case.resume, Case.send_a_certificate, Case.remove):
        await act(case)
    told = [event["type"] for event in await case.told() if "argon2" in json.dumps(event)]
    assert ["customer.password_set"] == told


async def test_customer_is_told_as_it_is(case: Case) -> None:
    """Everything the emitter needs, by the names of the answers."""
    await case.register()
    (event,) = await case.told()
    plans = event["data"]["customer"].pop("plans")
    assert {
        "type": "customer.registered",
        "timestamp": "2026-11-24T12:00:00Z",
        "data": {
            "customer": {
                "id": case.customer.id,
                "reseller_id": case.shop.reseller.id,
                "version": 1,
                "environment": "homologacao",
                "suspended": False,
                "trial_ends_at": "2026-12-02T02:59:59Z",
                "registered_at": "2026-11-24T12:00:00Z",
                "name": "João da Silva",
                "phone": "+5511912345678",
                "email": "joao@padaria.example",
                "tax_id": "11222333000181",
                "legal_name": "Padaria Pão Quente Ltda",
                "trade_name": "Pão Quente",
                "status": "ATIVA",
                "tax_regime": "1",
                "state": "SP",
                "state_registration": "110042490114",
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
            }
        },
    } == event
    assert {
        "id": case.shop.plan_ids[0],
        "category": "Emissores Fiscais",
        "name": "Emissor NF-e",
        "documents": ["NF-e"],
        "price": "49.90",
        "trial_days": 7,
    } == plans[0]


async def test_removal_is_told_by_ids_alone(case: Case) -> None:
    """Nothing about the customer is kept in order to tell that it is gone."""
    await case.register()
    await case.remove()
    assert {"customer": {"id": case.customer.id, "reseller_id": case.shop.reseller.id}} == (
        await case.told()
    )[-1]["data"]


async def test_configuration_is_told_with_what_it_corrects(case: Case) -> None:
    """What the first access asks, and the registration as it was corrected by it."""
    await case.register()
    await case.configure()
    data = (await case.told())[-1]["data"]
    numberings = data["configuration"].pop("numberings")
    assert ("Campinas", 2) == (data["customer"]["city"], data["customer"]["version"])
    assert {
        "municipal_registration": "12345678",
        "certificate_type": "A3",
        "configured_at": "2026-11-24T12:00:00Z",
        "certificate": None,
        "logo": None,
    } == data["configuration"]
    assert (4, {"document": "NF-e", "environment": "producao", "series": 1, "next_number": 1521}) == (
        len(numberings),
        numberings[0],
    )


async def test_certificate_is_told_and_not_sent(case: Case) -> None:
    """The emitter learns which certificate there is; what opens it goes another way."""
    await case.register()
    await case.send_a_certificate()
    certificate = (await case.told())[-1]["data"]["configuration"]["certificate"]
    assert {
        "id": certificate["id"],
        "kind": "A1",
        "holder": "PADARIA PAO QUENTE LTDA",
        "tax_id": "11222333000181",
        "serial": "0A1B",
        "not_after": "2027-11-24T12:00:00Z",
    } == certificate


def test_every_column_is_told_or_left_out_on_purpose() -> None:
    """Who adds a column says whether the emitter is told."""
    assert {*PLAIN, *OTHERWISE_TOLD, *NOT_TOLD} == {column.key for column in CustomerRow.__table__.columns}


async def test_nothing_is_kept_where_nobody_is_told(database: Database) -> None:
    """Without an address to tell there is no outbox."""
    case = Case(database)
    await case.register()
    await case.correct()
    assert [] == await case.told()


async def test_change_that_does_not_happen_is_not_told(case: Case) -> None:
    """What is rolled back takes its event along."""
    await case.register()

    async def failing_turn() -> None:
        async with case.world.turn() as ports:
            await ports.customers.suspend(case.shop.reseller.id, case.customer.id, suspended=True)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await failing_turn()
    assert ["registered"] == await case.kinds()


async def test_changes_at_once_are_told_as_they_happened(case: Case) -> None:
    """Of changes at the same moment each event tells what those before it came to, and the last tells all."""
    await case.register()
    token = await case.link()
    await asyncio.gather(case.suspend(), case.use(token), case.correct())
    customers = [event["data"]["customer"] for event in await case.told()]
    suspended = [customer["suspended"] for customer in customers]
    versions = [customer["version"] for customer in customers]
    assert (sorted(suspended), sorted(versions)) == (suspended, versions)
    assert (True, 2) == (suspended[-1], versions[-1])


async def test_untold_change_is_found_out(case: Case) -> None:
    """The database of our tests refuses a change that nobody announced."""
    await case.register()
    with pytest.raises(AssertionError, match="not told"):
        async with case.world.database.transaction() as tx:
            await tx.session.execute(update(CustomerRow).values(environment="producao"))


async def test_time_of_an_event_is_that_of_the_change(case: Case) -> None:
    """Not when it is sent, which may be days later."""
    await case.register()
    case.world.clock.pass_days(2)
    await case.suspend()
    assert "2026-11-26T12:00:00Z" == (await case.told())[-1]["timestamp"]
