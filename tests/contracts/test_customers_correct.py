"""What `Customers` promises of one customer: to show, correct, suspend and remove it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from conversations.ports.customers import (
    AlreadyCustomer,
    Changed,
    Customers,
    EmailTaken,
    Gone,
    Record,
    Registration,
)
from tests.contracts.world import RUI, Shop, World, linked


async def _record(world: World, shop: Shop, **changed: object) -> Record:
    """Registers a customer, and looks at it in another turn."""
    async with world.turn() as ports:
        made = await ports.customers.register(shop.registration(**changed))
    async with world.turn() as ports:
        return await ports.customers.record(shop.reseller.id, made.id)


async def test_record_has_what_was_registered(world: World) -> None:
    """Every answer but the hash, what was sold in the order it was picked, and who registered it when."""
    shop = await linked(world)
    registration = shop.registration(
        plan_ids=shop.plan_ids[::-1], email="Joao@Padaria.example", password_by="typed", password_hash="hash"
    )
    async with world.turn() as ports:
        made = await ports.customers.register(registration)
    async with world.turn() as ports:
        record = await ports.customers.record(shop.reseller.id, made.id)
    assert record == Record(
        id=made.id,
        version=record.version,
        answers=replace(registration, email="joao@padaria.example", password_hash=""),
        category_id=shop.category_id,
        category="Emissores Fiscais",
        plans=(("Emissor NFC-e", Decimal("39.90")), ("Emissor NF-e", Decimal("49.90"))),
        environment="homologacao",
        missing=2,  # numbers and certificate
        suspended=False,
        password_pending=False,
        registered_by="Ana",
        by_invite=False,
        registered_at=world.clock.now,
    )


async def test_registered_alone_keeps_invite_and_consent(world: World) -> None:
    """Who came by invite has no person, and the invite and the notice it said yes to are kept."""
    shop = await linked(world)
    async with world.turn() as ports:
        invite = await ports.invites.make(
            shop.reseller.id,
            shop.person_id,
            category_id="",
            plan_ids=(),
            uses=1,
            expires_at=world.clock.now.replace(year=2027),
            key="turn1",
        )
    record = await _record(world, shop, person_id="", invite_id=invite.id, consent="2026-11")
    answers = record.answers
    assert ("", invite.id, "2026-11") == (answers.person_id, answers.invite_id, answers.consent)
    assert ("", True) == (record.registered_by, record.by_invite)


async def test_correction_replaces_the_answers(world: World) -> None:
    """What was corrected is what everybody sees, in a newer version."""
    shop = await linked(world)
    before = await _record(world, shop)
    wanted = replace(
        before.answers, name="Rui", email="RUI@lua.example", city="Santos", state_registration="ISENTO"
    )
    async with world.turn() as ports:
        given = await ports.customers.correct(before.id, before.version, wanted)
    async with world.turn() as ports:
        found = await ports.customers.record(shop.reseller.id, before.id)
    corrected = replace(wanted, email="rui@lua.example")
    lacks = before.missing + 1  # ISENTO is no IE of who issues NF-e
    assert found == given == replace(before, version=given.version, answers=corrected, missing=lacks)
    assert before.version != given.version


async def test_correction_leaves_key_password_and_trial(world: World) -> None:
    """What is no matter of a correction stays, whatever comes with it."""
    shop = await linked(world)
    before = await _record(world, shop, password_by="typed", password_hash="hash", must_change=True)
    wanted = replace(
        before.answers,
        key="another",
        password_by="link",
        password_hash="another",
        must_change=False,
        trial_ends_at=world.clock.now,
        invite_id="another",
        consent="another",
    )
    async with world.turn() as ports:
        after = await ports.customers.correct(before.id, before.version, wanted)
    assert (before.answers, False) == (after.answers, after.password_pending)


async def test_correction_again_finds_it_done(world: World) -> None:
    """A replayed turn corrects once, and is given what it made."""
    shop = await linked(world)
    before = await _record(world, shop)
    wanted = replace(before.answers, name="Rui", email="RUI@lua.example", plan_ids=shop.plan_ids[:1])
    async with world.turn() as ports:
        done = await ports.customers.correct(before.id, before.version, wanted)
    async with world.turn() as ports:
        assert done == await ports.customers.correct(before.id, before.version, wanted)


async def test_correction_of_what_somebody_corrected(world: World) -> None:
    """Who comes second is told by whom it was changed, and changes nothing."""
    shop = await linked(world)
    before = await _record(world, shop)
    async with world.turn() as ports:
        done = await ports.customers.correct(before.id, before.version, replace(before.answers, name="Rui"))
    async with world.turn() as ports:
        with pytest.raises(Changed) as refused:
            await ports.customers.correct(before.id, before.version, replace(before.answers, name="Eva"))
    async with world.turn() as ports:
        assert done == await ports.customers.record(shop.reseller.id, before.id)
    assert "Ana" == refused.value.by


async def test_nobody_is_named_who_corrected_alone(world: World) -> None:
    """A customer who corrects the own registration is no person of the reseller's."""
    shop = await linked(world)
    before = await _record(world, shop)
    async with world.turn() as ports:
        await ports.customers.correct(
            before.id, before.version, replace(before.answers, name="Rui", person_id="")
        )
        with pytest.raises(Changed) as refused:
            await ports.customers.correct(before.id, before.version, replace(before.answers, name="Eva"))
    assert "" == refused.value.by


