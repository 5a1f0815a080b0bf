"""What `FirstAccess` promises."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from conversations.first_access.readiness import missing
from conversations.ports.customers import AlreadyCustomer, Changed, Customer, Gone
from conversations.ports.first_access import Configuration, Facts, NotReady, Numbering
from tests.contracts.world import RUI, Shop, World, linked

NUMBERS = (
    Numbering(document="NF-e", environment="producao", series=1, next_number=1521),
    Numbering(document="NF-e", environment="homologacao", series=1, next_number=1),
    Numbering(document="NFC-e", environment="producao", series=2, next_number=999_999_999),
    Numbering(document="NFC-e", environment="homologacao", series=0, next_number=1),
)


def configuration(shop: Shop, customer: Customer, **changed: Any) -> Configuration:
    """A whole one, by the reseller's person."""
    answers: dict[str, Any] = {
        "reseller_id": shop.reseller.id,
        "customer_id": customer.id,
        "person_id": shop.person_id,
        "version": 1,
        "state": "SP",
        "city": "Campinas",
        "city_code": "3509502",
        "state_registration": "110042490114",
        "tax_regime": "3",
        "municipal_registration": "12345678",
        "certificate_type": "A3",
        "numberings": NUMBERS,
    }
    return Configuration(**(answers | changed))


async def registered(world: World, **changed: Any) -> tuple[Shop, Customer]:
    shop = await linked(world)
    async with world.turn() as ports:
        return shop, await ports.customers.register(shop.registration(**changed))


async def configured(world: World, **changed: Any) -> tuple[Shop, Customer]:
    shop, customer = await registered(world)
    async with world.turn() as ports:
        await ports.first_access.configure(configuration(shop, customer, **changed))
    return shop, customer


async def facts_of(world: World, shop: Shop, customer: Customer) -> Facts:
    async with world.turn() as ports:
        return await ports.first_access.facts(shop.reseller.id, customer.id)


async def test_what_is_known_before(world: World) -> None:
    """The registration's answers, what the plans issue, and that there is no password yet."""
    shop, customer = await registered(world, tax_regime="")
    assert Facts(
        documents=("NF-e", "NFC-e"),
        tax_id="11222333000181",
        state="SP",
        state_registration="110042490114",
        city_code="3550308",
        tax_regime="",
        password="none",
    ) == await facts_of(world, shop, customer)


async def test_a_configuration_is_known(world: World) -> None:
    """Numbers in the order they are asked for, with the time it was done."""
    shop, customer = await configured(world)
    found = await facts_of(world, shop, customer)
    assert ("3", "3509502", "12345678", "A3", NUMBERS, world.clock.now) == (
        found.tax_regime,
        found.city_code,
        found.municipal_registration,
        found.certificate_type,
        found.numberings,
        found.configured_at,
    )


async def test_a_configuration_corrects_the_registration(world: World) -> None:
    """What it says of IE, place and regime is the registration's from now on, which is of another version."""
    shop, customer = await configured(world, state_registration="111222330112")
    async with world.turn() as ports:
        record = await ports.customers.record(shop.reseller.id, customer.id)
    answers = record.answers
    assert (2, "111222330112", "Campinas", "3509502", "3") == (
        record.version,
        answers.state_registration,
        answers.city,
        answers.city_code,
        answers.tax_regime,
    )


async def test_a_second_configuration_takes_the_place_of_the_first(world: World) -> None:
    """Nothing of the first is left."""
    shop, customer = await configured(world)
    again = configuration(
        shop, customer, version=2, numberings=NUMBERS[:2], municipal_registration="", person_id=""
    )
    async with world.turn() as ports:
        await ports.first_access.configure(again)
    found = await facts_of(world, shop, customer)
    assert (NUMBERS[:2], "") == (found.numberings, found.municipal_registration)


async def test_the_same_configuration_again_finds_it_done(world: World) -> None:
    """A turn that is played again changes nothing more."""
    shop, customer = await configured(world)
    world.clock.pass_days(1)
    async with world.turn() as ports:
        await ports.first_access.configure(configuration(shop, customer))
        record = await ports.customers.record(shop.reseller.id, customer.id)
    assert 2 == record.version


async def test_somebody_else_was_quicker(world: World) -> None:
    """A configuration that was filled in from an older record is refused, with who changed it."""
    shop, customer = await registered(world)
    async with world.turn() as ports:
        await ports.customers.correct(customer.id, 1, shop.registration(name="Rita"))
    async with world.turn() as ports:
        with pytest.raises(Changed) as refused:
            await ports.first_access.configure(configuration(shop, customer))
    assert "Ana" == refused.value.by


async def test_an_ie_that_makes_it_another_customer_is_refused(world: World) -> None:
    """The reseller has one of this tax id and IE; nothing is kept, and the turn goes on."""
    shop, customer = await registered(world)
    async with world.turn() as ports:
        twin = await ports.customers.register(
            shop.registration(key="other", email="o@x.example", state_registration="111222330112")
        )
    async with world.turn() as ports:
        with pytest.raises(AlreadyCustomer) as refused:
            await ports.first_access.configure(
                configuration(shop, customer, state_registration="111222330112")
            )
        found = await ports.first_access.facts(shop.reseller.id, customer.id)
    assert (twin.id, None) == (refused.value.customer.id, found.configured_at)


