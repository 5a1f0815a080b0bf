"""Delivers updates to the bot's webhook, again and again until it says 2xx.

Source: https://core.telegram.org/bots/api#setwebhook and the Bot API server's WebhookActor.cpp.
"""

from typing import TYPE_CHECKING

import httpx

from bot.simulator.lanes import Lanes
from bot.simulator.updates import Update, Webhook

if TYPE_CHECKING:
    from bot.simulator.world import World


class Courier(Lanes):
    """One task for each lane that has updates, as long as it has them.

    Args:
        world: whose updates.
        pause: seconds after the first failure; it doubles with each further one.
    """

    def __init__(self, world: "World", pause: float) -> None:
        super().__init__(pause)
        self._world = world

    def kick(self) -> None:
        """Starts what is to be delivered and is not under way yet."""
        updates = self._world.updates
        if updates.webhook is None:
            return
        self._begin({update.lane for update in updates.pending.values()})

    async def _deliver_next(self, lane: str) -> bool | None:
        update, webhook = self._next(lane), self._world.updates.webhook
        if update is None or webhook is None:
            return None
        taken = await self._deliver(update, webhook)
        if taken:
            self._world.updates.confirm([update.id])
        self._world.changed()
        return taken

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
