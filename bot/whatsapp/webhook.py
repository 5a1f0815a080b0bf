"""WhatsApp's webhook: what people write is stored before Meta is told that it arrived."""

import asyncio
import hashlib
import hmac
import json
from dataclasses import dataclass
from itertools import groupby

import structlog
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.adapters.contacts import Contacts
from bot.bodies import body_of
from bot.inbox import Inbox
from bot.sealing import Seal
from bot.whatsapp import CHANNEL
from bot.whatsapp.envelope import Item, items
from bot.whatsapp.naming import safe_name
from bot.whatsapp.receipts import FAILED, Receipts
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
    receipts: Receipts,
    seal: Seal,
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
        receipts: know how messages of ours fare.
        seal: makes the names by which messages are known here.
        app_secret: by which Meta signs.
        verify_token: which Meta was given in its console.
        phone_number_id: the number's.
    """
    webhook = _Webhook(
        inbox, contacts, window, receipts, seal, app_secret.encode(), verify_token.encode(), phone_number_id
    )
    return [
        Route(PATH, webhook.verify, methods=["GET"]),
        Route(PATH, webhook.receive, methods=["POST"]),
    ]


@dataclass(frozen=True, slots=True)
class _Webhook:
    inbox: Inbox
    contacts: Contacts
    window: Window
    receipts: Receipts
    seal: Seal
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
        body = await body_of(request, LONGEST)
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
        """Stores what is to be answered in the mailboxes, and on receipts what is only to be known."""
        fares = [item.body["status"] for item in found if "status" in item.body and not _has_failed(item)]
        await asyncio.gather(*(self.receipts.fares(status["id"], status["status"]) for status in fares))
        mail: dict[str, list[Item]] = {}
        for id_, item in await self._with_whose(found):
            mail.setdefault(_mailbox(id_), []).append(item)
        await self.window.heard(mailbox for mailbox, mine in mail.items() if any(map(_is_said, mine)))
        appended = (self._append(mailbox, mine) for mailbox, mine in mail.items())
        for failed in await asyncio.gather(*appended, return_exceptions=True):
            if failed is not None:
                raise failed

    async def _append(self, mailbox: str, mine: list[Item]) -> None:
        """Stores what is of one chat, in its order."""
        account = mailbox.removeprefix(f"{CHANNEL}:")
        for item in mine:
            id_ = safe_name(self.seal, item.id)
            number = await self._number_of(account, item)
            await self.inbox.append(mailbox, id_, {**item.body, **number, "account": account})

    async def _number_of(self, account: str, item: Item) -> dict[str, str]:
        """The number of who wrote, as it is known from before: a message may come by an id alone."""
        if item.body.get("phone") != "":
            return {}
        address = await self.contacts.address_of(account)
        return {"phone": address.phone} if address else {}

    async def _with_whose(self, found: list[Item]) -> list[tuple[str, Item]]:
        """What is to be stored, each with the id of whose it is.

        Who goes by another name from one message on is known by it in the next.
        """
        whose: list[tuple[str, Item]] = []
        for _, part in groupby(found, lambda item: item.before is not None):
            some = list(part)
            for item in some:
                if item.before:
                    await self.contacts.moved(item.before, item.known)
            said = [item for item in some if _is_said(item)]
            failed = list(filter(_has_failed, some))
            whose += zip(await self.contacts.resolve(item.known for item in said), said, strict=True)
            whose += await self._of_known(failed)
        return whose

    async def _of_known(self, failed: list[Item]) -> list[tuple[str, Item]]:
        """Failures, each with whom it is about; nobody is met by one."""
        ids = await asyncio.gather(*(self.contacts.find(item.known) for item in failed))
        for id_, item in zip(ids, failed, strict=True):
            if not id_:
                log.info("failure of nobody's message", update=safe_name(self.seal, item.id))
        return [(id_, item) for id_, item in zip(ids, failed, strict=True) if id_]


def _is_said(item: Item) -> bool:
    """Whether a person wrote it."""
    return "message" in item.body


def _has_failed(item: Item) -> bool:
    """Whether a message of ours did not arrive."""
    return "status" in item.body and item.body["status"]["status"] == FAILED


def _mailbox(id_: str) -> str:
    return f"{CHANNEL}:{id_}"
