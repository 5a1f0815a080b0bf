"""An emitter that is new, or has lost something, is told everything once more."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select

from bot.adapters.certificates_kept import Taken, put_certificate
from bot.db.database import Database
from bot.db.models import OutboxRow
from bot.operator import UnknownReseller, add_reseller
from bot.operator import provisioning as operator
from bot.operator.provisioning import resend
from bot.sealing import TokenMaker
from tests.contracts.test_first_access import configuration
from tests.contracts.world import Shop, SqlWorld, linked

HASH = {"password_by": "typed", "password_hash": "$argon2id$"}


class Told:
    """A reseller with customers, of whom the emitter was told already.

    Args:
        database: with its outbox on.
    """

    def __init__(self, database: Database) -> None:
        self.world = SqlWorld(database)
        self.shop: Shop

    async def customers(self, *answers: dict[str, Any]) -> list[str]:
        self.shop = await linked(self.world)
        made = []
        for number, changed in enumerate(answers):
            own = {"key": f"k{number}", "tax_id": f"1122233300{number:04}", "email": f"{number}@loja.example"}
            self.world.clock.now += timedelta(minutes=1)
            async with self.world.turn() as ports:
                made.append((await ports.customers.register(self.shop.registration(**own, **changed))).id)
        await self.forget()
        return made

    async def forget(self) -> None:
        async with self.world.database.transaction() as tx:
            await tx.session.execute(delete(OutboxRow))

    async def resent(self, *, passwords: bool = True) -> list[tuple[str, str]]:
        """Of whom what is told anew."""
        reseller_id = self.shop.reseller.id
        await resend(self.world.database, reseller_id, passwords=passwords, clock=self.world.clock)
        return [(body["data"]["customer"]["id"], body["type"]) for body in await self.bodies()]

    async def bodies(self) -> list[dict[str, Any]]:
        async with self.world.database.transaction() as tx:
            found = await tx.session.scalars(select(OutboxRow.body).order_by(OutboxRow.number))
            return [json.loads(body) for body in found]


@pytest.fixture
async def told(database_url: str) -> AsyncIterator[Told]:
    database = Database(database_url, outbox=True)
    yield Told(database)
    await database.close()


async def test_all_customers_are_told_anew(told: Told) -> None:
    """The oldest first, each with the password that there is."""
    first, second = await told.customers({}, HASH)
    assert [
        (first, "customer.registered"),
        (second, "customer.registered"),
        (second, "customer.password_set"),
    ] == await told.resent()


async def test_passwords_may_be_left_out(told: Told) -> None:
    """Where they were changed in the emitter since."""
    (customer,) = await told.customers(HASH)
    assert [(customer, "customer.registered")] == await told.resent(passwords=False)


async def test_configuration_is_told_anew(told: Told) -> None:
    """As it is now, with what it corrected."""
    (id_,) = await told.customers({})
    async with told.world.turn() as ports:
        customer = await ports.customers.same(told.shop.reseller.id, "11222333000000", "110042490114")
        assert customer
        await ports.first_access.configure(configuration(told.shop, customer))
    await told.forget()
    assert [(id_, "customer.registered"), (id_, "customer.configured")] == await told.resent()
    assert "A3" == (await told.bodies())[1]["data"]["configuration"]["certificate_type"]


async def test_certificate_is_told_anew(told: Told) -> None:
    """Also of a customer who has configured nothing yet."""
    (id_,) = await told.customers({})
    until = told.world.clock.now + timedelta(days=9)
    taken = Taken(holder="PADARIA", tax_id="11222333000181", serial="1", not_after=until, sealed=b"")
    async with told.world.database.transaction() as tx:
        await put_certificate(tx.session, id_, taken, told.world.clock.now)
    assert (id_, "customer.configured") == (await told.resent())[-1]


async def test_state_is_told_with_the_customer(told: Told) -> None:
    """A customer that is suspended, or in production, is told so."""
    (id_,) = await told.customers({})
    async with told.world.turn() as ports:
        await ports.customers.suspend(told.shop.reseller.id, id_, suspended=True)
    await told.world.go_live(id_)
    await told.forget()
    await told.resent()
    customer = (await told.bodies())[0]["data"]["customer"]
    assert (True, "producao") == (customer["suspended"], customer["environment"])


async def test_other_resellers_customers_are_left_alone(told: Told) -> None:
    """Of a reseller without customers nothing is told."""
    await told.customers({})
    async with told.world.database.transaction() as tx:
        other, _ = await add_reseller(tx, "Contábil Lua", "", TokenMaker("secret"))
    assert 0 == await resend(told.world.database, other.id, passwords=True)
    assert [] == await told.bodies()


async def test_many_customers_are_queued_in_portions(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them, however many portions that takes."""
    monkeypatch.setattr(operator, "PORTION", 2)
    ids = await told.customers({}, {}, {}, {}, {})
    assert ids == [id_ for id_, _ in await told.resent()]


async def test_unknown_reseller(told: Told) -> None:
    """Is named as such."""
    with pytest.raises(UnknownReseller):
        await resend(told.world.database, "nobody", passwords=True)
