"""Brings updates to a bot's webhook over connections that stay open, as Telegram does."""

import asyncio
import json
from contextlib import suppress
from itertools import count
from typing import Any

import aiohttp

CONNECTIONS = 100  # the most that Telegram opens (Bot API, setWebhook, max_connections)
IDLE_SECONDS = 3.0  # before the other side closes it: uvicorn does after 5
TRIES = 3
DATE = 1_790_000_000
BOT = {"id": 1, "is_bot": True, "first_name": "Bot", "username": "measured_bot"}


class Postman:
    """Delivers.

    Args:
        session: makes the requests.
    """

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session
        self._ids = count(1)
        self._tasks: set[asyncio.Task[None]] = set()
        self.refused = 0

    def send(self, webhook: tuple[str, str], chat: int, text: str, tap: str, message: int) -> None:
        """Delivers a message or a tap, while the caller goes on."""
        id_ = next(self._ids)
        update = {"update_id": id_, **(_tapped(chat, tap, message, id_) if tap else _typed(chat, text, id_))}
        task = asyncio.get_running_loop().create_task(self._post(webhook, json.dumps(update).encode()))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def delivered(self) -> None:
        """Returns when everything was taken that was sent until now."""
        await asyncio.gather(*self._tasks)

    async def _post(self, webhook: tuple[str, str], body: bytes) -> None:
        """Delivers, again where the other side closes a connection at the moment it is used."""
        url, secret = webhook
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": secret}
        for _ in range(TRIES):
            with suppress(aiohttp.ClientConnectionError):
                async with self._session.post(url, data=body, headers=headers) as response:
                    self.refused += response.status != 200
                    return
        self.refused += 1


def session() -> aiohttp.ClientSession:
    """For a postman; to be closed."""
    connector = aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=IDLE_SECONDS)
    return aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(120))


def _person(chat: int) -> dict[str, Any]:
    return {"id": chat, "first_name": "Ana", "last_name": "Lima", "username": f"ana{chat}"}


def _typed(chat: int, text: str, id_: int) -> dict[str, Any]:
    message = {
        "message_id": id_,
        "from": {**_person(chat), "is_bot": False, "language_code": "pt-br"},
        "chat": {**_person(chat), "type": "private"},
        "date": DATE,
        "text": text,
    }
    if text.startswith("/"):  # Telegram marks what looks like a command
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
    return {"message": message}


def _tapped(chat: int, tap: str, message: int, id_: int) -> dict[str, Any]:
    query = {
        "id": str(id_),
        "from": {**_person(chat), "is_bot": False, "language_code": "pt-br"},
        "message": {
            "message_id": message,
            "from": BOT,
            "chat": {**_person(chat), "type": "private"},
            "date": DATE,
            "text": "…",
        },
        "chat_instance": str(chat),
        "data": tap,
    }
    return {"callback_query": query}
