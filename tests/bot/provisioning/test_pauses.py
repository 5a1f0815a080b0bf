"""A delivery that fails is tried again and again for three days, and not in step with others."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.provisioning.pauses import GIVEN_UP_AFTER, next_try

FIRST = datetime(2026, 11, 24, 12, tzinfo=UTC)


def tries_of_a_failure() -> list[datetime]:
    """When an event is tried that nobody ever takes."""
    tries = [FIRST]
    while again := next_try(len(tries), FIRST, tries[-1]):
        tries.append(again)
    return tries


@pytest.mark.parametrize(
    ("tries", "seconds"),
    [(1, 5), (2, 30), (3, 120), (4, 300), (5, 900), (6, 1800), (7, 3600), (8, 3600), (70, 3600)],
)
def test_pauses_grow_to_an_hour(tries: int, seconds: int) -> None:
    """Each pause is as long as it is said to be, a quarter more or less."""
    found = [next_try(tries, FIRST, FIRST) for _ in range(50)]
    waited = [(at - FIRST).total_seconds() for at in found if at]
    assert 0.75 * seconds <= min(waited) < max(waited) <= 1.25 * seconds


def test_last_try_is_three_days_after_the_first() -> None:
    """Not a moment earlier, and none after it."""
    assert FIRST + GIVEN_UP_AFTER == tries_of_a_failure()[-1]


def test_three_days_are_some_eighty_tries() -> None:
    """About one an hour, after the first quick ones."""
    assert 60 < len(tries_of_a_failure()) < 105


def test_a_try_that_came_late_is_the_last() -> None:
    """Where nobody could try for days, one more try is made and then no other."""
    assert next_try(1, FIRST, FIRST + timedelta(days=4)) is None
