"""How fast messages go out: limits that all processes keep together, in Redis."""

import asyncio
import math
from collections import deque
from dataclasses import dataclass, field
from typing import Protocol

from bot.scripts import Call, Scripts
from bot.waiting import pause

SECOND = 1_000_000  # µs
BURST = SECOND / 10  # to all chats together: what may go at once is a tenth of a second's worth


class Pace(Protocol):
    """What whoever sends needs of a limiter."""

    async def wait(self, chat: str) -> None:
        """Returns when a message may go to the chat."""

    async def hold(self, seconds: float) -> None:
        """Lets nobody send before so many seconds are over."""


@dataclass(slots=True)
class _Line:
    """Those who wait to write to one chat, first come first, and when to ask for them (again)."""

    at: float = 0.0
    waiting: deque[asyncio.Future[None]] = field(default_factory=deque)

    def admit(self) -> None:
        """Lets the first go, of those who have not given up."""
        while self.waiting:
            turn = self.waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return


class Limiter:
    """Lets messages go, no faster than the limits, whichever process they go from.

    Who waits in one process is asked for together, by a task that ends with the waiting. Messages to one chat
    go in the order in which they came here; one that waits for its chat alone is not in the way of others.

    Args:
        scripts: of the Redis where the limits are kept.
        name: of these limits; who gives the same one shares them.
        rate: messages a second, to all chats together.
        chat_rate: messages a second to one chat, in the long run.
        chat_burst: messages to one chat at once. Give one less than the other side allows: some messages are
            longer on their way than others.
    """

    def __init__(
        self, scripts: Scripts, name: str, *, rate: float, chat_rate: float, chat_burst: int
    ) -> None:
        self._scripts = scripts
        self._key = f"limit:{{{name}}}"  # one slot of a cluster, so that one script can see it all
        between, chat_between = SECOND / rate, SECOND / chat_rate
        ahead, chat_ahead = max(0.0, BURST - between), (chat_burst - 1) * chat_between
        self._limits = [between, ahead, chat_between, chat_ahead]
        self._lines: dict[str, _Line] = {}
        self._opens = 0.0  # nobody may go before
        self._changed = asyncio.Event()  # somebody came or went
        self._asking: asyncio.Task[None] | None = None

    async def wait(self, chat: str) -> None:
        """Returns when a message may go to the chat; it counts as gone.

        Raises:
            RedisError: Redis is away; all who wait are told so.
        """
        turn = asyncio.get_running_loop().create_future()
        self._lines.setdefault(chat, _Line()).waiting.append(turn)
        self._changed.set()
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask_for_all())
        try:
            await turn
        except asyncio.CancelledError:
            self._changed.set()
            raise

    async def hold(self, seconds: float) -> None:
        """Lets nobody send, from any process, before so many seconds are over; a longer hold stays.

        Raises:
            RedisError: Redis is away.
        """
        ms = max(1, math.ceil(seconds * 1000))
        await self._scripts.ask(Call("hold", [f"{self._key}:hold"], [ms]))

    async def _ask(self, chats: list[str]) -> tuple[int, list[int]]:
        """Asks Redis whether messages may go, one to each chat; those that may count as gone.

        Returns:
            The milliseconds until anybody may go, and for the first of the chats 0, to go, or the
            milliseconds until it may be asked for again. The rest would have been too many together.
        """
        keys = [f"{self._key}:hold", self._key, *(f"{self._key}:chat:{chat}" for chat in chats)]
        opens, *answers = await self._scripts.ask(Call("limit", keys, self._limits))
        return opens, answers

    async def _ask_for_all(self) -> None:
        """Asks for everybody who waits, until nobody does."""
        try:
            while self._anybody():
                self._changed.clear()
                if chats := self._ready():
                    self._tell(chats, *await self._ask(chats))
                else:
                    await pause(self._changed, self._idle())
        except Exception as error:  # whatever it was, nobody is left waiting
            self._fail(error)
        finally:
            self._asking = None

    def _anybody(self) -> bool:
        """Whether anybody waits, once those who gave up are gone."""
        for line in self._lines.values():
            line.waiting = deque(turn for turn in line.waiting if not turn.done())
        self._lines = {chat: line for chat, line in self._lines.items() if line.waiting}
        return bool(self._lines)

    def _ready(self) -> list[str]:
        """The chats to be asked for now, by how long they have waited."""
        now = _now()
        return [chat for chat, line in self._lines.items() if max(line.at, self._opens) <= now]

    def _idle(self) -> float:
        """Seconds until the next chat is to be asked for."""
        return max(self._opens, min(line.at for line in self._lines.values())) - _now()

    def _tell(self, chats: list[str], opens: int, answers: list[int]) -> None:
        now = _now()
        self._opens = now + opens / 1000
        for chat, ms in zip(chats, answers, strict=False):
            if ms:
                self._lines[chat].at = now + ms / 1000
            else:
                line = self._lines[chat] = self._lines.pop(chat)  # whoever is next in it, behind the others
                line.admit()

    def _fail(self, error: Exception) -> None:
        for line in self._lines.values():
            for turn in line.waiting:
                if not turn.done():
                    turn.set_exception(error)


def _now() -> float:
    return asyncio.get_running_loop().time()
