"""Nothing is lost and nothing is done twice, whatever dies: a small storm. `make chaos` is the whole one.

A storm that finds nobody guilty proves nothing, so it is let loose on worse programs too.
"""

import pytest

from tests.chaos.conftest import Rage
from tests.chaos.sabotage import commit_in_two_steps, leave_duplicates_unannounced
from tests.chaos.storm import Plan

pytestmark = pytest.mark.xdist_group("chaos")  # the program is imported once, to be forked for all of them


async def test_everybody_is_registered_once_whatever_dies(rage: Rage) -> None:
    """Workers die five times and more, deliveries come twice and late: each of twenty hears every question
    and message, and is registered once, with exactly the answers given.
    """
    plan = Plan(chats=20, kills=5, cuts={"worker": (2, 100), "web": (2, 30)}, freezes=1, lost_answers=100)
    assert [] == (await rage(plan)).wrong


async def test_everybody_is_registered_once_on_whatsapp(rage: Rage) -> None:
    """The same with Meta's deliveries: several in a body, of chats that overtake each other, and twice."""
    plan = Plan(on_whatsapp=True, chats=12, kills=5, cuts={"worker": (2, 100), "web": (2, 30)})
    assert [] == (await rage(plan)).wrong


async def test_finds_a_commit_in_two_steps(rage: Rage) -> None:
    """Who dies between taking an update out and storing what is said to it keeps somebody waiting."""
    plan = Plan(chats=4, workers=1, cuts={"worker": (5, 20)}, lease_ms=500, sabotage=commit_in_two_steps)
    assert "waits in vain" in "\n".join((await rage(plan)).wrong)


async def test_finds_duplicates_that_are_not_announced(rage: Rage) -> None:
    """Who dies between storing and announcing has only the duplicate to learn of the update by."""
    plan = Plan(
        chats=4, workers=1, cuts={"web": (10, 8)}, lease_ms=500, sabotage=leave_duplicates_unannounced
    )
    assert "waits in vain" in "\n".join((await rage(plan)).wrong)
