"""What `Ratings` promises."""

from conversations.ports.ratings import LAST, Comment
from tests.contracts.world import RUI, World, linked


async def test_nobody_said_anything(world: World) -> None:
    """No ratings, no average."""
    shop = await linked(world)
    async with world.turn() as ports:
        rated = await ports.ratings.of(shop.reseller.id)
    assert (0, 0.0, ()) == (rated.count, rated.average, rated.comments)


async def test_stars_with_and_without_words(world: World) -> None:
    """All stars count, only words are comments."""
    shop = await linked(world)
    async with world.turn() as ports:
        for number, words in enumerate(("bom", "")):
            made = await ports.customers.register(
                shop.registration(
                    key=str(number), email=f"{number}@x.example", tax_id=f"1122233300018{number}"
                )
            )
            assert await ports.ratings.rate(shop.reseller.id, made.id, 4 + number)
            await ports.ratings.comment(shop.reseller.id, made.id, words)
    async with world.turn() as ports:
        rated = await ports.ratings.of(shop.reseller.id)
    assert (2, 4.5, (Comment(4, "bom", "Pão Quente", world.clock.now),)) == (
        rated.count,
        rated.average,
        rated.comments,
    )


async def test_rated_once(world: World) -> None:
    """The first stars stay."""
    shop = await linked(world)
    async with world.turn() as ports:
        made = await ports.customers.register(shop.registration())
        given = [await ports.ratings.rate(shop.reseller.id, made.id, stars) for stars in (2, 5)]
        rated = await ports.ratings.of(shop.reseller.id)
    assert ([True, False], 2.0) == (given, rated.average)


async def test_only_the_newest_comments(world: World) -> None:
    """The newest first."""
    shop = await linked(world)
    for number in range(LAST + 1):
        world.clock.pass_days(1)
        async with world.turn() as ports:
            made = await ports.customers.register(
                shop.registration(
                    key=str(number), email=f"{number}@x.example", tax_id=f"112223330001{number:02}"
                )
            )
            await ports.ratings.rate(shop.reseller.id, made.id, 3)
            await ports.ratings.comment(shop.reseller.id, made.id, f"comentário {number}")
    async with world.turn() as ports:
        rated = await ports.ratings.of(shop.reseller.id)
    assert [f"comentário {n}" for n in range(LAST, 0, -1)] == [comment.text for comment in rated.comments]


async def test_other_resellers_customers(world: World) -> None:
    """Are neither rated nor read."""
    sol, lua = await linked(world), await linked(world, "Lua Sistemas", RUI)
    async with world.turn() as ports:
        made = await ports.customers.register(sol.registration())
        assert not await ports.ratings.rate(lua.reseller.id, made.id, 1)
        await ports.ratings.rate(sol.reseller.id, made.id, 5)
        await ports.ratings.comment(lua.reseller.id, made.id, "forjado")
        rated = [await ports.ratings.of(one.reseller.id) for one in (sol, lua)]
    assert [(1, ()), (0, ())] == [(one.count, one.comments) for one in rated]
