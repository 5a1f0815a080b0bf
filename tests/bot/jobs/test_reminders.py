"""What the clock finds to remind of, whose mailbox it goes to, and when."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.db.database import Database
from bot.inbox import Inbox
from bot.jobs.reminders import find_reminders
from bot.sealing import Seal
from conversations.ports.customers import Customer
from conversations.ports.people import Account
from conversations.ports.reminders import Reminder
from tests.contracts.world import ANA, RUI, Shop, SqlWorld, linked

GIL = Account("whatsapp", "gil")


class Clockwork:
    """A database whose clock is moved, and mailboxes in Redis."""

    def __init__(self, database: Database, redis: Redis) -> None:
        self.world = SqlWorld(database)
        self._redis, self._seal = redis, Seal("a secret of at least thirty-two characters")
        self._workers = 0

    async def customer(self, shop: Shop, *, of: Account | None = None, **changed: Any) -> Customer:
        async with self.world.turn() as ports:
            made = await ports.customers.register(shop.registration(**changed))
            if of:
                await ports.people.own_registration(of, made.id)
            return made

    async def found(self, account: Account = ANA) -> list[str]:
        """What the clock puts into a mailbox, as "kind:subject"; it is taken out."""
        await find_reminders(self.world.database, self._inbox(), self.world.clock)
        return await self.waiting(account)

    async def waiting(self, account: Account = ANA) -> list[str]:
        inbox, chat = self._inbox(), f"{account.channel}:{account.id}"
        box = await inbox.take(chat)
        if box.update is None:
            await self._redis.flushdb()
            return []
        found: str = box.update.value["body"]["event"]["about"]["items"]
        await self._redis.flushdb()
        return found.split(",")

    def _inbox(self) -> Inbox:
        self._workers += 1
        return Inbox(self._redis, self._seal, f"worker{self._workers}")


@pytest.fixture
def clockwork(database: Database, redis: Redis) -> Clockwork:
    return Clockwork(database, redis)


async def test_password_not_created(clockwork: Clockwork) -> None:
    """Not before a day is over, and told to who registered them."""
    shop = await linked(clockwork.world)
    made = await clockwork.customer(shop, trial_ends_at=clockwork.world.clock.now + timedelta(days=30))
    found = []
    for hours in (23, 1):
        clockwork.world.clock.now += timedelta(hours=hours)
        found.append(await clockwork.found())
    assert [[], [f"password:{made.id}"]] == found


async def test_told_to_the_customer_who_has_a_chat(clockwork: Clockwork) -> None:
    """And then not to the reseller."""
    shop = await linked(clockwork.world)
    made = await clockwork.customer(
        shop, of=GIL, trial_ends_at=clockwork.world.clock.now + timedelta(days=30)
    )
    clockwork.world.clock.pass_days(1)
    assert ([f"password:{made.id}"]) == await clockwork.found(GIL)
    assert [] == await clockwork.found(ANA)


@pytest.mark.parametrize(
    ("days", "kinds"), [(3.1, set()), (2.9, {"trial_3"}), (0.9, {"trial_1", "trial_3"}), (-0.1, set())]
)
async def test_trial_that_ends(clockwork: Clockwork, days: float, kinds: set[str]) -> None:
    """In up to three days and in up to one, not before and not after."""
    shop = await linked(clockwork.world)
    await clockwork.customer(shop, trial_ends_at=clockwork.world.clock.now + timedelta(days=days))
    assert kinds == {item.partition(":")[0] for item in await clockwork.found()}


async def test_first_access_pending(clockwork: Clockwork) -> None:
    """Two days after the registration, beside what else there is."""
    shop = await linked(clockwork.world)
    made = await clockwork.customer(
        shop,
        password_hash="hash",
        password_by="typed",
        trial_ends_at=clockwork.world.clock.now + timedelta(days=30),
    )
    found = []
    for days in (1, 1):
        clockwork.world.clock.pass_days(days)
        found.append(await clockwork.found())
    assert [[], [f"first_access:{made.id}"]] == found


@pytest.mark.parametrize(
    ("days", "first"), [(31, ""), (29, "certificate_30"), (6, "certificate_7"), (1, "certificate_1")]
)
async def test_certificate_that_ends(clockwork: Clockwork, days: int, first: str) -> None:
    """The most urgent first."""
    shop, now = await linked(clockwork.world), clockwork.world.clock.now
    made = await clockwork.customer(shop, trial_ends_at=now + timedelta(days=90))
    await clockwork.world.send_certificate(made.id, "11222333000181", now + timedelta(days=days))
    found = [item.partition(":")[0] for item in await clockwork.found()]
    assert ([first] if first else []) == found[:1]


async def test_how_it_was(clockwork: Clockwork) -> None:
    """Asked a day after somebody registered alone, as the last of all; not once it was answered."""
    shop = await linked(clockwork.world)
    long = clockwork.world.clock.now + timedelta(days=90)
    made = await clockwork.customer(shop, of=GIL, person_id="", trial_ends_at=long)
    found = [await clockwork.found(GIL)]
    clockwork.world.clock.pass_days(1)
    found.append(await clockwork.found(GIL))
    async with clockwork.world.turn() as ports:
        await ports.ratings.rate(shop.reseller.id, made.id, 5)
    clockwork.world.clock.pass_days(1)
    found.append([item for item in await clockwork.found(GIL) if item.startswith("rating")])
    assert [[], [f"password:{made.id}", f"rating:{made.id}"], []] == found


async def test_registration_that_was_left(clockwork: Clockwork) -> None:
    """After an hour, and after a day; by the draft."""
    async with clockwork.world.turn() as ports:
        await ports.reminders.left(GIL, "draft1", clockwork.world.clock.now)
    found = []
    for hours in (0.9, 0.2, 23):
        clockwork.world.clock.now += timedelta(hours=hours)
        found.append(await clockwork.found(GIL))
    assert [[], ["unfinished_1:draft1"], ["unfinished_1:draft1", "unfinished_24:draft1"]] == found


@pytest.mark.parametrize(("hour", "anything"), [(7, False), (8, True), (19, True), (20, False), (3, False)])
async def test_only_by_day(clockwork: Clockwork, hour: int, anything: bool) -> None:
    """Between 8 and 20 o'clock of Brasília."""
    shop = await linked(clockwork.world)
    await clockwork.customer(shop)
    clockwork.world.clock.now = datetime.fromisoformat(f"2026-11-30T{hour:02}:30:00-03:00")
    assert anything == bool(await clockwork.found())


