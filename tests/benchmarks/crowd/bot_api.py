"""A Bot API that costs little: whatever it takes, the bots cannot have."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any
from urllib.parse import parse_qs

from aiohttp import web

Said = Callable[[str, int, str, int], None]
"""Told the bot's token, the chat, the text and the message's id of whatever a bot says."""

ME = {"id": 1, "is_bot": True, "first_name": "Bot", "username": "measured_bot"}
SILENT = {"editMessageReplyMarkup", "deleteMessage", "answerCallbackQuery", "sendChatAction"}


class BotApi:
    """Answers the methods that the bots call, with the least that their libraries can read.

    Args:
        said: told what the bots say.
    """

    def __init__(self, said: Said) -> None:
        self._said = said
        self._ids = count(1000)
        self.webhooks: dict[str, tuple[str, str]] = {}
        self._told = asyncio.Event()
        self.calls = 0

    async def webhook(self, token: str) -> tuple[str, str]:
        """The address and the secret that a bot told, as soon as it has."""
        while token not in self.webhooks:
            self._told.clear()
            await self._told.wait()
        return self.webhooks[token]

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """One call, at /bot<token>/<method>."""
        self.calls += 1
        _, bot, method = request.path.split("/")
        fields = await _fields(request)
        result = self._result(bot.removeprefix("bot"), method, fields)
        body = json.dumps({"ok": True, "result": result}).encode()
        return web.Response(body=body, content_type="application/json")

    def _result(self, token: str, method: str, fields: dict[str, Any]) -> Any:
        if method in {"sendMessage", "editMessageText"}:
            return self._message(token, fields)
        if method == "getMe":
            return ME
        if method == "setWebhook":
            self.webhooks[token] = fields["url"], fields.get("secret_token", "")
            self._told.set()
        return True

    def _message(self, token: str, fields: dict[str, Any]) -> dict[str, Any]:
        chat, text = int(fields["chat_id"]), fields["text"]
        id_ = int(fields.get("message_id") or next(self._ids))
        self._said(token, chat, text, id_)
        return {
            "message_id": id_,
            "date": 1_790_000_000,
            "from": ME,
            "chat": {"id": chat, "type": "private", "first_name": "Ana"},
            "text": text,
        }


async def _fields(request: web.BaseRequest) -> dict[str, Any]:
    body = await request.read()
    if request.content_type == "application/json":
        found: dict[str, Any] = json.loads(body)
        return found
    return {name: values[0] for name, values in parse_qs(body.decode()).items()}


async def serve(handle: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]], port: int) -> None:
    """Serves until the process ends."""
    runner = web.ServerRunner(web.Server(handle, access_log=None))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
