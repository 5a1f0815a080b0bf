"""Delivers updates to the bot's webhook, again and again until it says 2xx.

Source: https://core.telegram.org/bots/api#setwebhook and the Bot API server's WebhookActor.cpp.
"""

import asyncio
from typing import TYPE_CHECKING

import httpx

from bot.simulator.updates import Update, Webhook

if TYPE_CHECKING:
    from bot.simulator.world import World

LONGEST_PAUSE = 60.0


class Courier:
    """One task for each lane that has updates, as long as it has them.

    Args:
        world: whose updates.
        pause: seconds after the first failure; it doubles with each further one.
    """

    def __init__(self, world: "World", pause: float) -> None:
        self._world = world
        self._pause = pause
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._http: httpx.AsyncClient | None = None

    def kick(self) -> None:
        """Starts what is to be delivered and is not under way yet."""
        updates = self._world.updates
        if updates.webhook is None:
            return
        for lane in {update.lane for update in updates.pending.values()} - set(self._lanes):
            task = asyncio.get_running_loop().create_task(self._run(lane, updates.webhook))
            self._lanes[lane] = task

    async def stop(self) -> None:
        """Ends all deliveries; what was not delivered stays pending."""
        lanes = list(self._lanes.values())
        for task in lanes:
            task.cancel()
        await asyncio.gather(*lanes, return_exceptions=True)
        self._lanes.clear()

    async def close(self) -> None:
        """Stops, and lets go of the connections."""
        await self.stop()
        if self._http is not None:
            await self._http.aclose()
            self._http = None

    async def _run(self, lane: str, webhook: Webhook) -> None:
        pause = self._pause
        while update := self._next(lane):
            if await self._deliver(update, webhook):
                pause = self._pause
                self._world.updates.confirm([update.id])
                self._world.changed()
            else:
                self._world.changed()
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
        del self._lanes[lane]  # here, not in a callback: an update added before it ran would wait for ever

    def _next(self, lane: str) -> Update | None:
        return next((u for u in self._world.updates.pending.values() if u.lane == lane), None)

    async def _deliver(self, update: Update, webhook: Webhook) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret_token} if webhook.secret_token else {}
        try:
            answer = await self._client(webhook).post(webhook.url, json=update.to_api(), headers=headers)
        except httpx.HTTPError as error:
            reason = str(error) or type(error).__name__
        else:
            if answer.is_success:
                return True
            reason = f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
        webhook.last_error_date = int(self._world.clock())
        webhook.last_error_message = reason
        return False

    def _client(self, webhook: Webhook) -> httpx.AsyncClient:
        if self._http is None:
            limits = httpx.Limits(max_connections=webhook.max_connections)
            # trust_env: a proxy for the outside must not come between two ports of this machine.
            self._http = httpx.AsyncClient(timeout=60, limits=limits, trust_env=False)
        return self._http
