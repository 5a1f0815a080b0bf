"""A source that is spared: not asked when it may not be, nor while it fails."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.adapters.sources.chain import Chain
from bot.adapters.sources.fetching import Busy
from bot.adapters.sources.guarded import FAILURES, UNTOLD, Guarded, PassedBy
from bot.adapters.sources.quota import NoQuota, Quota
from bot.metrics import registry
from conversations.ports.companies import NotFound, Unavailable
from tests.bot.adapters.sources.timed import Timed
from tests.kit.leaping import leap

FAILS = Unavailable("down")
SLOW = 0.7


@dataclass
class FakeQuota:
    """So many more times, then not for a while; and for how long it was told to hold."""

    left: int = 1000
    held: list[float] = field(default_factory=list)

    async def take(self) -> float:
        self.left -= 1
        return 0 if self.left >= 0 else 12.3

    async def hold(self, seconds: float) -> None:
        self.held.append(seconds)


def guarded(source: Timed, quota: Quota | None = None, rest: float = 30.0) -> Guarded[str]:
    return Guarded(source, quota or NoQuota(), slow=SLOW, rest=rest)


async def answers(source: Guarded[str], times: int = 1) -> list[str]:
    """What it says, or the names of what it raises, one after another."""
    return [await outcome(source.find("1")) for _ in range(times)]


async def outcome(asked: Coroutine[Any, Any, str]) -> str:
    try:
        return await asked
    except (NotFound, Unavailable) as refusal:
        return type(refusal).__name__


async def left_after(source: Guarded[str], seconds: float) -> None:
    """Whoever asks loses patience."""
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(seconds):
            await source.find("1")


def failed(source: Timed, *, times: int = FAILURES, **more: Any) -> Guarded[str]:
    """A source that has failed so many times."""
    guard, source.answer = guarded(source, **more), FAILS
    leap(answers(guard, times))
    source.answer = "well again"
    return guard


def test_what_keeps_failing_is_left_in_peace() -> None:
    """After five failures it is not asked, though it may be well again."""
    source = Timed("a")
    assert (["PassedBy"], 5) == (leap(answers(failed(source))), len(source.asked))


def test_a_failure_now_and_then_is_nothing() -> None:
    """They count only one after another."""
    source = Timed("a")
    guard = failed(source, times=4)
    leap(answers(guard))
    source.answer = FAILS
    assert ["Unavailable"] * 4 == leap(answers(guard, 4))


def test_not_found_is_no_failure() -> None:
    """It is an answer, however often it comes."""
    assert ["NotFound"] * 6 == leap(answers(guarded(Timed("a", answer=NotFound())), 6))


def test_after_a_rest_it_is_asked_again() -> None:
    """And is as good as any other if it answers."""
    guard = failed(Timed("a"), rest=1e-9)
    assert ["well again"] * 2 == leap(answers(guard, 2))


def test_after_a_rest_one_failure_is_enough() -> None:
    """It is asked, and left in peace again."""
    source = Timed("a")
    guard = failed(source, rest=1e-9)
    source.answer = FAILS
    leap(answers(guard))
    assert guard._breaker.failure_count > FAILURES


def test_what_hangs_is_known_as_failing() -> None:
    """It never fails by itself, since it is always left for a quicker one."""
    hung = Timed("hung", after=None)
    chain = Chain([guarded(hung), Timed("quick")], hedge=SLOW)

    async def ask_often() -> None:
        for _ in range(FAILURES + 3):
            await chain.find("1")

    leap(ask_often())
    assert FAILURES == len(hung.asked)


def test_being_left_early_is_no_failure() -> None:
    """A source that had no time to answer is not to blame."""
    source = Timed("a", after=0.6)
    guard = guarded(source)

    async def lose_patience() -> None:
        for _ in range(FAILURES + 1):
            await left_after(guard, 0.5)

    leap(lose_patience())
    assert ["a"] == leap(answers(guard))


@pytest.mark.parametrize(("told", "held"), [(7.0, 7.0), (0.0, 0.0), (None, UNTOLD)])
def test_who_asks_for_peace_gets_it(told: float | None, held: float) -> None:
    """As long as it says, from everybody; a while where it does not say."""
    quota = FakeQuota()
    leap(answers(guarded(Timed("a", answer=Busy(told)), quota)))
    assert [held] == quota.held


def test_asking_for_peace_is_no_failure() -> None:
    """It is held for as long as it asks for, not for as long as one that is ill."""
    guard = guarded(Timed("a", answer=Busy(1)), FakeQuota())
    assert ["Busy"] * 6 == leap(answers(guard, 6))


def test_no_quota_left_is_passed_by() -> None:
    """At once, and not asked."""
    source = Timed("a")
    said = leap(answers(guarded(source, FakeQuota(left=1)), 2))
    assert (["a", "PassedBy"], 1) == (said, len(source.asked))


def test_no_quota_left_says_when() -> None:
    """In whole seconds, for who reads the log or asks by hand."""
    with pytest.raises(PassedBy, match="again in 13 s"):
        leap(guarded(Timed("a"), FakeQuota(left=0)).find("1"))


def test_the_same_question_at_once_is_one() -> None:
    """It takes one from the quota, too."""
    source = Timed("a")
    guard = guarded(source, FakeQuota(left=1))

    async def both() -> list[str]:
        return await asyncio.gather(guard.find("1"), guard.find("1"))

    assert (["a", "a"], 1) == (leap(both()), len(source.asked))


def test_a_mistake_of_ours_is_its_failure() -> None:
    """Others are asked, and nobody sees an exception."""
    source = Timed("a", answer=KeyError("personal"))
    with pytest.raises(Unavailable) as caught:
        leap(guarded(source).find("1"))
    assert ("an error of ours: KeyError", Unavailable) == (str(caught.value), type(caught.value))


def test_it_takes_what_its_source_takes() -> None:
    """A guard changes nothing about it."""
    guard = guarded(Timed("a", only="2"))
    assert (False, True) == (guard.takes("1"), guard.takes("2"))


# What is counted


def counted(outcome: str) -> tuple[float, float]:
    """How often the source had answered so, and how often it had been timed."""
    return (
        registry.get_sample_value("bot_lookups_total", {"source": "counted", "outcome": outcome}) or 0,
        registry.get_sample_value("bot_lookup_seconds_count", {"source": "counted"}) or 0,
    )


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("yes", "found"),
        (NotFound(), "not_found"),
        (FAILS, "unavailable"),
        (Busy(1), "unavailable"),
        (KeyError(), "unavailable"),
    ],
)
def test_a_question_is_counted_by_its_answer(answer: str | Exception, outcome: str) -> None:
    """Once, and timed once."""
    before = counted(outcome)
    leap(answers(guarded(Timed("counted", answer=answer))))
    assert tuple(one + 1 for one in before) == counted(outcome)


@pytest.mark.parametrize(("seconds", "more"), [(SLOW - 0.1, 0), (SLOW + 0.1, 1)], ids=["early", "late"])
def test_being_left_late_is_counted(seconds: float, more: int) -> None:
    """As no answer; left early it was not really asked."""
    before = counted("unavailable")
    leap(left_after(guarded(Timed("counted", after=None)), seconds))
    assert tuple(one + more for one in before) == counted("unavailable")


def test_what_was_not_asked_is_not_counted() -> None:
    """The service had no part in it."""
    before = counted("unavailable")
    assert [PassedBy.__name__] == leap(answers(guarded(Timed("counted"), FakeQuota(left=0))))
    assert before == counted("unavailable")
