"""The emitter's side of provisioning: a real server that verifies what comes, and fails when asked to."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from standardwebhooks import Webhook
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.serving import serving

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
PATIENCE = 20.0  # seconds


class Emitter:
    """What it was told, and how it answers.

    Args:
        secret: by which it knows us.
    """

    def __init__(self, secret: str = SECRET) -> None:
        self.webhook = Webhook(secret)
        self.url = ""
        self.tried: list[str] = []  # the ids that came, whatever was answered
        self.events: list[tuple[str, dict[str, Any]]] = []  # what was taken: id and body
        self.answers: list[Response] = []  # the next ones; after these it takes everything
        self.failing = False
        self.held: asyncio.Event | None = None  # whoever comes waits for it, before anything is taken
        self._changed = asyncio.Condition()

    @property
    def ids(self) -> list[str]:
        """What was taken, each once, as a receiver does that looks at the ids."""
        return list(dict.fromkeys(id_ for id_, _ in self.events))

    def told_of(self, customer_id: str) -> list[str]:
        """The kinds of the events about one customer, each once."""
        once = dict(self.events)
        mine = [event for event in once.values() if event["data"]["customer"]["id"] == customer_id]
        return [event["type"].removeprefix("customer.") for event in mine]

    async def until(self, condition: Callable[["Emitter"], bool]) -> None:
        """Waits until something has come."""
        async with asyncio.timeout(PATIENCE), self._changed:
            await self._changed.wait_for(lambda: condition(self))

    async def take(self, request: Request) -> Response:
        """Answers a request."""
        body = (await request.body()).decode()
        self.webhook.verify(body, dict(request.headers))
        id_ = request.headers["webhook-id"]
        async with self._changed:
            self.tried.append(id_)
            self._changed.notify_all()
        if self.held:
            await self.held.wait()
        if self.failing:
            return Response(status_code=500)
        answer = self.answers.pop(0) if self.answers else Response(status_code=204)
        if answer.status_code < 300:
            async with self._changed:
                self.events.append((id_, json.loads(body)))
                self._changed.notify_all()
        return answer


@asynccontextmanager
async def emitter(secret: str = SECRET) -> AsyncIterator[Emitter]:
    """A running one."""
    one = Emitter(secret)
    app = Starlette(routes=[Route("/webhooks", one.take, methods=["POST"])])
    async with serving(app) as address:
        one.url = f"{address}/webhooks"
        try:
            yield one
        finally:
            if one.held:
                one.held.set()
