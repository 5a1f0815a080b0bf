"""People in a closed loop: each says the next thing as soon as the bot has answered the last."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass

from tests.benchmarks import proc
from tests.benchmarks.crowd.person import Person
from tests.benchmarks.crowd.scripts import Script

PATIENCE = 60.0  # seconds for what was said last to be answered
FIRST_CHAT = 1_000_000

Send = Callable[[Person, str, str, int], None]


@dataclass(frozen=True, slots=True)
class Run:
    """What is asked of a crowd.

    Args:
        bot: its token.
        script: the name of what everybody says.
        chats: how many people.
        others: how many more say `others_script`; their times are not counted.
        warm_up: seconds before anything is counted.
        seconds: how long it is counted.
        pause: seconds before somebody says the next thing.
        pids: the processes whose CPU time is told, by name.
    """

    bot: str
    script: str
    chats: int
    others: int = 0
    others_script: str = ""
    warm_up: float = 1.0
    seconds: float = 2.5
    pause: float = 0.0
    pids: dict[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it.

    Args:
        times: seconds from what was said to its answer, of each counted turn.
        others: how many turns those had who are not counted.
        mistakes: messages that answered nothing.
        unanswered: chats that wait in vain.
        cpu: seconds by process while it was counted.
    """

    times: list[float]
    others: int
    seconds: float
    mistakes: list[str]
    unanswered: int
    cpu: dict[str, float]


class Crowd:
    """Everybody who talks to one bot, remembered from run to run: dialogues go on where they stopped.

    Args:
        scripts: by name.
        send: brings something to the bot.
    """

    def __init__(self, scripts: dict[str, Script], send: Send) -> None:
        self._scripts, self._send = scripts, send
        self._people: dict[int, Person] = {}
        self._pause = 0.0
        self._heard = asyncio.Event()

    def hear(self, chat: int, text: str, message: int) -> None:
        """What the bot says to one of them."""
        person = self._people[chat]
        person.message = message
        self._heard.set()
        if person.hear(text):
            loop = asyncio.get_running_loop()
            if self._pause:
                loop.call_later(self._pause, self._go_on, person)
            else:
                loop.call_soon(self._go_on, person)

    async def run(self, run: Run) -> Outcome:
        """Lets them talk, and waits for the last answers."""
        counted = self._gather(run.script, run.chats)
        others = self._gather(run.others_script, run.others) if run.others else []
        everybody = [*counted, *others]
        self._pause = run.pause
        for person in everybody:
            person.going_on, person.times, person.mistakes = True, [], []
            if person.waits_since is None:
                person.speak()
        await asyncio.sleep(run.warm_up)
        began, before = time.monotonic(), _cpu(run)
        await asyncio.sleep(run.seconds)
        ended, after = time.monotonic(), _cpu(run)
        for person in everybody:
            person.going_on = False
        await self._settled(everybody)
        return Outcome(
            times=_within(counted, began, ended),
            others=len(_within(others, began, ended)),
            seconds=ended - began,
            mistakes=[mistake for person in everybody for mistake in person.mistakes],
            unanswered=sum(person.waits_since is not None for person in everybody),
            cpu={name: after[name] - before[name] for name in before},
        )

    def say(self, script: str) -> None:
        """The first of those who say it says the next thing."""
        (person,) = self._gather(script, 1)
        person.going_on = False
        person.speak()

    async def answered(self, script: str) -> float:
        """The monotonic time at which that was answered.

        Raises:
            IndexError: it was not.
        """
        (person,) = self._gather(script, 1)
        await self._settled([person])
        return person.times.pop()[0]

    def _go_on(self, person: Person) -> None:
        if person.going_on and person.waits_since is None:  # else the next run had them speak already
            person.speak()

    def _gather(self, script: str, count: int) -> list[Person]:
        """So many people who say it; everybody says one thing all their life."""
        first = FIRST_CHAT * (1 + list(self._scripts).index(script))
        return [
            self._people.setdefault(n, Person(n, self._scripts[script], self._send, time.monotonic))
            for n in range(first, first + count)
        ]

    async def _settled(self, people: list[Person]) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while any(person.waits_since is not None for person in people):
                    self._heard.clear()
                    await self._heard.wait()


def _cpu(run: Run) -> Counter[str]:
    return Counter({name: proc.cpu_seconds(pid) for name, pid in (run.pids or {}).items()})


def _within(people: list[Person], began: float, ended: float) -> list[float]:
    return [took for person in people for when, took in person.times if began <= when <= ended]


def as_json(outcome: Outcome) -> dict[str, object]:
    """For whoever asked, in another process."""
    return asdict(outcome)
