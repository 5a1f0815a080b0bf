"""What `Customers` promises."""

import pytest

from conversations.ports.customers import AlreadyCustomer, EmailTaken
from tests.contracts.world import RUI, World, linked


async def test_registered_in_homologacao(world: World) -> None:
    """A new customer is in `homologacao`, with the trial's end and now as its time."""
    registration = (await linked(world)).registration()
    async with world.turn() as ports:
        made = await ports.customers.register(registration)
    assert ("homologacao", registration.trial_ends_at, world.clock.now) == (
        made.environment,
        made.trial_ends_at,
        made.registered_at,
    )


async def test_registered_is_found(world: World) -> None:
    """The reseller finds it by tax id and IE, with the very same data."""
    shop = await linked(world)
    registration = shop.registration()
    async with world.turn() as ports:
        made = await ports.customers.register(registration)
    async with world.turn() as ports:
        found = await ports.customers.same(
            shop.reseller.id, registration.tax_id, registration.state_registration
        )
    assert made == found


async def test_same_key_registers_once(world: World) -> None:
    """However often the button is tapped, it is one customer, even if an answer has changed."""
    shop = await linked(world)
    async with world.turn() as ports:
        made = await ports.customers.register(shop.registration())
    async with world.turn() as ports:
        assert made == await ports.customers.register(shop.registration(email="other@padaria.example"))
        assert not await ports.customers.email_taken("other@padaria.example")


@pytest.mark.parametrize("email", ["joao@padaria.example", "Joao@Padaria.EXAMPLE"])
async def test_email_is_taken_whatever_its_case(world: World, email: str) -> None:
    """A second customer with the e-mail is refused, also of another reseller, and the turn goes on."""
    sol = await linked(world)
    lua = await linked(world, "Lua Sistemas", RUI)
    async with world.turn() as ports:
        await ports.customers.register(sol.registration())
    async with world.turn() as ports:
        assert await ports.customers.email_taken(email)
        with pytest.raises(EmailTaken):
            await ports.customers.register(lua.registration(key="other", email=email))
        await ports.customers.register(lua.registration(key="other", email="rui@lua.example"))


async def test_free_email_is_not_taken(world: World) -> None:
    """An e-mail nobody signs in with is free."""
    async with world.turn() as ports:
        assert not await ports.customers.email_taken("joao@padaria.example")


async def test_same_company_is_told_with_the_customer(world: World) -> None:
    """A repeat of tax id and IE says which customer it is; the e-mail is not what matters then."""
    shop = await linked(world)
    async with world.turn() as ports:
        made = await ports.customers.register(shop.registration())
    async with world.turn() as ports:
        with pytest.raises(AlreadyCustomer) as refused:
            await ports.customers.register(shop.registration(key="other"))
    assert made == refused.value.customer


async def test_another_registration_of_the_state_is_another_customer(world: World) -> None:
    """One company with two IEs may be two customers."""
    shop = await linked(world)
    async with world.turn() as ports:
        first = await ports.customers.register(shop.registration())
        second = await ports.customers.register(
            shop.registration(key="other", email="filial@padaria.example", state_registration="ISENTO")
        )
    assert first.id != second.id


async def test_other_resellers_customers_are_not_seen(world: World) -> None:
    """The same company at another reseller blocks nothing and is not found."""
    sol = await linked(world)
    lua = await linked(world, "Lua Sistemas", RUI)
    async with world.turn() as ports:
        await ports.customers.register(sol.registration())
    repeat = lua.registration(key="other", email="rui@lua.example")
    async with world.turn() as ports:
        assert None is await ports.customers.same(lua.reseller.id, repeat.tax_id, repeat.state_registration)
        assert "rui@lua.example" == (await ports.customers.register(repeat)).email


@pytest.mark.parametrize(
    ("tax_id", "found"),
    [
        ("11222333000262", "Padaria Pão Quente Ltda"),
        ("11222333000181", None),
        ("11222334000106", None),
    ],
)
async def test_another_place_of_the_company(world: World, tax_id: str, found: str | None) -> None:
    """The same root and another number; neither the number itself, nor another company, nor a CPF."""
    shop = await linked(world)
    async with world.turn() as ports:
        await ports.customers.register(shop.registration())
        cpf = shop.registration(key="cpf", email="cpf@pessoa.example", tax_id="11222333001")
        await ports.customers.register(cpf)
    async with world.turn() as ports:
        sibling = await ports.customers.sibling(shop.reseller.id, tax_id)
    assert found == (sibling.answers.legal_name if sibling else None)


async def test_a_company_with_letters_has_places_too(world: World) -> None:
    """An alphanumeric CNPJ is found by its root."""
    shop = await linked(world)
    async with world.turn() as ports:
        await ports.customers.register(shop.registration(tax_id="12ABC34501DE35"))
        sibling = await ports.customers.sibling(shop.reseller.id, "12ABC34500ZZ00")
    assert sibling


async def test_the_newest_of_several_places(world: World) -> None:
    """Its contact is the likeliest to be right still; other resellers' customers are not found."""
    shop, lua = await linked(world), await linked(world, "Lua Sistemas", RUI)
    for number, tax_id in enumerate(("11222333000181", "11222333000262")):
        world.clock.pass_days(1)
        async with world.turn() as ports:
            await ports.customers.register(
                shop.registration(key=tax_id, email=f"{number}@padaria.example", tax_id=tax_id)
            )
    async with world.turn() as ports:
        sibling = await ports.customers.sibling(shop.reseller.id, "11222333000343")
        assert await ports.customers.sibling(lua.reseller.id, "11222333000343") is None
    assert sibling
    assert "11222333000262" == sibling.answers.tax_id