async def test_what_was_said_is_not_found_again(clockwork: Clockwork) -> None:
    """Nor what is old news beside it; others' reminders are."""
    shop, now = await linked(clockwork.world), clockwork.world.clock.now
    made = await clockwork.customer(shop, password_hash="hash", trial_ends_at=now + timedelta(hours=20))
    async with clockwork.world.turn() as ports:
        await ports.reminders.note(ANA, (Reminder("trial_1", made.id),), now.date())
    assert [] == await clockwork.found()


async def test_who_wants_none_and_who_is_suspended(clockwork: Clockwork) -> None:
    """Nothing is found for either."""
    sol, lua = await linked(clockwork.world), await linked(clockwork.world, "Lua Sistemas", RUI)
    await clockwork.customer(sol)
    other = await clockwork.customer(lua, key="lua", email="lua@lua.example")
    async with clockwork.world.turn() as ports:
        await ports.reminders.refuse(ANA, refused=True)
        await ports.customers.suspend(lua.reseller.id, other.id, suspended=True)
    clockwork.world.clock.pass_days(5)
    assert ([], []) == (await clockwork.found(ANA), await clockwork.found(RUI))


async def test_any_number_of_runs_ask_once_a_day(database: Database, redis: Redis) -> None:
    """A second run the same day puts nothing more there."""
    clockwork = Clockwork(database, redis)
    shop = await linked(clockwork.world)
    await clockwork.customer(shop)
    clockwork.world.clock.pass_days(5)
    inbox = clockwork._inbox()
    for _ in range(3):
        await find_reminders(database, inbox, clockwork.world.clock)
    assert 1 == await redis.llen(f"inbox:{{telegram:{ANA.id}}}")
