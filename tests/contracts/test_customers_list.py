"""What `Customers` promises of its list, and of its filters."""

from datetime import timedelta
from typing import get_args

import pytest

from conversations.ports.customers import PAGE, Listed, Only
from conversations.registration.finish import trial_end
from tests.contracts.world import RUI, Shop, World, linked


async def _register(world: World, shop: Shop, *numbers: int) -> list[str]:
    """Registers a customer a minute; gives their ids."""
    made = []
    for number in numbers:
        registration = shop.registration(
            key=f"{shop.reseller.id}:{number}",
            email=f"c{number}@r{shop.reseller.id}.example",
            trade_name=f"Loja {number}",
            state_registration=f"{number:012}",
        )
        async with world.turn() as ports:
            made.append((await ports.customers.register(registration)).id)
        world.clock.now += timedelta(minutes=1)
    return made


async def _ids(world: World, shop: Shop, only: Only = "all", query: str = "") -> set[str]:
    async with world.turn() as ports:
        page = await ports.customers.page(shop.reseller.id, only=only, query=query)
    return {customer.id for customer in page.customers}


async def test_newest_come_first(world: World) -> None:
    """Whoever was registered last stands first."""
    shop = await linked(world)
    made = await _register(world, shop, 1, 2, 3)
    async with world.turn() as ports:
        page = await ports.customers.page(shop.reseller.id)
    assert (made[::-1], 0, False) == ([customer.id for customer in page.customers], page.number, page.more)


async def test_registered_at_once_come_by_id(world: World) -> None:
    """Customers of the same moment keep their order, so that no page shows one twice."""
    shop = await linked(world)
    async with world.turn() as ports:
        made = [
            await ports.customers.register(
                shop.registration(
                    key=str(number), email=f"{number}@x.example", state_registration=str(number)
                )
            )
            for number in range(3)
        ]
        page = await ports.customers.page(shop.reseller.id)
    assert sorted((one.id for one in made), reverse=True) == [customer.id for customer in page.customers]


@pytest.mark.parametrize(
    ("number", "there", "shown", "more"),
    [
        (0, PAGE, PAGE, False),
        (0, PAGE + 1, PAGE, True),
        (1, PAGE + 1, 1, False),
        (2, PAGE + 1, 0, False),
        (0, 0, 0, False),
        (-1, 1, 0, False),
        (10**30, 1, 0, False),
    ],
)
async def test_a_page_has_eight(world: World, number: int, there: int, shown: int, more: bool) -> None:
    """Eight are on a page, which says whether there are more behind it; there is none beyond the last."""
    shop = await linked(world)
    await _register(world, shop, *range(there))
    async with world.turn() as ports:
        page = await ports.customers.page(shop.reseller.id, number=number)
    assert (shown, number, more) == (len(page.customers), page.number, page.more)


async def test_pages_have_each_customer_once(world: World) -> None:
    """Page after page shows all there are."""
    shop = await linked(world)
    made = await _register(world, shop, *range(2 * PAGE + 1))
    seen: list[str] = []
    async with world.turn() as ports:
        for number in range(3):
            page = await ports.customers.page(shop.reseller.id, number=number, query="loja")
            seen += [customer.id for customer in page.customers]
    assert made[::-1] == seen


async def test_a_line_of_the_list(world: World) -> None:
    """A line says who it is, in what state, and who brought it."""
    shop = await linked(world)
    async with world.turn() as ports:
        made = await ports.customers.register(shop.registration())
        (line,) = (await ports.customers.page(shop.reseller.id)).customers
    assert line == Listed(
        id=made.id,
        name="Pão Quente",
        tax_id="11222333000181",
        environment="homologacao",
        missing=3,  # numbers, certificate, password
        suspended=False,
        trial_ends_at=made.trial_ends_at,
        registered_by="Ana",
        by_invite=False,
    )


async def test_without_trade_name_by_the_legal_one(world: World) -> None:
    """A customer without a trade name is listed by its legal name."""
    shop = await linked(world)
    async with world.turn() as ports:
        await ports.customers.register(shop.registration(trade_name=""))
        (line,) = (await ports.customers.page(shop.reseller.id)).customers
    assert "Padaria Pão Quente Ltda" == line.name


