"""Who wants the same is answered by one lookup: in one process, in several, and behind their backs."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from redis.asyncio import Redis

from bot.adapters.lookup_cache import COMPANY, Entry, LookupCache
from bot.adapters.lookup_once import Once
from bot.sealing import Seal
from conversations.ports.companies import Company, NotFound, Unavailable

CNPJ = "12345678000195"
OLD = Company(tax_id=CNPJ, legal_name="PADARIA VELHA LTDA")
NEW = replace(OLD, legal_name="PADARIA NOVA LTDA")
SEAL = Seal("a secret of the tests")
DAY = timedelta(days=1).total_seconds()


@dataclass
class Register:
    """Answers when a test lets it."""

    answer: Company | Exception = NEW
    asked: int = 0
    asking: asyncio.Event = field(default_factory=asyncio.Event)
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)

    async def find(self, _: str) -> Company:
        self.asked += 1
        self.asking.set()
        await self.may_answer.wait()
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@dataclass
class Worker:
    """One process: its lookup, over the Redis of all, at a time of its own."""

    redis: Redis
    register: Register
    day: float = 0.0
    held: float = 1.0

    def __post_init__(self) -> None:
        self.cache = LookupCache(self.redis, SEAL, COMPANY, lambda: self.day * DAY)
        self.lookup = Once(self.register, self.redis, self.cache, held=self.held)

    async def find(self) -> Company:
        return await self.lookup.find(CNPJ)

    async def kept(self) -> Company | None:
        entry = await self.cache.get(CNPJ)
        return entry.found if entry else None

    async def refreshed(self) -> None:
        """What goes on behind everybody's back comes to its end."""
        self.register.may_answer.set()
        await asyncio.gather(*(flight.task for flight in self.lookup._refreshes._flying.values()))

    @property
    def lease(self) -> str:
        return f"{self.cache.name_of(CNPJ)}:lease"


async def test_five_hundred_ask_once(redis: Redis) -> None:
    """However many ask at once."""
    worker = Worker(redis, Register())
    asking = [asyncio.create_task(worker.find()) for _ in range(500)]
    await worker.register.asking.wait()
    worker.register.may_answer.set()
    assert ({NEW}, 1) == (set(await asyncio.gather(*asking)), worker.register.asked)


async def test_workers_ask_once(redis: Redis) -> None:
    """Those that come while one asks get its answer, though not from the register."""
    first, second = Worker(redis, Register()), Worker(redis, Register())
    asking = [asyncio.create_task(first.find())]
    await first.register.asking.wait()
    asking.append(asyncio.create_task(second.find()))
    first.register.may_answer.set()
    assert ([NEW, NEW], 0) == (await asyncio.gather(*asking), second.register.asked)


async def test_not_found_is_shared_too(redis: Redis) -> None:
    """Nobody knows it, and nobody else is asked."""
    first, second = Worker(redis, Register(NotFound())), Worker(redis, Register())
    first.register.may_answer.set()
    for worker in (first, second):
        with pytest.raises(NotFound):
            await worker.find()
    assert 0 == second.register.asked


async def test_a_worker_that_died_holds_nobody_up(redis: Redis) -> None:
    """It took the lease and will not answer: the next one has it soon."""
    worker = Worker(redis, Register())
    worker.register.may_answer.set()
    await redis.set(worker.lease, "of a dead worker", px=30)
    assert NEW == await worker.find()


async def test_a_slow_worker_is_not_a_dead_one(redis: Redis) -> None:
    """Its register takes many times as long as a lease: others wait for its answer all the same."""
    first, second = Worker(redis, Register(), held=0.05), Worker(redis, Register(), held=0.05)
    asking = [asyncio.create_task(first.find())]
    await first.register.asking.wait()
    asking.append(asyncio.create_task(second.find()))
    _, pending = await asyncio.wait(asking, timeout=0.4)
    first.register.may_answer.set()
    assert (2, [NEW, NEW], 0) == (len(pending), await asyncio.gather(*asking), second.register.asked)


