"""Who asks the same at the same moment shares one answer."""

import asyncio
from functools import partial

import pytest

from bot.flights import Flights


class Asked:
    """What is asked, until a test lets it be answered."""

    def __init__(self) -> None:
        self.times, self.given_up = 0, 0
        self.answer: asyncio.Future[str] = asyncio.Future()

    async def ask(self) -> str:
        self.times += 1
        try:
            return await asyncio.shield(self.answer)
        except asyncio.CancelledError:
            self.given_up += 1
            raise


async def begun(flights: Flights[str], asked: Asked, many: int) -> list[asyncio.Task[str]]:
    """So many who wait."""
    tasks = [asyncio.create_task(flights.join("a", asked.ask)) for _ in range(many)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return tasks


async def given_up(*tasks: asyncio.Task[str]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.sleep(0)


async def test_many_ask_once() -> None:
    """All get the one answer."""
    asked = Asked()
    tasks = await begun(Flights(), asked, 500)
    asked.answer.set_result("yes")
    assert (["yes"] * 500, 1) == (await asyncio.gather(*tasks), asked.times)


async def test_an_error_is_everybodys() -> None:
    """Nobody is left waiting."""
    asked = Asked()
    tasks = await begun(Flights(), asked, 2)
    asked.answer.set_exception(KeyError("x"))
    assert [KeyError, KeyError] == [type(e) for e in await asyncio.gather(*tasks, return_exceptions=True)]


async def test_nothing_is_remembered() -> None:
    """Who comes after the answer asks anew."""
    asked, flights = Asked(), Flights[str]()
    asked.answer.set_result("yes")
    for _ in range(2):
        await flights.join("a", asked.ask)
    assert 2 == asked.times


async def test_different_questions_do_not_meet() -> None:
    """Each is asked."""

    async def same(word: str) -> str:
        return word

    flights = Flights[str]()
    answers = await asyncio.gather(*(flights.join(word, partial(same, word)) for word in "ab"))
    assert ["a", "b"] == answers


async def test_one_who_leaves_takes_nothing_from_the_others() -> None:
    """The question stays on its way."""
    asked = Asked()
    first, second = await begun(Flights(), asked, 2)
    await given_up(first)
    asked.answer.set_result("yes")
    assert ("yes", 0) == (await second, asked.given_up)


async def test_what_nobody_waits_for_is_given_up() -> None:
    """The last one who leaves ends it."""
    asked = Asked()
    await given_up(*await begun(Flights(), asked, 2))
    assert 1 == asked.given_up


async def test_nobody_joins_what_is_being_given_up() -> None:
    """Who comes at that very moment asks anew."""
    asked, flights = Asked(), Flights[str]()
    (first,) = await begun(flights, asked, 1)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    (second,) = await begun(flights, asked, 1)
    asked.answer.set_result("yes")
    assert ("yes", 2) == (await second, asked.times)


async def test_launched_it_goes_on_alone() -> None:
    """Nobody waits, and nobody who joins and leaves ends it; nor does it begin twice."""
    asked, flights = Asked(), Flights[str]()
    flights.launch("a", asked.ask)
    await given_up(*await begun(flights, asked, 2))
    flights.launch("a", asked.ask)
    assert (1, 0) == (asked.times, asked.given_up)
    asked.answer.set_result("yes")
