"""Delivers to the bot's webhook, signed, again and again until it says 200.

Source: https://developers.facebook.com/docs/graph-api/webhooks/getting-started#event-notifications
"""

import hashlib
import hmac
import json
import secrets
from typing import TYPE_CHECKING

import httpx

from bot.simulator.chats import Json
from bot.simulator.lanes import Lanes
from bot.simulator.whatsapp.envelope import body_of

if TYPE_CHECKING:
    from bot.simulator.whatsapp.world import WhatsAppWorld


def signed(body: bytes, app_secret: str) -> str:
    """The value of X-Hub-Signature-256."""
    return f"sha256={hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()}"


def to_bytes(body: Json) -> bytes:
    """A body as Meta writes it: what is no ASCII is escaped, and so it is signed."""
    return json.dumps(body, separators=(",", ":")).encode()


class Courier(Lanes):
    """One task for each lane that has something to tell, as long as it has.

    Args:
        world: whose queue.
        pause: seconds after the first failure; it doubles with each further one.
    """

    def __init__(self, world: "WhatsAppWorld", pause: float) -> None:
        super().__init__(pause)
        self._world = world

    async def verify(self, url: str) -> None:
        """Asks the webhook for the challenge, as Meta does when its address is entered.

        Raises:
            ValueError: it did not answer, or not with the challenge.
        """
        challenge = str(secrets.randbelow(10**10))
        token = self._world.verify_token
        asked = {"hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": token}
        try:
            answer = await self._client().get(url, params=asked)
        except httpx.HTTPError as error:
            raise ValueError(f"the webhook does not answer: {error or type(error).__name__}") from error
        if answer.status_code != 200 or answer.text != challenge:
            raise ValueError(f"the webhook does not give the challenge back: {answer.status_code}")

    def kick(self) -> None:
        """Starts what is to be delivered and is not under way yet."""
        if self._world.closed:
            return
        self._begin(self._world.deliveries.lanes())

    async def _deliver_next(self, lane: str) -> bool | None:
        deliveries = self._world.deliveries
        notices = deliveries.next(lane)
        if not notices:
            return None
        body = body_of(notices, deliveries.shape, self._world.business_account_id, self._world.metadata())
        taken = await self._deliver(to_bytes(body), deliveries.url, deliveries.times)
        if taken:
            deliveries.confirm(notices)
        self._world.changed()
        return taken

    async def _deliver(self, body: bytes, url: str, times: int) -> bool:
        headers = {
            "Content-Type": "application/json",
            "X-Hub-Signature-256": signed(body, self._world.app_secret),
        }
        try:
            answers = [await self._client().post(url, content=body, headers=headers) for _ in range(times)]
        except httpx.HTTPError as error:
            self._world.deliveries.last_error = str(error) or type(error).__name__
            return False
        if all(answer.status_code == 200 for answer in answers):
            return True
        self._world.deliveries.last_error = f"the webhook answered {[a.status_code for a in answers]}"
        return False

    def _client(self) -> httpx.AsyncClient:
        if self._http is None:
            # trust_env: a proxy for the outside must not come between two ports of this machine.
            self._http = httpx.AsyncClient(timeout=60, trust_env=False, verify=False)  # noqa: S501 - see above
        return self._http