async def test_who_asks_alone_holds_nothing_afterwards(redis: Redis) -> None:
    """Nothing goes on prolonging a lease that is given back."""
    worker = Worker(redis, Register(), held=0.02)
    worker.register.may_answer.set()
    before = asyncio.all_tasks()
    await worker.find()
    async with asyncio.timeout(5):
        ended = await asyncio.gather(*(asyncio.all_tasks() - before), return_exceptions=True)
    assert [] == [end for end in ended if not isinstance(end, asyncio.CancelledError)]


async def test_a_lease_ends_with_the_answer(redis: Redis) -> None:
    """The next one need not wait for it to run out."""
    worker = Worker(redis, Register(Unavailable()))
    worker.register.may_answer.set()
    with pytest.raises(Unavailable):
        await worker.find()
    assert 0 == await redis.exists(worker.lease)


async def test_a_lease_ends_by_itself(redis: Redis) -> None:
    """Should its worker die, within a second."""
    worker = Worker(redis, Register())
    asking = asyncio.create_task(worker.find())
    await worker.register.asking.wait()
    assert 0 < await redis.pttl(worker.lease) <= 1_000
    worker.register.may_answer.set()
    await asking


class Deaf(LookupCache[Company]):
    """Swallows a cancellation that comes together with its second answer, as redis-py may."""

    def __init__(self, redis: Redis) -> None:
        super().__init__(redis, SEAL, COMPANY)
        self.gets, self.second, self.cancelled = 0, asyncio.Event(), asyncio.Event()

    async def get(self, key: str) -> Entry[Company] | None:
        self.gets += 1
        if self.gets == 2:
            self.second.set()
            with suppress(asyncio.CancelledError):
                await asyncio.Event().wait()
            self.cancelled.set()
        return None


async def test_who_was_left_asks_nobody(redis: Redis) -> None:
    """Though the cancellation was swallowed on the way: nothing is asked, and the lease is given back."""
    register, cache = Register(), Deaf(redis)
    register.may_answer.set()
    lookup = Once(register, redis, cache)
    asking = asyncio.create_task(lookup.find(CNPJ))
    await cache.second.wait()
    flight = lookup._flights._flying[CNPJ].task
    asking.cancel()
    await asyncio.wait([flight])
    assert (True, 0, 0) == (
        cache.cancelled.is_set(),
        register.asked,
        await redis.exists(f"{cache.name_of(CNPJ)}:lease"),
    )


async def test_a_fresh_answer_asks_nobody(redis: Redis) -> None:
    """For 7 days."""
    worker = Worker(redis, Register(), day=6.9)
    await replace(worker, day=0).cache.put(CNPJ, OLD)
    assert (OLD, 0) == (await worker.find(), worker.register.asked)


@pytest.fixture
async def stale(redis: Redis) -> Worker:
    """A worker whose answer was fresh yesterday."""
    worker = Worker(redis, Register(), day=8)
    await replace(worker, day=0).cache.put(CNPJ, OLD)
    return worker


async def test_a_stale_answer_is_given_at_once(stale: Worker) -> None:
    """While it is asked for again, which nobody waits for."""
    assert OLD == await stale.find()
    await stale.refreshed()


async def test_a_stale_answer_is_replaced(stale: Worker) -> None:
    """Whoever asks later has the new one."""
    await stale.find()
    await stale.refreshed()
    assert (NEW, 1) == (await stale.find(), stale.register.asked)


@pytest.mark.parametrize("refusal", [NotFound(), Unavailable()], ids=["not found", "unavailable"])
async def test_a_stale_answer_is_better_than_none(stale: Worker, refusal: Exception) -> None:
    """That nobody finds it now is no proof that it is gone."""
    stale.register.answer = refusal
    await stale.find()
    await stale.refreshed()
    assert OLD == await stale.kept()


async def test_one_refresh_runs(stale: Worker) -> None:
    """In all workers together, however many are answered meanwhile."""
    other = replace(stale, register=Register())
    for worker in (stale, stale, other):
        await worker.find()
        await stale.register.asking.wait()
    await asyncio.gather(stale.refreshed(), other.refreshed())
    assert (1, 0) == (stale.register.asked, other.register.asked)


async def test_a_refresh_outlives_who_asked(stale: Worker) -> None:
    """It is not the person's task: that one is done, and may be gone."""
    await asyncio.create_task(stale.find())
    await stale.refreshed()
    assert NEW == await stale.kept()
