"""What is asked at the same moment goes together, and everybody gets their own answer."""

import asyncio

import pytest

from bot.together import Together


class Asked:
    """Notes what it is asked at once; answers when it is let."""

    def __init__(self) -> None:
        self.rounds: list[list[int]] = []
        self.begun = asyncio.Event()
        self.let = asyncio.Event()
        self.let.set()
        self.error: Exception | None = None

    async def __call__(self, questions: list[int]) -> list[int | Exception]:
        self.rounds.append(questions)
        self.begun.set()
        await self.let.wait()
        if self.error:
            raise self.error
        return [-question if question else ValueError("zero") for question in questions]


async def test_who_asks_at_once_is_asked_for_at_once() -> None:
    """Three questions of one moment are one, and each gets its own answer."""
    asked = Asked()
    together = Together(asked)
    assert [-1, -2, -3] == await asyncio.gather(*(together.ask(number) for number in (1, 2, 3)))
    assert [[1, 2, 3]] == asked.rounds


async def test_who_comes_meanwhile_goes_with_the_next() -> None:
    """While one is on its way, the others gather."""
    asked = Asked()
    asked.let.clear()
    together = Together(asked)
    waiting = [asyncio.create_task(together.ask(1))]
    await asked.begun.wait()
    waiting += [asyncio.create_task(together.ask(number)) for number in (2, 3)]
    await asyncio.sleep(0)
    asked.let.set()
    assert [-1, -2, -3] == await asyncio.gather(*waiting)
    assert [[1], [2, 3]] == asked.rounds


async def test_no_more_at_once_than_allowed() -> None:
    """What is too much for one goes in several, in its order."""
    asked = Asked()
    together = Together(asked, most=2)
    await asyncio.gather(*(together.ask(number) for number in (1, 2, 3)))
    assert [[1, 2], [3]] == asked.rounds


async def test_error_of_one_is_not_the_others() -> None:
    """An answer that is an exception is raised where it belongs."""
    together = Together(Asked())
    found = await asyncio.gather(*(together.ask(number) for number in (1, 0)), return_exceptions=True)
    assert [-1, "zero"] == [found[0], str(found[1])]


async def test_error_of_all_is_told_to_all_and_forgotten() -> None:
    """Where asking fails, nobody is left waiting, and the next question is a new one."""
    asked = Asked()
    asked.error = ConnectionError("away")
    together = Together(asked)
    found = await asyncio.gather(*(together.ask(number) for number in (1, 2)), return_exceptions=True)
    assert ["away", "away"] == [str(one) for one in found]
    asked.error = None
    assert -3 == await together.ask(3)


async def test_who_gives_up_disturbs_nobody() -> None:
    """A question whose asker is gone is answered for the others all the same."""
    asked = Asked()
    asked.let.clear()
    together = Together(asked)
    gone, stays = (asyncio.create_task(together.ask(number)) for number in (1, 2))
    await asked.begun.wait()
    gone.cancel()
    asked.let.set()
    assert -2 == await stays
    with pytest.raises(asyncio.CancelledError):
        await gone