@pytest.mark.parametrize("version", [-1, 0, 2, 10**9])
async def test_correction_of_no_version(world: World, version: int) -> None:
    """A version that is not the current one is not corrected, whatever it is."""
    shop = await linked(world)
    before = await _record(world, shop)
    assert 1 == before.version
    async with world.turn() as ports:
        with pytest.raises(Changed):
            await ports.customers.correct(before.id, version, replace(before.answers, name="Eva"))


async def test_correction_of_the_plans(world: World) -> None:
    """Plans that are picked anew come, those that are not go, and the order is the new one."""
    shop = await linked(world)
    nfe, nfce = shop.plan_ids
    before = await _record(world, shop, plan_ids=(nfe,))
    async with world.turn() as ports:
        after = await ports.customers.correct(
            before.id, before.version, replace(before.answers, plan_ids=(nfce, nfe))
        )
        last = await ports.customers.correct(
            before.id, after.version, replace(before.answers, plan_ids=(nfce,))
        )
    assert [("Emissor NFC-e", Decimal("39.90")), ("Emissor NF-e", Decimal("49.90"))] == list(after.plans)
    assert ((nfce,), (("Emissor NFC-e", Decimal("39.90")),)) == (last.answers.plan_ids, last.plans)


async def test_correction_keeps_a_plan_that_is_no_longer_sold(world: World) -> None:
    """What a customer has stays, though nobody else can have it any more."""
    shop = await linked(world)
    before = await _record(world, shop)
    await world.stop_selling(shop.reseller, "Emissor NF-e")
    async with world.turn() as ports:
        after = await ports.customers.correct(before.id, before.version, replace(before.answers, name="Rui"))
    assert before.plans == after.plans


@pytest.mark.parametrize("whose", ["the same reseller's", "another's"])
async def test_correction_to_an_email_in_use(world: World, whose: str) -> None:
    """An e-mail somebody signs in with is refused, whoever holds it, and the turn goes on."""
    shop, lua = await linked(world), await linked(world, "Lua Sistemas", RUI)
    other = shop if whose == "the same reseller's" else lua
    before = await _record(world, shop)
    await _record(world, other, key="other", email="eva@x.example", state_registration="ISENTO")
    async with world.turn() as ports:
        with pytest.raises(EmailTaken):
            await ports.customers.correct(
                before.id, before.version, replace(before.answers, email="EVA@x.example")
            )
        assert before == await ports.customers.record(shop.reseller.id, before.id)


