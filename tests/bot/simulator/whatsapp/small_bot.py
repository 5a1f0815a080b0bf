"""A bot in a few lines of httpx, for the phones to talk to."""

import hashlib
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.simulator.signal import Signal
from bot.simulator.whatsapp.world import WhatsAppWorld
from tests.serving import serving

Json = dict[str, Any]

BUTTONS = [{"type": "reply", "reply": {"id": "go", "title": "Avançar"}}]
ROWS = [
    {"id": "1", "title": "Emissor NF-e"},
    {"id": "2", "title": "Emissor de notas fisca…", "description": "Emissor de notas fiscais ao consumidor"},
]
CHOICES: Json = {
    "botões": {"type": "button", "body": {"text": "Vamos?"}, "action": {"buttons": BUTTONS}},
    "lista": {
        "type": "list",
        "body": {"text": "Qual plano?"},
        "action": {"button": "Ver planos", "sections": [{"rows": ROWS}]},
    },
    "link": {
        "type": "cta_url",
        "body": {"text": "Sua página:"},
        "action": {"name": "cta_url", "parameters": {"display_text": "Abrir", "url": "https://a.br/s/1"}},
    },
}


@dataclass
class SmallBot:
    """What it heard, and what it answers the next deliveries with."""

    world: WhatsAppWorld
    url: str = ""
    statuses: list[int] = field(default_factory=list)
    bodies: list[Json] = field(default_factory=list)
    signed: list[bool] = field(default_factory=list)
    signal: Signal = field(default_factory=Signal)

    def values(self) -> list[Json]:
        """The `value` of all changes."""
        return [
            change["value"] for body in self.bodies for entry in body["entry"] for change in entry["changes"]
        ]

    def messages(self) -> list[Json]:
        """All messages, in the order of their coming."""
        return [message for value in self.values() for message in value.get("messages", [])]

    def fates(self) -> list[str]:
        """How its own messages fared."""
        return [status["status"] for value in self.values() for status in value.get("statuses", [])]

    def texts(self) -> list[str]:
        """The words of all text messages."""
        return [message["text"]["body"] for message in self.messages() if message["type"] == "text"]

    async def told_all(self) -> None:
        """Waits until nothing is left to be told."""
        await self.world.signal.wait(lambda: not self.world.deliveries.pending, 5)

    async def verify(self, request: Request) -> Response:
        """The question before the first delivery."""
        asked = request.query_params
        known = (asked["hub.mode"], asked["hub.verify_token"]) == ("subscribe", self.world.verify_token)
        return PlainTextResponse(asked["hub.challenge"] if known else "", 200 if known else 403)

    async def hear(self, request: Request) -> Response:
        """A delivery."""
        body = await request.body()
        expected = hmac.new(self.world.app_secret.encode(), body, hashlib.sha256).hexdigest()
        self.signed.append(request.headers["x-hub-signature-256"] == f"sha256={expected}")
        self.bodies.append(await request.json())
        self.signal.wake()
        return Response(status_code=self.statuses.pop(0) if self.statuses else 200)


@asynccontextmanager
async def small_bot(world: WhatsAppWorld, address: str) -> AsyncIterator[SmallBot]:
    """A bot that answers texts: with choices where they are one of their names, else with an echo.

    Args:
        world: whose number it has.
        address: where the Cloud API is.
    """
    bot = SmallBot(world)
    base_url = f"{address}/whatsapp/v26.0/{world.phone_number_id}/"
    headers = {"Authorization": f"Bearer {world.token}"}
    async with httpx.AsyncClient(base_url=base_url, headers=headers, verify=False, trust_env=False) as http:

        async def hear(request: Request) -> Response:
            answer = await bot.hear(request)
            if answer.status_code == 200:
                for value in (await request.json())["entry"][0]["changes"]:
                    for message in value["value"].get("messages", []):
                        await _reply(http, message)
            return answer

        routes = [Route("/hook", bot.verify), Route("/hook", hear, methods=["POST"])]
        async with serving(Starlette(routes=routes)) as own:
            bot.url = f"{own}/hook"
            yield bot
            await world.courier.close()


async def _reply(http: httpx.AsyncClient, message: Json) -> None:
    to = {"to": message["from"]} if "from" in message else {"recipient": message.get("from_user_id", "")}
    about = {"messaging_product": "whatsapp"} | to
    words = message.get("text", {}).get("body", "")
    if words in CHOICES:
        await http.post("messages", json=about | {"type": "interactive", "interactive": CHOICES[words]})
    elif message["type"] == "text":
        read = {"status": "read", "message_id": message["id"], "typing_indicator": {"type": "text"}}
        await http.post("messages", json={"messaging_product": "whatsapp"} | read)
        if words != "espere":
            await http.post("messages", json=about | {"type": "text", "text": {"body": f"eco: {words}"}})
    elif message["type"] == "interactive":
        reply = message["interactive"][message["interactive"]["type"]]
        await http.post("messages", json=about | {"text": {"body": f"toque: {reply['id']}"}})
