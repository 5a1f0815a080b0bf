"""Telegram's webhook: an update is stored before Telegram is told that it arrived."""

import hmac
from dataclasses import dataclass, field

import structlog
from redis.exceptions import RedisError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.bodies import body_of
from bot.inbox import Inbox
from bot.telegram.replies import mailbox_of, update_id
from conversations.quick_json import from_json

log = structlog.get_logger()
PATH = "/telegram/webhook"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - Source: Bot API, setWebhook
LONGEST = 1024 * 1024
"""Bytes of a body. An update's longest text has 4,096 characters; nothing of Telegram's comes near this."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram delivers, and what it proves itself with."""

    url: str
    secret: str = field(repr=False)


def webhook_route(inbox: Inbox, secret: str) -> Route:
    """Takes in what Telegram delivers.

    200 means stored, or of no use to us; 401 that the secret is wrong, before anything is read; 400 and 413
    that it is no update; 503 that it cannot be stored now, so that Telegram delivers it again.

    Args:
        inbox: where updates are stored.
        secret: what Telegram was told to send along.
    """
    expected = secret.encode()

    async def receive(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "").encode("latin-1")  # as Starlette decoded it
        if not hmac.compare_digest(given, expected):
            return Response(status_code=401)
        body = await body_of(request, LONGEST)
        if body is None:
            return Response(status_code=413)
        return Response(status_code=await _store(inbox, body))

    return Route(PATH, receive, methods=["POST"])


async def _store(inbox: Inbox, body: bytes) -> int:
    try:
        update = from_json(body)
        id_ = update_id(update)
    except (ValueError, RecursionError):
        return 400
    mailbox = mailbox_of(update)
    if mailbox is None:
        return 200
    try:
        await inbox.append(mailbox, str(id_), update)
    except RedisError as error:
        log.warning("update not stored", chat=mailbox, update=id_, error=type(error).__name__)
        return 503
    return 200
