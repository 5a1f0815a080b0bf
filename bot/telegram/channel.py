"""The Telegram channel, on python-telegram-bot."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any

import structlog
from telegram.error import NetworkError, RetryAfter, TelegramError
from telegram.ext import Application, ContextTypes

from bot.channel import Incoming
from bot.files import Files, no_files
from bot.limiter import Pace
from bot.outgoing import Outgoing
from bot.telegram.handlers import ARRIVED, add_handlers
from bot.telegram.replies import read
from bot.telegram.request import AiohttpRequest
from bot.telegram.sending import Sender
from bot.telegram.states import current_turn
from bot.waiting import pause, unless_stopped
from conversations.ports.sent_files import FileTooLarge, FileUnavailable
from conversations.turn import Turn

Library = Application[Any, Any, Any, Any, Any, Any]
log = structlog.get_logger()
POLL_SECONDS = 25
PAUSE = 5.0  # seconds between tries to reach Telegram at the start
_failures: ContextVar[list[BaseException]] = ContextVar("failures")


class TelegramChannel:
    """Understands, routes and sends.

    Args:
        token: the bot's.
        api_url: where the Bot API is.
        pace: how fast it may be written to.
        files: what is sent as a document.
    """

    erases = True

    def __init__(self, token: str, api_url: str, pace: Pace, files: Files = no_files) -> None:
        self._requests = [AiohttpRequest(connections, read_timeout=10) for connections in (100, 1)]
        self.application: Library = (
            Application.builder()
            .token(token)
            .base_url(f"{api_url}/bot")
            .base_file_url(f"{api_url}/file/bot")
            .request(self._requests[0])
            .get_updates_request(self._requests[1])  # not used: see polling
            .updater(None)
            .build()
        )
        add_handlers(self.application)
        self.application.add_error_handler(_remember)
        self._sender = Sender(self.application.bot, pace, files)

    def read(self, body: dict[str, Any]) -> Incoming:
        """As `bot.channel.Channel.read`."""
        return read(body)

    async def route(self, turn: Turn) -> None:
        """As `bot.channel.Channel.route`; what a handler raises is raised."""
        failures: list[BaseException] = []
        token, failed = current_turn.set(turn), _failures.set(failures)
        try:
            await self.application.process_update(ARRIVED)
        finally:
            current_turn.reset(token)
            _failures.reset(failed)
        if failures:
            raise failures[0]

    async def settle(self, chat: str, body: dict[str, Any]) -> None:
        """As `bot.channel.Channel.settle`; of Telegram's updates all that come here say something."""
        return

    def compose(self, outgoing: list[Outgoing]) -> list[Outgoing]:
        """As `bot.channel.Channel.compose`: message by message."""
        return outgoing

    async def send(self, chat: str, outgoing: Outgoing, screen: dict[str, Any]) -> dict[str, Any]:
        """As `bot.channel.Channel.send`."""
        return await self._sender.send(chat, outgoing, screen)

    async def fetch(self, file_id: str, most: int) -> bytes:
        """As `bot.channel.Channel.fetch`; what the library says of an address has the token in it."""
        try:
            file = await self.application.bot.get_file(file_id)
            if (file.file_size or 0) > most:
                raise FileTooLarge
            content = bytes(await file.download_as_bytearray())
        except TelegramError as error:
            raise FileUnavailable(type(error).__name__) from None
        if len(content) > most:
            raise FileTooLarge
        return content

    async def close(self) -> None:
        """Closes its connections, also where Telegram has refused it."""
        await self.application.shutdown()
        for request in self._requests:
            await request.shutdown()

    @property
    def username(self) -> str:
        """The bot's, as in its links."""
        return str(self.application.bot.username)


@asynccontextmanager
async def connected(
    token: str, api_url: str, stop: asyncio.Event, pace: Pace, files: Files = no_files
) -> AsyncIterator[TelegramChannel]:
    """The channel, once Telegram has answered.

    Args:
        token: the bot's.
        api_url: where the Bot API is.
        stop: gives up waiting for a Telegram that cannot be reached.
        pace: how fast it may be written to.
        files: what is sent as a document.

    Raises:
        telegram.error.InvalidToken: Telegram does not know the token.
    """
    channel = TelegramChannel(token, api_url, pace, files)
    try:
        while not (stop.is_set() or await unless_stopped(stop, _introduced(channel))):
            await pause(stop, PAUSE)
        yield channel
    finally:
        await channel.close()


async def _introduced(channel: TelegramChannel) -> bool:
    """Whether Telegram has told who the bot is; False if it cannot be reached."""
    try:
        await channel.application.initialize()
    except (NetworkError, RetryAfter):
        log.warning("telegram cannot be reached, trying again", seconds=PAUSE)
        return False
    return True


async def _remember(_update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """The library swallows what handlers raise; the turn must know, to be rolled back."""
    if context.error:
        _failures.get().append(context.error)
