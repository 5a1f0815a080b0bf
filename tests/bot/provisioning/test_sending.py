"""The emitter gets every event in order, however long it fails, and from however many workers."""

import asyncio
import json
from collections.abc import AsyncIterator
from functools import partial

import httpx
import pytest
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from sqlalchemy import select
from standardwebhooks import Webhook
from starlette.responses import Response

from bot.db.clock import utc_now
from bot.db.database import Database
from bot.db.models import OutboxRow
from bot.jobs.job import Job
from bot.jobs.running import run_jobs
from bot.provisioning.delivery import HOLD, deliver
from bot.provisioning.outbox import Outbox
from bot.provisioning.pauses import GIVEN_UP_AFTER
from bot.provisioning.secret import Signer
from bot.provisioning.sending import HELD, Sender
from conversations.ports.customers import Customer
from tests.contracts.world import MovedClock, Shop, SqlWorld, linked
from tests.kit.emitter import SECRET, Emitter, emitter
from tests.kit.watched import Watched


class Case:
    """Customers of a reseller, and an emitter that is to be told.

    Args:
        database: where they are.
        redis: of the workers.
        receiver: the emitter.
        http: connects to it.
    """

    def __init__(self, database: Database, redis: Redis, receiver: Emitter, http: httpx.AsyncClient) -> None:
        self.world = SqlWorld(database)
        self.database, self.redis, self.receiver, self._http = database, redis, receiver, http
        self.shop: Shop

    @property
    def clock(self) -> MovedClock:
        return self.world.clock

    def sender(self, name: str = "one", secret: str = SECRET) -> Sender:
        # Signed by the real time, which the receiver compares with its own; all else by the moved one.
        tries = partial(deliver, self._http, self.receiver.url, Signer(secret))
        outbox = Outbox(self.database, name)
        return Sender(outbox, self.redis, lambda event, _: tries(event, utc_now()), clock=self.clock)

    async def customer(self, tax_id: str = "11222333000181") -> Customer:
        if not hasattr(self, "shop"):
            self.shop = await linked(self.world)
        async with self.world.turn() as ports:
            answers = self.shop.registration(key=tax_id, tax_id=tax_id, email=f"{tax_id}@loja.example")
            return await ports.customers.register(answers)

    async def suspend(self, customer: Customer, *, suspended: bool = True) -> None:
        async with self.world.turn() as ports:
            await ports.customers.suspend(self.shop.reseller.id, customer.id, suspended=suspended)

    async def remove(self, customer: Customer) -> None:
        async with self.world.turn() as ports:
            await ports.customers.remove(self.shop.reseller.id, customer.id)

    async def waiting(self) -> list[OutboxRow]:
        async with self.database.transaction() as tx:
            return list(await tx.session.scalars(select(OutboxRow).order_by(OutboxRow.number)))

    async def sent(self, *senders: Sender) -> None:
        """Sends until nothing more is due at this moment."""
        while any(await asyncio.gather(*(sender.run() for sender in senders or [self.sender()]))):
            pass


@pytest.fixture
async def case(database_url: str, redis: Redis) -> AsyncIterator[Case]:
    database = Watched(database_url)
    async with emitter() as receiver, httpx.AsyncClient() as http:
        yield Case(database, redis, receiver, http)
    await database.close()


async def test_every_event_comes_in_order(case: Case) -> None:
    """Each customer's in the order of the changes; what has arrived waits no more."""
    first, second = await case.customer(), await case.customer("11444777000161")
    await case.suspend(first)
    await case.remove(second)
    await case.suspend(first, suspended=False)
    await case.sent()
    assert ["registered", "suspended", "resumed"] == case.receiver.told_of(first.id)
    assert ["registered", "removed"] == case.receiver.told_of(second.id)
    assert [] == await case.waiting()


async def test_receiver_that_fails_for_a_while_gets_all(case: Case) -> None:
    """After hours of failures it has every event once, by one id over all tries, and in order."""
    first, second = await case.customer(), await case.customer("11444777000161")
    case.receiver.failing = True
    for _ in range(6):
        await case.sent()
        case.clock.pass_days(0.1)
    await case.suspend(first)
    await case.remove(second)
    await case.sent()
    case.receiver.failing = False
    case.clock.pass_days(0.1)
    await case.sent()
    assert ["registered", "suspended"] == case.receiver.told_of(first.id)
    assert ["registered", "removed"] == case.receiver.told_of(second.id)
    assert (4, 4) == (len(set(case.receiver.tried)), len(case.receiver.events))
    assert len(case.receiver.tried) > 10


async def test_workers_at_once_send_each_event_once(case: Case) -> None:
    """Two workers share the work, and neither overtakes the other."""
    customers = [await case.customer(str(10_000_000_000_000 + number)) for number in range(12)]
    for customer in customers:
        await case.suspend(customer)
        await case.suspend(customer, suspended=False)
    await case.sent(case.sender("one"), case.sender("two"))
    assert 36 == len(case.receiver.tried) == len(case.receiver.ids)
    assert [["registered", "suspended", "resumed"]] * 12 == [
        case.receiver.told_of(customer.id) for customer in customers
    ]


