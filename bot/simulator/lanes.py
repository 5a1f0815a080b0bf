"""What couriers have in common: lanes that are delivered in order, each beside the others."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Set as AbstractSet

import httpx

LONGEST_PAUSE = 60.0


class Lanes(ABC):
    """One task for each lane that has something to deliver, as long as it has.

    Args:
        pause: seconds after the first failure; it doubles with each further one.
    """

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._http: httpx.AsyncClient | None = None

    @abstractmethod
    async def _deliver_next(self, lane: str) -> bool | None:
        """Delivers what is next in a lane; whether it was taken, or none where nothing is left."""

    def _begin(self, lanes: AbstractSet[str]) -> None:
        """Starts those that are not under way yet."""
        for lane in lanes - set(self._lanes):
            self._lanes[lane] = asyncio.get_running_loop().create_task(self._run(lane))

    async def close(self) -> None:
        """Ends all deliveries, of which what is not confirmed stays pending; lets go of the connections."""
        lanes = list(self._lanes.values())
        for task in lanes:
            task.cancel()
        await asyncio.gather(*lanes, return_exceptions=True)
        self._lanes.clear()
        if self._http is not None:
            await self._http.aclose()
            self._http = None

    async def _run(self, lane: str) -> None:
        pause = self._pause
        while (taken := await self._deliver_next(lane)) is not None:
            if taken:
                pause = self._pause
            else:
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
        del self._lanes[lane]  # here, not in a callback: what was added before it ran would wait for ever
