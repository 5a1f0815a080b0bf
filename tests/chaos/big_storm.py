"""The whole storm, by `make chaos`: it takes some minutes."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.chaos.conftest import Rage
from tests.chaos.sabotage import announce_apart, commit_in_two_steps
from tests.chaos.storm import Plan

PLAN = Plan(
    chats=300,
    kills=50,
    cuts={"worker": (10, 1000), "web": (10, 500)},
    freezes=5,
    redis_deaths=2,
    redis_out=2.0,
    database_out=5.0,
    lost_answers=1000,
    lease_ms=10_000,
    late=10.0,
    longest=1800.0,
    tell=print,
)


@pytest.mark.parametrize("on_whatsapp", [False, True], ids=["telegram", "whatsapp"])
async def test_three_hundred_are_registered_once_whatever_dies(rage: Rage, *, on_whatsapp: bool) -> None:
    """As the small storm, with Redis killed twice and the database out for five seconds too."""
    assert [] == (await rage(replace(PLAN, on_whatsapp=on_whatsapp))).wrong


@pytest.mark.parametrize(
    ("sabotage", "cuts"),
    [(commit_in_two_steps, {}), (announce_apart, {"web": (10, 8)})],
    ids=["in two steps where nobody dies", "apart, with duplicates announced"],
)
async def test_finds_nobody_guilty_of_what_does_no_harm(
    sabotage: Callable[[], None], cuts: dict[str, tuple[int, int]], rage: Rage
) -> None:
    """It is the dying in between that the small storm finds, and the missing word of a duplicate."""
    assert [] == (await rage(Plan(chats=4, cuts=cuts, sabotage=sabotage))).wrong
