"""Telegram's deliveries at their worst, within what it promises."""

import asyncio
from dataclasses import replace
from random import Random

from bot.simulator.courier import Courier
from bot.simulator.updates import Update, Webhook
from bot.simulator.world import World


class BadCourier(Courier):
    """Delivers one update in ten late, so that those of other chats overtake it, and one in ten again.

    What was not taken is delivered until it is, as the real one does; so is a duplicate.

    Args:
        world: whose updates.
        chance: decides.
        pause: seconds until the first new attempt.
        late: seconds that a late update or a duplicate takes at most.
    """

    OFTEN = 0.1

    def __init__(self, world: World, chance: Random, *, pause: float, late: float) -> None:
        super().__init__(world, pause)
        self._chance = chance
        self._late = late
        self.duplicates = self.reordered = 0
        self._coming = 0  # duplicates

    @property
    def idle(self) -> bool:
        """Whether everything was delivered, duplicates too."""
        return not self._world.updates.pending and not self._coming

    async def close(self) -> None:
        """Only at the end: a web process that starts again says where it is, and that is where it was."""
        if self._world.closed:
            await super().close()

    async def _deliver(self, update: Update, webhook: Webhook) -> bool:
        if self._chance.random() < self.OFTEN:
            self.reordered += 1
            await asyncio.sleep(self._chance.uniform(0, self._late))
        taken = await super()._deliver(update, webhook)
        if taken and self._chance.random() < self.OFTEN:
            self.duplicates += 1
            self._coming += 1
            seconds = self._chance.uniform(0, self._late)
            asyncio.get_running_loop().call_later(seconds, self._again, update)
        return taken

    def _again(self, update: Update) -> None:
        """Puts a duplicate beside what its chat says meanwhile."""
        self._coming -= 1
        self._world.updates.pending[update.id] = replace(update, lane=f"again:{update.id}")
        self.kick()
