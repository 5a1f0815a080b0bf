"""What `Certificates` promises."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from bot.adapters.certificates import SqlCertificates
from bot.adapters.certificates_kept import Taken
from bot.pages.certificate_keeping import keep_certificate
from bot.sealing import TokenMaker
from conversations.ports.certificates import Certificate, Certificates
from conversations.ports.customers import Gone
from tests.contracts.world import ANA, RUI, FakeWorld, SqlWorld, World, linked
from tests.fakes.certificates import FakeCertificates

NEXT_YEAR = datetime(2027, 11, 20, 23, 59, 59, tzinfo=UTC)


class Safe:
    """The port over the world's customers, and what is sent to its addresses."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.reseller_id = self.customer_id = ""
        self.expected = Certificate(
            holder="PADARIA PAO QUENTE LTDA",
            tax_id="11222333000181",
            not_after=NEXT_YEAR,
            kept_at=world.clock.now,
        )
        self._fake = (
            FakeCertificates(world.customers, clock=world.clock) if isinstance(world, FakeWorld) else None
        )

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Certificates]:
        if self._fake:
            yield self._fake
        elif isinstance(self.world, SqlWorld):
            async with self.world.database.transaction() as tx:
                yield SqlCertificates(tx, TokenMaker("secret"), "https://bot.example/", self.world.clock)

    async def link(self, key: str = "turn1", **other: str) -> str:
        """A link of a turn of its own, to the registered customer unless said otherwise."""
        usual = {"reseller_id": self.reseller_id, "customer_id": self.customer_id}
        async with self.turn() as certificates:
            return await certificates.link(**(usual | other), asked_by=ANA, key=key)

    async def find(self, **other: str) -> Certificate | None:
        usual = {"reseller_id": self.reseller_id, "customer_id": self.customer_id}
        async with self.turn() as certificates:
            return await certificates.find(**(usual | other))

    async def take(self, address: str, holder: str = "PADARIA PAO QUENTE LTDA") -> bool:
        """Whether the page behind an address takes a certificate."""
        sent = replace(self.expected, holder=holder)
        if self._fake:
            return await self._fake.take(address, sent)
        assert isinstance(self.world, SqlWorld)
        taken = Taken(
            holder=holder, tax_id=sent.tax_id, serial="0a", not_after=sent.not_after, sealed=b"sealed"
        )
        async with self.world.database.transaction() as tx:
            return await keep_certificate(tx, address.rsplit("/", 1)[1], taken, self.world.clock())


@pytest_asyncio.fixture
async def safe(world: World) -> Safe:
    safe = Safe(world)
    shop = await linked(world)
    async with world.turn() as ports:
        customer = await ports.customers.register(shop.registration())
    safe.reseller_id, safe.customer_id = shop.reseller.id, customer.id
    return safe


async def test_same_key_makes_the_same_address(safe: Safe) -> None:
    """A replayed turn gives the person the same link."""
    assert await safe.link() == await safe.link()


async def test_another_key_makes_another_address(safe: Safe) -> None:
    """A link asked for again is a new one."""
    assert await safe.link("turn1") != await safe.link("turn2")


async def test_the_address_is_ours(safe: Safe) -> None:
    """It is under `/s/` of the public address, and names nothing."""
    address = await safe.link()
    assert "https://bot.example/s/" == address[: address.rindex("/") + 1]
    assert [] == [id_ for id_ in (safe.reseller_id, safe.customer_id) if id_ in address]


async def test_a_page_is_available(safe: Safe) -> None:
    """With a public address the link can be offered."""
    async with safe.turn() as certificates:
        assert certificates.available()


async def test_nothing_is_known_at_first(safe: Safe) -> None:
    """A customer who sent none has none."""
    await safe.link()
    assert await safe.find() is None


async def test_what_was_taken_is_known(safe: Safe) -> None:
    """Holder, tax id, until when it is good, and when it came."""
    assert await safe.take(await safe.link())
    assert safe.expected == await safe.find()


async def test_link_is_good_once(safe: Safe) -> None:
    """A second certificate by the same link is refused, and the first stays."""
    address = await safe.link()
    assert (True, False) == (await safe.take(address), await safe.take(address, "OUTRA"))
    assert safe.expected == await safe.find()


async def test_taking_closes_the_customers_other_links(safe: Safe) -> None:
    """An old message cannot replace the certificate."""
    old, new = await safe.link("turn1"), await safe.link("turn2")
    assert (True, False) == (await safe.take(new), await safe.take(old, "OUTRA"))


async def test_a_new_one_replaces_the_old(safe: Safe) -> None:
    """By a link of its own."""
    await safe.take(await safe.link("turn1"), "ANTIGA")
    await safe.take(await safe.link("turn2"))
    assert safe.expected == await safe.find()


async def test_link_lasts_seven_days(safe: Safe) -> None:
    """A second before the end it takes one, at the end it does not."""
    early, late = await safe.link("turn1"), await safe.link("turn2")
    safe.world.clock.now += timedelta(days=7) - timedelta(seconds=1)
    safe.expected = replace(safe.expected, kept_at=safe.world.clock.now)
    again = await safe.link("turn3")
    before = await safe.take(early)
    safe.world.clock.now += timedelta(seconds=1)
    assert (True, False, False) == (before, await safe.take(late), await safe.take(again))


async def test_another_resellers_customer_is_gone(safe: Safe) -> None:
    """It is as if there were none of this id, whatever was sent for it."""
    await safe.take(await safe.link())
    other = await linked(safe.world, "Lua Sistemas", RUI)
    assert await safe.find(reseller_id=other.reseller.id) is None
    with pytest.raises(Gone):
        await safe.link("turn2", reseller_id=other.reseller.id)


@pytest.mark.parametrize("id_", ["unknown", "", "x" * 500, "é\u2028", "\0"])
async def test_unknown_customer_is_gone(safe: Safe, id_: str) -> None:
    """Whatever the id looks like."""
    assert await safe.find(customer_id=id_) is None
    with pytest.raises(Gone):
        await safe.link(customer_id=id_)


async def test_removed_customer_is_gone(safe: Safe) -> None:
    """The certificate goes with it, and the link that was made before leads nowhere."""
    await safe.take(await safe.link())
    address = await safe.link("turn2")
    async with safe.world.turn() as ports:
        await ports.customers.remove(safe.reseller_id, safe.customer_id)
    assert (None, False) == (await safe.find(), await safe.take(address))
    with pytest.raises(Gone):
        await safe.link("turn3")