async def test_who_came_by_invite_was_registered_by_nobody(world: World) -> None:
    """A customer who registered alone has no person, and says so."""
    shop = await linked(world)
    async with world.turn() as ports:
        await ports.customers.register(shop.registration(person_id="", consent="1"))
        (line,) = (await ports.customers.page(shop.reseller.id)).customers
    assert ("", True) == (line.registered_by, line.by_invite)


@pytest.mark.parametrize("query", ["", "loja"])
async def test_another_resellers_customers_are_not_listed(world: World, query: str) -> None:
    """Each reseller sees its own, also by a word that both have."""
    sol, lua = await linked(world), await linked(world, "Lua Sistemas", RUI)
    (mine,), (other,) = await _register(world, sol, 1), await _register(world, lua, 2)
    assert ({mine}, {other}) == (await _ids(world, sol, query=query), await _ids(world, lua, query=query))


async def test_filters_show_only_the_resellers_own(world: World) -> None:
    """No filter shows another reseller's customers."""
    sol, lua = await linked(world), await linked(world, "Lua Sistemas", RUI)
    made = await _register(world, sol, 1, 2)
    await world.go_live(made[0])
    assert [] == [only for only in get_args(Only) if await _ids(world, lua, only)]


@pytest.mark.parametrize(
    ("only", "shown"),
    [("in_trial", {"ends in 3 days", "ends later"}), ("ending", {"ends in 3 days"}), ("ended", {"ends now"})],
)
async def test_by_the_end_of_the_trial(world: World, only: Only, shown: set[str]) -> None:
    """A trial that ends now has ended; one that ends on the third day, to its last second, is ending."""
    shop = await linked(world)
    ends = {
        "ends now": world.clock.now,
        "ends in 3 days": trial_end(world.clock.now, 3),
        "ends later": trial_end(world.clock.now, 3) + timedelta(seconds=1),
    }
    async with world.turn() as ports:
        for number, (name, end) in enumerate(ends.items()):
            answers = {"key": name, "email": f"{number}@x.example", "state_registration": str(number)}
            await ports.customers.register(shop.registration(**answers, trade_name=name, trial_ends_at=end))
        page = await ports.customers.page(shop.reseller.id, only=only)
    assert shown == {customer.name for customer in page.customers}


async def test_by_environment(world: World) -> None:
    """Homologação and Produção part the list."""
    shop = await linked(world)
    first, second = await _register(world, shop, 1, 2)
    await world.go_live(first)
    assert {first} == await _ids(world, shop, "producao")
    assert {second} == await _ids(world, shop, "homologacao")


@pytest.mark.parametrize(
    ("answers", "pending"),
    [
        ({"password_by": "link"}, True),
        ({"password_by": "generated"}, True),
        ({"password_by": "typed", "password_hash": "hash", "must_change": True}, False),
    ],
)
async def test_password_is_pending(world: World, answers: dict[str, object], pending: bool) -> None:
    """Until the customer used the page of its password; a typed one is there at once."""
    shop = await linked(world)
    async with world.turn() as ports:
        made = await ports.customers.register(shop.registration(**answers))
        assert pending == (await ports.customers.record(shop.reseller.id, made.id)).password_pending
    assert ({made.id} if pending else set()) == await _ids(world, shop, "password_pending")


async def test_created_password_is_not_pending(world: World) -> None:
    """Whoever created the password leaves the filter."""
    shop = await linked(world)
    first, second = await _register(world, shop, 1, 2)
    await world.create_password(first)
    assert {second} == await _ids(world, shop, "password_pending")
    async with world.turn() as ports:
        assert not (await ports.customers.record(shop.reseller.id, first)).password_pending


async def test_search_within_a_filter(world: World) -> None:
    """Both have to hold: the word and the filter."""
    shop = await linked(world)
    _, live, both = await _register(world, shop, 1, 2, 22)
    await world.go_live(live)
    await world.create_password(live)
    found = {only: await _ids(world, shop, only, "loja 2") for only in get_args(Only)}
    assert found == {
        "all": {live, both},
        "in_trial": {live, both},
        "ending": set(),
        "ended": set(),
        "password_pending": {both},
        "ready": set(),
        "unready": {live, both},
        "homologacao": {both},
        "producao": {live},
    }
