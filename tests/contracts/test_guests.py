"""What `Invites` promises to who opens them."""

from datetime import timedelta
from typing import Any

import pytest

from conversations.ports.invites import Invite, InviteInvalid, Offer
from conversations.ports.people import Account
from tests.contracts.test_invites import invited, seen, token_of
from tests.contracts.world import ANA, RUI, Shop, World, linked

BIA = Account("telegram", "2001")
CAIO = Account("telegram", "2002")


class Invitation:
    """An invite of a shop, and its token."""

    def __init__(self, world: World, shop: Shop, invite: Invite, token: str) -> None:
        self.world, self.shop, self.invite, self.token = world, shop, invite, token

    async def open(self, account: Account = BIA) -> Offer:
        async with self.world.turn() as ports:
            return await ports.invites.open(self.token, account)

    async def register(self, account: Account = BIA) -> str:
        """Registers the account's customer, and gives its id."""
        email = f"{account.id}@padaria.example"
        async with self.world.turn() as ports:
            customer = await ports.customers.register(
                self.shop.registration(
                    key=account.id,
                    person_id="",
                    invite_id=self.invite.id,
                    email=email,
                    state_registration=f"1100{account.id}",
                )
            )
            await ports.invites.take_place(account)
            await ports.people.own_registration(account, customer.id)
        return customer.id

    async def revoke(self) -> None:
        async with self.world.turn() as ports:
            await ports.invites.revoke(self.shop.reseller.id, self.invite.id)

    async def counts(self) -> tuple[int, int, int]:
        """Opened, started, registered."""
        invite = await seen(self.world, self.shop, self.invite)
        return invite.opened, invite.started, invite.registered


async def invitation(world: World, shop: Shop | None = None, **changed: Any) -> Invitation:
    shop = shop or await linked(world)
    invite = await invited(world, shop, **changed)
    return Invitation(world, shop, invite, await token_of(world, shop, invite))


async def offer_for(world: World, account: Account = BIA) -> Offer | None:
    async with world.turn() as ports:
        return await ports.invites.offer(account)


async def test_opened_offers_what_the_reseller_fixed(world: World) -> None:
    """Who opens it is told who invites, and bound to category and plans."""
    shop = await linked(world)
    given = await invitation(world, shop, plan_ids=shop.plan_ids[1:])
    expected = Offer(given.invite.id, shop.reseller, shop.category_id, shop.plan_ids[1:])
    assert (expected, expected) == (await given.open(), await offer_for(world))


async def test_free_invite_binds_to_nothing(world: World) -> None:
    """Without a category the customer chooses from everything."""
    given = await invitation(world, category_id="")
    offer = await given.open()
    assert ("", ()) == (offer.category_id, offer.plan_ids)


async def test_who_opened_nothing_is_no_guest(world: World) -> None:
    """An account that came without an invite has no offer, starts nothing, and nobody is told of it."""
    await invitation(world)
    async with world.turn() as ports:
        assert (None, ()) == (await ports.invites.offer(BIA), await ports.invites.inviter(BIA))
        for nothing in (ports.invites.start(BIA, "1"), ports.invites.take_place(BIA)):
            with pytest.raises(InviteInvalid):
                await nothing


@pytest.mark.parametrize("token", ["", "unknown", "á" * 500, "\x00", "\ud83d"])
async def test_unknown_token_is_refused(world: World, token: str) -> None:
    """A token nobody made opens nothing."""
    async with world.turn() as ports:
        with pytest.raises(InviteInvalid):
            await ports.invites.open(token, BIA)


async def test_expired_is_refused(world: World) -> None:
    """At its end it is too late to open it, and to finish what was begun."""
    given = await invitation(world, uses=2)
    await given.open()
    world.clock.pass_days(30)
    for too_late in (given.open(CAIO), given.register()):
        with pytest.raises(InviteInvalid):
            await too_late
    assert None is await offer_for(world)


async def test_revoked_is_refused(world: World) -> None:
    """Taken back, nobody opens it and nobody finishes by it."""
    given = await invitation(world, uses=2)
    await given.open()
    await given.revoke()
    for too_late in (given.open(CAIO), given.register()):
        with pytest.raises(InviteInvalid):
            await too_late
    assert None is await offer_for(world)


async def test_used_up_is_refused(world: World) -> None:
    """When the last place is taken, nobody else opens it, and who had opened it cannot finish."""
    given = await invitation(world)
    await given.open(BIA)
    await given.open(CAIO)
    await given.register(BIA)
    for too_late in (given.open(RUI), given.register(CAIO)):
        with pytest.raises(InviteInvalid):
            await too_late
    assert None is await offer_for(world, CAIO)


async def test_refused_place_leaves_the_turn(world: World) -> None:
    """A turn that was refused a place goes on and keeps the rest of what it did."""
    given = await invitation(world)
    await given.open(BIA)
    await given.open(CAIO)
    await given.register(BIA)
    async with world.turn() as ports:
        with pytest.raises(InviteInvalid):
            await ports.invites.take_place(CAIO)
        await ports.invites.start(CAIO, "1")
    assert (2, 1, 1) == await given.counts()


async def test_counts_accounts_once(world: World) -> None:
    """However often somebody opens, agrees or finishes, it is one who opened, started and registered."""
    given = await invitation(world, uses=3)
    for account in (BIA, CAIO, BIA):
        await given.open(account)
    async with world.turn() as ports:
        for version in ("1", "1", "2"):
            await ports.invites.start(BIA, version)
    first = await given.register()
    assert (first, (2, 1, 1)) == (await given.register(), await given.counts())