@pytest.mark.parametrize("id_", ["nobody", "", "a'b", "\0", "ção"])
async def test_nobody_is_gone(world: World, id_: str) -> None:
    """Whatever signs the id has."""
    shop, customer = await registered(world)
    async with world.turn() as ports:
        with pytest.raises(Gone):
            await ports.first_access.facts(shop.reseller.id, id_)
        with pytest.raises(Gone):
            await ports.first_access.go_live(shop.reseller.id, id_)
        with pytest.raises(Gone):
            await ports.first_access.configure(configuration(shop, customer, customer_id=id_))


async def test_another_resellers_customer_is_gone(world: World) -> None:
    """Neither seen, nor configured, nor sent to Produção."""
    sol, customer = await configured(world)
    async with world.turn() as ports:
        await world.create_password(customer.id)
    lua = await linked(world, "Lua Sistemas", RUI)
    async with world.turn() as ports:
        with pytest.raises(Gone):
            await ports.first_access.facts(lua.reseller.id, customer.id)
        with pytest.raises(Gone):
            await ports.first_access.go_live(lua.reseller.id, customer.id)
        with pytest.raises(Gone):
            await ports.first_access.configure(configuration(lua, customer, version=2))
        record = await ports.customers.record(sol.reseller.id, customer.id)
    assert ("homologacao", 2) == (record.environment, record.version)


async def test_a_removed_customer_takes_everything_along(world: World) -> None:
    """Its first access too, so that the same one can be registered anew."""
    shop, customer = await configured(world)
    async with world.turn() as ports:
        await ports.customers.remove(shop.reseller.id, customer.id)
    async with world.turn() as ports:
        with pytest.raises(Gone):
            await ports.first_access.facts(shop.reseller.id, customer.id)


@pytest.mark.parametrize(
    ("hashed", "must_change", "expected"),
    [("", False, "none"), ("hash", True, "must_change"), ("hash", False, "created")],
)
async def test_how_the_password_stands(world: World, hashed: str, must_change: bool, expected: str) -> None:
    """One that is only good for the first access is to be changed."""
    shop, customer = await registered(world, password_hash=hashed, must_change=must_change)
    assert expected == (await facts_of(world, shop, customer)).password


async def test_who_lacks_something_cannot_go_live(world: World) -> None:
    """Here a password."""
    shop, customer = await configured(world)
    async with world.turn() as ports:
        with pytest.raises(NotReady):
            await ports.first_access.go_live(shop.reseller.id, customer.id)
        record = await ports.customers.record(shop.reseller.id, customer.id)
    assert "homologacao" == record.environment


async def test_who_lacks_nothing_goes_live_once(world: World) -> None:
    """The second time nothing changes."""
    shop, customer = await configured(world)
    await world.create_password(customer.id)
    went = []
    for _ in range(2):
        async with world.turn() as ports:
            went.append(await ports.first_access.go_live(shop.reseller.id, customer.id))
            record = await ports.customers.record(shop.reseller.id, customer.id)
    assert ([True, False], "producao") == (went, record.environment)


@pytest.mark.parametrize(
    ("tax_id", "days", "expected"),
    [("11222333000181", 1, 0), ("11222333000262", 1, 0), ("11222333000181", 0, 1), ("11444777000161", 1, 1)],
)
async def test_a_certificate_is_counted_while_it_is_good(
    world: World, tax_id: str, days: int, expected: int
) -> None:
    """Of the company, or of another of its offices, and not of another company."""
    shop, customer = await configured(world, certificate_type="A1")
    await world.create_password(customer.id)
    until = world.clock.now + timedelta(days=days)
    await world.send_certificate(customer.id, tax_id, until)
    found = await facts_of(world, shop, customer)
    assert (expected, until) == (missing(found, world.clock.now), found.certificate_until)


async def test_the_list_is_narrowed_to_who_is_ready(world: World) -> None:
    """From the moment nothing is missing to the moment it is in Produção; others lack something."""
    shop, customer = await configured(world)
    found = []
    for step in (None, world.create_password):
        if step:
            await step(customer.id)
        found.append(await narrowed(world, shop))
    async with world.turn() as ports:
        await ports.first_access.go_live(shop.reseller.id, customer.id)
    assert [(0, 1), (1, 0), (0, 0)] == [*found, await narrowed(world, shop)]


async def narrowed(world: World, shop: Shop) -> tuple[int, int]:
    """How many are ready, and how many lack something."""
    async with world.turn() as ports:
        pages = [await ports.customers.page(shop.reseller.id, only=only) for only in ("ready", "unready")]
    return len(pages[0].customers), len(pages[1].customers)


async def test_a_customer_is_ready_in_the_eyes_of_the_list(world: World) -> None:
    """What is missing is one thing, whoever counts it."""
    shop, customer = await configured(world)
    found = await facts_of(world, shop, customer)
    assert 1 == missing(found, world.clock.now)
    assert 0 == missing(replace(found, password="created"), world.clock.now)
