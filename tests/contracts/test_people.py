"""What `People` promises."""

import pytest

from conversations.ports.people import Account, LinkInvalid, Own
from tests.contracts.world import ANA, RUI, World, linked


async def test_a_stranger_is_nobody(world: World) -> None:
    """An account that opened no link finds no person."""
    await world.reseller("Contábil Sol")
    async with world.turn() as ports:
        assert None is await ports.people.find(ANA)


async def test_link_makes_a_person(world: World) -> None:
    """Whoever opens the link is found as a person of that reseller from then on."""
    reseller, token = await world.reseller("Contábil Sol")
    async with world.turn() as ports:
        made = await ports.people.link(token, ANA, "Ana Souza")
    async with world.turn() as ports:
        found = await ports.people.find(ANA)
    assert (made, reseller, "Ana Souza") == (found, made.reseller, made.name)


async def test_replay_finds_the_same_person(world: World) -> None:
    """The same account with the same token is the person it made, however late."""
    _, token = await world.reseller("Contábil Sol")
    async with world.turn() as ports:
        made = await ports.people.link(token, ANA, "Ana")
    world.clock.pass_days(30)
    async with world.turn() as ports:
        assert made == await ports.people.link(token, ANA, "Ana")


async def test_long_name_is_cut(world: World) -> None:
    """Of a name on an account 60 characters are kept."""
    _, token = await world.reseller("Contábil Sol")
    async with world.turn() as ports:
        assert "a" * 60 == (await ports.people.link(token, ANA, "a" * 61)).name


async def test_token_is_good_once(world: World) -> None:
    """A second account is refused, and stays a stranger."""
    _, token = await world.reseller("Contábil Sol")
    async with world.turn() as ports:
        await ports.people.link(token, ANA, "Ana")
    async with world.turn() as ports:
        with pytest.raises(LinkInvalid):
            await ports.people.link(token, RUI, "Rui")
        assert None is await ports.people.find(RUI)


@pytest.mark.parametrize("token", ["", "unknown", "á" * 500, "\x00", "\ud83d"])
async def test_unknown_token_is_refused(world: World, token: str) -> None:
    """A token nobody made links nobody."""
    async with world.turn() as ports:
        with pytest.raises(LinkInvalid):
            await ports.people.link(token, ANA, "Ana")


async def test_token_lasts_seven_days(world: World) -> None:
    """On the seventh day it is too late."""
    _, token = await world.reseller("Contábil Sol")
    world.clock.pass_days(7)
    async with world.turn() as ports:
        with pytest.raises(LinkInvalid):
            await ports.people.link(token, ANA, "Ana")


async def test_person_of_another_reseller_is_refused(world: World) -> None:
    """A person belongs to one reseller: another's link moves nobody, and stays good for somebody else."""
    _, first = await world.reseller("Contábil Sol")
    other, second = await world.reseller("Lua Sistemas")
    async with world.turn() as ports:
        mine = await ports.people.link(first, ANA, "Ana")
    async with world.turn() as ports:
        with pytest.raises(LinkInvalid):
            await ports.people.link(second, ANA, "Ana")
    async with world.turn() as ports:
        assert mine == await ports.people.find(ANA)
        assert other == (await ports.people.link(second, RUI, "Rui")).reseller


async def test_own_registration_is_found(world: World) -> None:
    """Who finished a registration finds it with its reseller; anybody else finds none."""
    shop = await linked(world)
    async with world.turn() as ports:
        customer = await ports.customers.register(shop.registration())
        await ports.people.own_registration(RUI, customer.id)
    async with world.turn() as ports:
        found = [await ports.people.own(account) for account in (RUI, ANA)]
    assert [Own(customer.id, shop.reseller), None] == found


async def test_newest_registration_is_ones_own(world: World) -> None:
    """A second registration takes the place of the first; noting it twice changes nothing."""
    shop = await linked(world)
    for key in ("1", "2", "2"):
        async with world.turn() as ports:
            registration = shop.registration(
                key=key, email=f"{key}@padaria.example", state_registration=f"11004249011{key}"
            )
            customer = await ports.customers.register(registration)
            await ports.people.own_registration(RUI, customer.id)
    async with world.turn() as ports:
        assert Own(customer.id, shop.reseller) == await ports.people.own(RUI)


async def test_removed_registration_is_nobodys(world: World) -> None:
    """When the reseller removes the customer, its account is a stranger's again."""
    shop = await linked(world)
    async with world.turn() as ports:
        customer = await ports.customers.register(shop.registration())
        await ports.people.own_registration(RUI, customer.id)
    async with world.turn() as ports:
        await ports.customers.remove(shop.reseller.id, customer.id)
        assert None is await ports.people.own(RUI)


async def test_support_is_told_to_all(world: World) -> None:
    """The contact that is set is what the reseller's persons and customers see, and no other reseller's."""
    sol, lua = await linked(world), await linked(world, "Lua Sistemas", RUI)
    bia = Account("telegram", "2001")
    async with world.turn() as ports:
        customer = await ports.customers.register(sol.registration())
        await ports.people.own_registration(bia, customer.id)
        await ports.people.set_support(sol.reseller.id, " (11) 91234-5678 ")
        own, ana, rui = (
            await ports.people.own(bia),
            await ports.people.find(ANA),
            await ports.people.find(RUI),
        )
    assert own
    assert ana
    assert rui
    assert ("(11) 91234-5678", own.reseller, lua.reseller) == (
        ana.reseller.support,
        ana.reseller,
        rui.reseller,
    )


async def test_long_support_is_refused(world: World) -> None:
    """500 characters are kept, and one more is refused."""
    shop = await linked(world)
    async with world.turn() as ports:
        await ports.people.set_support(shop.reseller.id, "a" * 500)
        with pytest.raises(ValueError, match="at most 500"):
            await ports.people.set_support(shop.reseller.id, "b" * 501)
        ana = await ports.people.find(ANA)
    assert ana
    assert "a" * 500 == ana.reseller.support


async def test_stranger_is_sent_to_the_oldest_reseller_that_said_how(world: World) -> None:
    """Somebody answers for the bot as soon as one reseller said how it is reached."""
    await world.reseller("Contábil Sol")
    for name, support in (("Lua Sistemas", "Fale com a Lua"), ("Mar Softwares", "Fale com a Mar")):
        world.clock.pass_days(1)
        await world.reseller(name, support)
    async with world.turn() as ports:
        assert "Fale com a Lua" == await ports.people.support()


async def test_demo_answers_where_it_is_alone(world: World) -> None:
    """Whoever tries the program sees what a stranger sees."""
    demo = await world.demo()
    async with world.turn() as ports:
        assert demo.support == await ports.people.support()


@pytest.mark.parametrize("support", ["Fale com a Sol", ""])
async def test_demo_answers_for_nobody_real(world: World, support: str) -> None:
    """With a real reseller, no stranger is sent to the demo's telephone, which is nobody's."""
    await world.demo()
    world.clock.pass_days(1)
    await world.reseller("Contábil Sol", support)
    async with world.turn() as ports:
        assert support == await ports.people.support()


async def test_nobody_answers_for_an_empty_bot(world: World) -> None:
    """Without resellers there is nobody to be sent to."""
    async with world.turn() as ports:
        assert "" == await ports.people.support()