async def test_registered_may_open_it_again(world: World) -> None:
    """Who became a customer by it is let in whatever became of the invite: a replayed turn, a second look."""
    given = await invitation(world)
    await given.open()
    await given.register()
    await given.revoke()
    world.clock.pass_days(60)
    offer = await given.open()
    assert (offer, given.invite.id) == (await offer_for(world), offer.invite_id)


async def test_removed_customer_may_come_again(world: World) -> None:
    """A place stays its account's while the invite is good: who was removed by mistake needs no new one."""
    given = await invitation(world)
    await given.open()
    first = await given.register()
    async with world.turn() as ports:
        await ports.customers.remove(given.shop.reseller.id, first)
    assert (False, (1, 0, 1)) == (first == await given.register(), await given.counts())


async def test_removed_customer_stays_out_of_a_revoked_one(world: World) -> None:
    """Who was removed and whose invite was taken back cannot come again."""
    given = await invitation(world)
    await given.open()
    async with world.turn() as ports:
        await ports.customers.remove(given.shop.reseller.id, await given.register())
    await given.revoke()
    with pytest.raises(InviteInvalid):
        await given.register()


async def test_last_opened_counts(world: World) -> None:
    """Of several invites it is the one opened last that counts, also when it had been opened before."""
    first, shop = await invitation(world), await linked(world, "Lua Sistemas", RUI)
    second = await invitation(world, shop)
    offers = []
    for given in (first, second, first):
        await given.open()
        offers.append(await offer_for(world))
    assert [first.invite.id, second.invite.id, first.invite.id] == [o.invite_id for o in offers if o]
    assert ((1, 0, 0), (1, 0, 0)) == (await first.counts(), await second.counts())


async def test_refused_leaves_the_one_before(world: World) -> None:
    """An invite that is good no more does not take the place of the one opened before."""
    first, shop = await invitation(world), await linked(world, "Lua Sistemas", RUI)
    second = await invitation(world, shop)
    await first.open()
    await second.revoke()
    with pytest.raises(InviteInvalid):
        await second.open()
    offer = await offer_for(world)
    assert offer
    assert first.invite.id == offer.invite_id


async def test_customer_of_another_reseller_may_register(world: World) -> None:
    """Being somebody's customer shuts out nobody; the registration made last is then the account's own."""
    first, shop = await invitation(world), await linked(world, "Lua Sistemas", RUI)
    second = await invitation(world, shop)
    await first.open()
    await first.register()
    await second.open()
    async with world.turn() as ports:
        customer = await ports.customers.register(shop.registration(key="2", email="2@padaria.example"))
        await ports.invites.take_place(BIA)
        await ports.people.own_registration(BIA, customer.id)
        own = await ports.people.own(BIA)
    assert own
    assert (shop.reseller, 1) == (own.reseller, (await second.counts())[2])


async def test_who_made_it_is_told(world: World) -> None:
    """Of a guest hears the person who made the invite, and no colleague."""
    given = await invitation(world)
    await given.open()
    async with world.turn() as ports:
        assert (ANA,) == await ports.invites.inviter(BIA)


async def test_everybody_is_told_of_the_operators(world: World) -> None:
    """Where the operator made the invite, all of that reseller hear of a guest, and nobody else."""
    shop = await linked(world)
    await linked(world, "Lua Sistemas", RUI)
    shop.person_id = ""
    given = await invitation(world, shop)
    await given.open()
    async with world.turn() as ports:
        assert (ANA,) == await ports.invites.inviter(BIA)


@pytest.mark.parametrize(
    ("withdrawn", "left"), [(["Emissor NF-e"], ["Emissor NFC-e"]), (["Emissor NF-e", "Emissor NFC-e"], [])]
)
async def test_what_is_sold_no_more_is_not_offered(
    world: World, withdrawn: list[str], left: list[str]
) -> None:
    """A plan taken off sale falls out of the offer; where none is left, so does the category."""
    shop = await linked(world)
    given = await invitation(world, shop, plan_ids=shop.plan_ids)
    names = dict(zip(given.invite.plan_ids, given.invite.plans, strict=True))
    await given.open()
    await world.stop_selling(shop.reseller, *withdrawn)
    offer = await offer_for(world)
    assert offer
    assert (shop.category_id if left else "", left) == (offer.category_id, [names[i] for i in offer.plan_ids])


@pytest.mark.parametrize(
    ("fixed", "withdrawn", "sold_out"),
    [
        (2, ["Emissor NF-e"], False),
        (1, ["Emissor NF-e"], True),
        (0, ["Emissor NF-e"], False),
        (0, ["Emissor NF-e", "Emissor NFC-e"], True),
    ],
)
async def test_an_invite_that_offers_nothing_any_more(
    world: World,
    fixed: int,
    withdrawn: list[str],
    sold_out: bool,
) -> None:
    """Reseller and customer are told where all that it offered was taken off sale, and only then."""
    shop = await linked(world)
    given = await invitation(world, shop, plan_ids=shop.plan_ids[:fixed])
    await given.open()
    await world.stop_selling(shop.reseller, *withdrawn)
    offer = await offer_for(world)
    async with world.turn() as ports:
        seen = await ports.invites.get(shop.reseller.id, given.invite.id)
    assert offer
    assert seen
    assert (sold_out, sold_out) == (offer.sold_out, seen.sold_out)


async def test_an_invite_outlives_its_days_in_the_list(world: World) -> None:
    """What is over is still counted."""
    given = await invitation(world, expires_at=world.clock.now + timedelta(days=1))
    await given.open()
    world.clock.pass_days(2)
    assert (1, 0, 0) == await given.counts()
