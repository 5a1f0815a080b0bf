"""What `Access` promises."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
import pytest_asyncio

from bot.adapters.access import SqlAccess
from bot.pages.links import use_up
from bot.sealing import TokenMaker
from conversations.ports.access import Access
from conversations.ports.customers import Gone
from tests.contracts.world import RUI, FakeWorld, SqlWorld, World, linked
from tests.fakes.access import FakeAccess


class Doors:
    """The port over the world's customers, and what its addresses open."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.reseller_id = self.person_id = self.customer_id = ""
        self._fake = FakeAccess(world.customers, clock=world.clock) if isinstance(world, FakeWorld) else None

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Access]:
        if self._fake:
            yield self._fake
        elif isinstance(self.world, SqlWorld):
            async with self.world.database.transaction() as tx:
                yield SqlAccess(tx, TokenMaker("secret"), "https://bot.example/", clock=self.world.clock)

    async def link(self, key: str = "turn1", **other: str) -> str:
        """A link of a turn of its own, to the registered customer unless said otherwise."""
        usual = {
            "reseller_id": self.reseller_id,
            "person_id": self.person_id,
            "customer_id": self.customer_id,
        }
        async with self.turn() as access:
            return await access.link(**(usual | other), key=key)

    async def use(self, address: str) -> bool:
        """Whether the page behind an address lets somebody in."""
        if self._fake:
            return await self._fake.use(address)
        assert isinstance(self.world, SqlWorld)
        async with self.world.database.transaction() as tx:
            return await use_up(tx, address.rsplit("/", 1)[1], self.world.clock())


@pytest_asyncio.fixture
async def doors(world: World) -> Doors:
    doors = Doors(world)
    shop = await linked(world)
    async with world.turn() as ports:
        customer = await ports.customers.register(shop.registration())
    doors.reseller_id, doors.person_id, doors.customer_id = shop.reseller.id, shop.person_id, customer.id
    return doors


async def test_same_key_makes_the_same_address(doors: Doors) -> None:
    """A replayed turn gives the person the same link."""
    assert await doors.link() == await doors.link()


async def test_another_key_makes_another_address(doors: Doors) -> None:
    """Acessar tapped again is a new link."""
    assert await doors.link("turn1") != await doors.link("turn2")


async def test_the_address_is_ours(doors: Doors) -> None:
    """It is under `/s/` of the public address, and names nothing."""
    address = await doors.link()
    assert "https://bot.example/s/" == address[: address.rindex("/") + 1]
    assert [] == [id_ for id_ in (doors.reseller_id, doors.person_id, doors.customer_id) if id_ in address]


async def test_a_page_is_available(doors: Doors) -> None:
    """With a public address the button can be offered."""
    async with doors.turn() as access:
        assert access.available()


async def test_link_is_good_once(doors: Doors) -> None:
    """Whoever opens it second is not let in."""
    address = await doors.link()
    assert (True, False) == (await doors.use(address), await doors.use(address))


async def test_link_lasts_ten_minutes(doors: Doors) -> None:
    """A second before the end it lets in, at the end it does not."""
    early, late = await doors.link("turn1"), await doors.link("turn2")
    doors.world.clock.now += timedelta(minutes=9, seconds=59)
    before = await doors.use(early)
    doors.world.clock.now += timedelta(seconds=1)
    assert (True, False) == (before, await doors.use(late))


async def test_replay_makes_no_used_link_good(doors: Doors) -> None:
    """The turn played again after its link was used gives the same used link."""
    address = await doors.link()
    await doors.use(address)
    assert (address, False) == (await doors.link(), await doors.use(address))


async def test_another_resellers_customer_is_gone(doors: Doors) -> None:
    """It is as if there were none of this id."""
    other = await linked(doors.world, "Lua Sistemas", RUI)
    with pytest.raises(Gone):
        await doors.link(reseller_id=other.reseller.id, person_id=other.person_id)


@pytest.mark.parametrize("id_", ["unknown", "", "x" * 500, "é\u2028"])
async def test_unknown_customer_is_gone(doors: Doors, id_: str) -> None:
    """Whatever the id looks like."""
    with pytest.raises(Gone):
        await doors.link(customer_id=id_)


async def test_removed_customer_is_gone(doors: Doors) -> None:
    """A button under an old message leads nowhere, and neither does the link that was made before."""
    address = await doors.link()
    async with doors.world.turn() as ports:
        await ports.customers.remove(doors.reseller_id, doors.customer_id)
    with pytest.raises(Gone):
        await doors.link("turn2")
    assert not await doors.use(address)