async def test_it_is_given_up_after_three_days(case: Case) -> None:
    """It is tried until the third day is over, then it lies aside with the reason, and what follows it."""
    customer = await case.customer()
    case.receiver.failing = True
    began = case.clock()
    await case.sent()
    while (row := (await case.waiting())[0]).failed_at is None:
        case.clock.now = row.next_try_at
        await case.sent()
    assert (began + GIVEN_UP_AFTER, "500 Internal Server Error") == (row.failed_at, row.last_error)
    case.receiver.failing = False
    case.clock.pass_days(30)
    await case.suspend(customer)
    await case.sent()
    assert ([], 2) == (case.receiver.events, len(await case.waiting()))


async def test_removal_is_told_though_an_event_was_given_up(case: Case) -> None:
    """What was given up, and what waits behind it, is moot and forgotten: nobody's data lies on here."""
    customer = await case.customer()
    await case.sender().run()
    case.receiver.failing = True
    await case.suspend(customer)
    await case.sent()
    case.clock.pass_days(4)
    await case.sent()
    await case.suspend(customer, suspended=False)
    await case.remove(customer)
    assert ["customer.removed"] == [row.type for row in await case.waiting()]
    case.receiver.failing = False
    await case.sent()
    assert ["registered", "removed"] == case.receiver.told_of(customer.id)


async def test_removal_does_not_end_a_stop(case: Case) -> None:
    """Who was told 410 decides when it goes on, whoever is removed meanwhile."""
    customer = await case.customer()
    case.receiver.answers.append(Response(status_code=410))
    await case.sent()
    await case.remove(customer)
    await case.sent()
    assert (2, 1) == (len(await case.waiting()), len(case.receiver.tried))


async def test_gone_stops_everything(case: Case) -> None:
    """An emitter that wants nothing any more is asked no more, about nobody."""
    await case.customer()
    case.receiver.answers.append(Response(status_code=410))
    await case.sent()
    await case.customer("11444777000161")
    case.clock.pass_days(30)
    await case.sent()
    assert (1, 2) == (len(case.receiver.tried), len(await case.waiting()))


async def test_busy_emitter_is_left_alone_by_all(case: Case) -> None:
    """With every event, by every worker, for as long as it asks."""
    await case.customer()
    busy = Response(status_code=503, headers={"Retry-After": "120"})
    case.receiver.answers.append(busy)
    await case.sent()
    await case.customer("11444777000161")
    await case.sent(case.sender("other"))
    assert (1, True) == (len(case.receiver.tried), 110_000 < await case.redis.pttl(HELD) <= 120_000)
    await case.redis.delete(HELD)
    case.clock.pass_days(1)
    await case.sent()
    assert 2 == len(case.receiver.events)


async def test_emitter_that_is_not_there_is_waited_for(case: Case) -> None:
    """Where nobody answers the others are not sent for nothing."""
    await case.customer()
    case.receiver.url = "http://127.0.0.1:1/webhooks"
    await case.sent()
    assert 0 < await case.redis.pttl(HELD) <= HOLD * 1000


async def test_redis_away_holds_up_nothing(case: Case) -> None:
    """The outbox is in the database; without Redis workers only do not know of each other's patience."""

    class Away:
        def register_script(self, _: str) -> object:
            return self.fail

        async def exists(self, _: str) -> int:
            return await self.fail()

        async def fail(self, **_: object) -> int:
            raise RedisConnectionError

    await case.customer()
    case.receiver.answers.append(Response(status_code=503))
    case.redis = Away()  # type: ignore[assignment]
    await case.sent()
    case.clock.pass_days(1)
    await case.sent()
    assert 1 == len(case.receiver.events)


@pytest.mark.parametrize("known", ["old", "new"])
async def test_secret_is_changed_without_a_gap(case: Case, known: str) -> None:
    """While both are set, an emitter takes what is sent whichever of the two it knows."""
    new = "whsec_" + "b" * 44
    await case.customer()
    if known == "new":
        case.receiver.webhook = Webhook(new)
    await case.sent(case.sender(secret=f"{new},{SECRET}"))
    assert 1 == len(case.receiver.events)


async def test_what_could_not_be_noted_is_sent_again(case: Case) -> None:
    """By the same id, when its lease is over: the emitter has it twice, and knows it as the same."""

    class Forgetful(Outbox):
        async def delivered(self, event: object, now: object) -> None:
            raise ConnectionError

    await case.customer()
    forgetful = case.sender()
    forgetful._outbox = Forgetful(case.database, "one")
    with pytest.raises(ConnectionError):
        await forgetful.run()
    case.clock.pass_days(1)
    await case.sent(case.sender("two"))
    assert (2, 1) == (len(case.receiver.tried), len(set(case.receiver.tried)))


async def test_hash_goes_out_with_the_password_alone(case: Case) -> None:
    """In what is really sent."""
    customer = await case.customer()
    await case.world.create_password(customer.id)
    await case.suspend(customer)
    await case.sent()
    told = [body["type"] for _, body in case.receiver.events if "hash" in json.dumps(body)]
    assert ["customer.password_set"] == told


async def test_runs_as_a_job(case: Case) -> None:
    """What changes while the program runs is sent by itself."""
    stop = asyncio.Event()
    job = Job("outbox", 0.01, case.sender().run, by_one=False)
    working = asyncio.create_task(run_jobs(case.redis, [job], stop))
    customer = await case.customer()
    await case.receiver.until(lambda one: bool(one.events))
    stop.set()
    await working
    assert ["registered"] == case.receiver.told_of(customer.id)
