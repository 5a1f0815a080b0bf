"""Lookups over registers that take 200 ms: all well, the first one ill, from the cache, and many at once.

Each round begins with nothing known, neither answers nor which is ill. `make bench` prints the table.
"""

import asyncio
import gc
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from itertools import count
from statistics import median, quantiles
from typing import Any

import pytest
from redis.asyncio import Redis
from rich.console import Console
from rich.table import Table

from bot.adapters.asking import WhenNeeded
from bot.adapters.cities import OfflineCities
from bot.adapters.companies import GRACE, companies
from bot.adapters.lookup_once import Shared
from bot.adapters.sources.chain import DEADLINE
from bot.adapters.sources.client import client
from bot.garbage import look_seldom
from bot.sealing import Seal
from conversations.ports.companies import Companies, Unavailable
from tests.benchmarks.emulated_registers import DEAD, HEDGE_MS, ILLS, TAKES, Registers, registers

ROUNDS = 3
LOOKUPS, AT_ONCE = 100, 5  # in a round
PEOPLE = 500
CACHED = 2.0  # ms
FIRST, REGISTERS = "minhareceita", ("cnpja", "cnpjws")

CITIES, SEAL = OfflineCities(), Seal("a secret of at least thirty-two characters")
NUMBERS = count(10_000_000_000_000)  # CNPJs, each used once


@pytest.fixture(autouse=True)
def garbage_as_in_the_program() -> Iterator[None]:
    """Python's own way looks at all that the tests loaded, and stops all else for a tenth of a second."""
    before = gc.get_threshold()
    look_seldom()
    yield
    gc.set_threshold(*before)


@pytest.fixture
async def made() -> AsyncIterator[Registers]:
    async with registers() as made:
        yield made


@asynccontextmanager
async def worker(made: Registers, redis: Redis) -> AsyncIterator[Companies]:
    """A worker that has just begun."""
    async with client() as http:
        yield companies(WhenNeeded(http, made.settings(), Shared(redis, SEAL)), CITIES)


async def test_an_ill_register_costs_a_delay_and_no_more(made: Registers, redis: Redis) -> None:
    """Whatever the first one has: p99 is at most the healthy p50, the hedge delay and half that p50 more.

    Registers of IEs that hang cost the moment that a company waits for them, and no hedge delay.
    """
    ills: dict[str, dict[str, str]] = {f"first {ill}": {FIRST: ill} for ill in (DEAD, *ILLS)}
    ills["registers of IEs hung"] = dict.fromkeys(REGISTERS, "hung")
    times = {"healthy": await _rounds(made, redis)}
    for name, made.ill in ills.items():
        times[name] = await _rounds(made, redis)
    healthy = _p50(times["healthy"])
    allowed = dict.fromkeys(ills, 1.5 * healthy + HEDGE_MS)
    allowed["registers of IEs hung"] = 1.5 * healthy + GRACE * 1000
    _print(times, allowed)
    assert [] == [name for name in ills if _p99(times[name]) > allowed[name]]


async def test_what_is_known_takes_no_time(made: Registers, redis: Redis) -> None:
    """Its p50 is under 2 ms."""
    async with worker(made, redis) as lookup:
        await lookup.find("12345678000195")
        times = [[await _timed(lookup.find("12345678000195")) for _ in range(200)] for _ in range(ROUNDS)]
    _print({"cached": times}, {"cached": CACHED}, _p50)
    assert _p50(times) < CACHED


async def test_many_ask_once(made: Registers, redis: Redis) -> None:
    """500 people who ask for the same company at once, of two workers, make one request."""
    async with worker(made, redis) as one, worker(made, redis) as other:
        asking = [(one, other)[number % 2].find("12345678000195") for number in range(PEOPLE)]
        took = await _timed(asyncio.gather(*asking))
    print(f"{PEOPLE} people at once: {made.asked[FIRST]} request, {took:.0f} ms")  # noqa: T201
    assert {FIRST: 1, "cnpja": 1} == made.asked


async def test_many_ask_the_slow_once(made: Registers, redis: Redis) -> None:
    """Also where an answer takes 3.5 s: others are asked meanwhile, but each of them once."""
    made.takes = 3.5
    async with worker(made, redis) as one, worker(made, redis) as other:
        asking = [(one, other)[number % 2].find("12345678000195") for number in range(PEOPLE)]
        took = await _timed(asyncio.gather(*asking))
    print(f"{PEOPLE} people at once, 3.5 s each: {made.asked.total()} requests, {took:.0f} ms")  # noqa: T201
    assert dict.fromkeys(made.asked, 1) == made.asked


async def test_all_hung_ends_in_time(made: Registers, redis: Redis) -> None:
    """The person goes on by hand after at most 6 seconds."""
    made.ill = dict.fromkeys((FIRST, "opencnpj", "brasilapi", "receitaws", *REGISTERS), "hung")
    began = time.perf_counter()
    async with worker(made, redis) as lookup:
        with pytest.raises(Unavailable):
            await lookup.find("12345678000195")
    took = time.perf_counter() - began
    print(f"all hung: {took:.1f} s")  # noqa: T201
    assert took <= DEADLINE


async def _rounds(made: Registers, redis: Redis) -> list[list[float]]:
    return [await _round(made, redis) for _ in range(ROUNDS)]


async def _round(made: Registers, redis: Redis) -> list[float]:
    """Milliseconds of each lookup of a round, so many at once, each with a task beside it for its IEs."""
    await redis.flushall()
    free, beside = asyncio.Semaphore(AT_ONCE), list[asyncio.Task[Any]]()

    async def one(lookup: Companies) -> float:
        async with free:
            number = str(next(NUMBERS))
            beside.append(asyncio.create_task(lookup.in_register(number)))
            return await _timed(lookup.find(number))

    async with worker(made, redis) as lookup:
        times = await asyncio.gather(*(one(lookup) for _ in range(LOOKUPS)))
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
    return list(times)


async def _timed(asked: Coroutine[Any, Any, Any] | asyncio.Future[Any]) -> float:
    began = time.perf_counter()
    await asked
    return (time.perf_counter() - began) * 1000


def _p50(rounds: list[list[float]]) -> float:
    return median(median(times) for times in rounds)


def _p99(rounds: list[list[float]]) -> float:
    return median(quantiles(times, n=100, method="inclusive")[-1] for times in rounds)


def _print(
    times: dict[str, list[list[float]]],
    allowed: dict[str, float],
    judged: Callable[[list[list[float]]], float] = _p99,
) -> None:
    title = f"Lookups where each register takes {TAKES * 1000:.0f} ms"
    table = Table(title=title, title_justify="left", caption=f"ms, medians of {ROUNDS} rounds")
    table.add_column("registers")
    for name in ("p50", "p99", "allowed", "ratio", ""):
        table.add_column(name, justify="right")
    for name, rounds in times.items():
        row = [f"{_p50(rounds):.1f}", f"{_p99(rounds):.1f}"]
        if name in allowed:
            ratio = judged(rounds) / allowed[name]
            row += [f"{allowed[name]:.0f}", f"{ratio:.2f}", "met" if ratio <= 1 else "[red]missed[/]"]
        table.add_row(name, *row)
    Console(width=110).print(table)
