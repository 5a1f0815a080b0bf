"""The processes of one service, started again whenever they die, as a supervisor does."""

import asyncio
import math
import os
import signal
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from random import Random
from typing import Self

from bot.simulator.signal import Signal
from tests.chaos.bot_process import Setting, be

FORKS = get_context("forkserver")
FORKS.set_forkserver_preload(["__main__", "tests.chaos.bot_process"])
PAUSE = 0.2  # seconds before one that ended by itself is started again


class Bots:
    """All processes of a service.

    Args:
        setting: what is alike for all.
        roles: of each process.
        chance: decides whom it hits.
        cuts: how many processes of a role die between two words to Redis, of at most how many about chats.
    """

    def __init__(
        self, setting: Setting, roles: Iterable[str], chance: Random, cuts: dict[str, tuple[int, int]]
    ) -> None:
        self._setting = setting
        self._roles = tuple(roles)
        self._chance = chance
        self._cuts = {
            role: chance.choices(range(1, most + 1), k=count) for role, (count, most) in cuts.items()
        }
        self._running: dict[str, list[ForkServerProcess]] = {role: [] for role in self._roles}
        self._born = Signal()
        self._keepers: list[asyncio.Task[None]] = []
        self.killed = dict.fromkeys(self._roles, 0)
        self.ended: Counter[str] = Counter()
        """How many of each role ended by themselves, as they do who find no Redis when they start."""

    async def __aenter__(self) -> Self:
        self._keepers = [asyncio.create_task(self._keep(role)) for role in self._roles]
        return self

    async def __aexit__(self, *_: object) -> None:
        for keeper in self._keepers:
            keeper.cancel()
        for keeper in self._keepers:
            with suppress(asyncio.CancelledError):
                await keeper

    async def kill(self, role: str) -> None:
        """Kills one of a role, whatever it does at the moment."""
        process = await self._someone(role)
        self._running[role].remove(process)
        process.kill()

    async def freeze(self, role: str, seconds: float) -> None:
        """Stops one of a role for so long; then it goes on as if nothing had been."""
        process = await self._someone(role)
        with suppress(ProcessLookupError):  # it may have died of something else
            os.kill(process.pid, signal.SIGSTOP)
            await asyncio.sleep(seconds)
            os.kill(process.pid, signal.SIGCONT)

    async def _someone(self, role: str) -> ForkServerProcess:
        return self._chance.choice(await self._born.wait(lambda: self._running[role], math.inf))

    async def _keep(self, role: str) -> None:
        while True:
            if await self._live(role) == -signal.SIGKILL:
                self.killed[role] += 1
            else:
                self.ended[role] += 1
                await asyncio.sleep(PAUSE)

    async def _live(self, role: str) -> int | None:
        """The life of one process; its exit code."""
        cuts = self._cuts.get(role)
        process = FORKS.Process(target=be, args=(role, self._setting, cuts.pop() if cuts else 0), daemon=True)
        process.start()
        self._running[role].append(process)
        self._born.wake()
        try:
            await _end(process)
        finally:
            if process in self._running[role]:
                self._running[role].remove(process)
            process.kill()
            process.join()
        return process.exitcode


async def _end(process: ForkServerProcess) -> None:
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(process.sentinel, ended.set)
    try:
        await ended.wait()
    finally:
        loop.remove_reader(process.sentinel)
