"""WhatsApp's webhook: what people write is stored before Meta is told that it arrived."""

import asyncio
import hashlib
import hmac
import json
from dataclasses import dataclass

import structlog
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.adapters.contacts import Contacts
from bot.inbox import Inbox
from bot.whatsapp import CHANNEL
from bot.whatsapp.envelope import Item, items
from bot.whatsapp.window import Window

log = structlog.get_logger()
PATH = "/whatsapp/webhook"
SIGNATURE = "X-Hub-Signature-256"
LONGEST = 4 * 1024 * 1024
"""Bytes of a body; Meta's have up to 3 MB. Source: Webhooks, Create an endpoint."""


def webhook_routes(
    inbox: Inbox,
    contacts: Contacts,
    window: Window,
    *,
    app_secret: str,
    verify_token: str,
    phone_number_id: str,
) -> list[Route]:
    """Takes in what Meta delivers, and proves to it that the address is ours.

    200 means stored, or of no use to us; 401 that it is not signed by Meta, before anything is read; 400 and
    413 that it is no body of Meta's; 503 that it cannot be stored now, so that Meta delivers it again.

    Args:
        inbox: where messages are stored.
        contacts: knows who writes.
        window: knows who wrote in the last 24 hours.
        app_secret: by which Meta signs.
        verify_token: which Meta was given in its console.
        phone_number_id: the number's.
    """
    webhook = _Webhook(inbox, contacts, window, app_secret.encode(), verify_token.encode(), phone_number_id)
    return [
        Route(PATH, webhook.verify, methods=["GET"]),
        Route(PATH, webhook.receive, methods=["POST"]),
    ]


@dataclass(frozen=True, slots=True)
class _Webhook:
    inbox: Inbox
    contacts: Contacts
    window: Window
    app_secret: bytes
    verify_token: bytes
    phone_number_id: str

    async def verify(self, request: Request) -> Response:
        """Gives the challenge back to who knows the token."""
        asked = request.query_params
        token = asked.get("hub.verify_token", "").encode(errors="replace")
        if asked.get("hub.mode") == "subscribe" and hmac.compare_digest(token, self.verify_token):
            return PlainTextResponse(asked.get("hub.challenge", ""))
        return Response(status_code=403)

    async def receive(self, request: Request) -> Response:
        """Stores everything in a body."""
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        expected = f"sha256={hmac.new(self.app_secret, body, hashlib.sha256).hexdigest()}".encode()
        given = request.headers.get(SIGNATURE, "").encode("latin-1")  # as Starlette decoded it
        if not hmac.compare_digest(given, expected):
            return Response(status_code=401)
        try:
            found = list(items(json.loads(body), self.phone_number_id))
        except (ValueError, RecursionError):
            return Response(status_code=400)
        try:
            await self._store(found)
        except (RedisError, SQLAlchemyError, TimeoutError) as error:
            log.warning("messages not stored", count=len(found), error=type(error).__name__)
            return Response(status_code=503)
        return Response(status_code=200)

    async def _store(self, found: list[Item]) -> None:
        for item in found:
            if item.before:
                await self.contacts.moved(item.before, item.known)
        written = [item for item in found if item.says_something]
        ids = await self.contacts.resolve(item.known for item in written)
        whose = [*zip(written, ids, strict=True), *(await self._statuses(found))]
        await self.window.heard({_mailbox(id_) for id_ in ids})
        # All together; what is of one chat goes in its order, since each is put on its way in turn.
        await asyncio.gather(
            *(self.inbox.append(_mailbox(id_), item.id, {**item.body, "account": id_}) for item, id_ in whose)
        )

    async def _statuses(self, found: list[Item]) -> list[tuple[Item, str]]:
        """How messages fared, with who they were for; nobody is made of a status."""
        statuses = [item for item in found if "status" in item.body]
        whose = [(item, await self.contacts.find(item.known)) for item in statuses]
        return [(item, id_) for item, id_ in whose if id_]


def _mailbox(id_: str) -> str:
    return f"{CHANNEL}:{id_}"


async def _body(request: Request) -> bytes | None:
    """The body, or none of one that is too long to be Meta's."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST:
            return None
    return bytes(body)