async def test_correction_to_another_customers_company(world: World) -> None:
    """Tax id and IE of another customer are refused, and it is said whose they are."""
    shop = await linked(world)
    before = await _record(world, shop)
    twin = await _record(world, shop, key="other", email="eva@x.example", state_registration="ISENTO")
    async with world.turn() as ports:
        with pytest.raises(AlreadyCustomer) as refused:
            await ports.customers.correct(
                before.id, before.version, replace(before.answers, state_registration="ISENTO")
            )
        assert before == await ports.customers.record(shop.reseller.id, before.id)
    assert twin.id == refused.value.customer.id


async def test_correction_to_a_company_of_another_reseller(world: World) -> None:
    """Other resellers' customers block nothing."""
    shop, lua = await linked(world), await linked(world, "Lua Sistemas", RUI)
    before = await _record(world, shop)
    await _record(world, lua, key="other", email="eva@x.example", tax_id="11444777000161")
    async with world.turn() as ports:
        wanted = replace(before.answers, tax_id="11444777000161")
        after = await ports.customers.correct(before.id, before.version, wanted)
    assert "11444777000161" == after.answers.tax_id


@pytest.mark.parametrize("suspended", [True, False])
async def test_suspended_or_not(world: World, suspended: bool) -> None:
    """A customer is suspended, and reactivated, however often; the list and the record say which."""
    shop = await linked(world)
    before = await _record(world, shop)
    async with world.turn() as ports:
        await ports.customers.suspend(shop.reseller.id, before.id, suspended=not suspended)
        for _ in range(2):
            await ports.customers.suspend(shop.reseller.id, before.id, suspended=suspended)
    async with world.turn() as ports:
        (line,) = (await ports.customers.page(shop.reseller.id)).customers
        record = await ports.customers.record(shop.reseller.id, before.id)
    assert (suspended, replace(before, suspended=suspended)) == (line.suspended, record)


async def test_removed_is_gone(world: World) -> None:
    """A removed customer is in no list and no search, and its e-mail and company are free again."""
    shop = await linked(world)
    before = await _record(world, shop)
    async with world.turn() as ports:
        await ports.customers.remove(shop.reseller.id, before.id)
    async with world.turn() as ports:
        for query in ("", "padaria"):
            assert () == (await ports.customers.page(shop.reseller.id, query=query)).customers
        with pytest.raises(Gone):
            await ports.customers.record(shop.reseller.id, before.id)
        assert not await ports.customers.email_taken("joao@padaria.example")
        again = await ports.customers.register(shop.registration(key="again"))
    assert before.id != again.id


Act = Callable[[Customers, str, str, Registration], Awaitable[object]]
ACTS: dict[str, Act] = {
    "record": lambda c, reseller_id, id_, _: c.record(reseller_id, id_),
    "suspend": lambda c, reseller_id, id_, _: c.suspend(reseller_id, id_, suspended=True),
    "reactivate": lambda c, reseller_id, id_, _: c.suspend(reseller_id, id_, suspended=False),
    "remove": lambda c, reseller_id, id_, _: c.remove(reseller_id, id_),
    "correct": lambda c, reseller_id, id_, answers: c.correct(
        id_, 1, replace(answers, reseller_id=reseller_id, name="Eva")
    ),
}


@pytest.mark.parametrize("act", ACTS)
async def test_another_resellers_customer_is_gone(world: World, act: str) -> None:
    """Whoever tries it on another's customer is told there is none, and the customer stays as it is."""
    shop, lua = await linked(world), await linked(world, "Lua Sistemas", RUI)
    before = await _record(world, shop)
    async with world.turn() as ports:
        with pytest.raises(Gone):
            await ACTS[act](ports.customers, lua.reseller.id, before.id, before.answers)
        assert before == await ports.customers.record(shop.reseller.id, before.id)


@pytest.mark.parametrize("act", ACTS)
async def test_nobody_is_gone(world: World, act: str) -> None:
    """An id that nobody has is gone too, also one that no database takes."""
    shop = await linked(world)
    async with world.turn() as ports:
        for customer_id in ("", "nobody", "é", "\x00", "\ud83d", "' OR 1=1 --", "x" * 5000):
            with pytest.raises(Gone):
                await ACTS[act](ports.customers, shop.reseller.id, customer_id, shop.registration())
