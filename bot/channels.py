"""The channels of the settings, connected."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from bot.channel import Channel
from bot.parts import Parts, files_of, telegram_pace, whatsapp_pace
from bot.telegram.channel import TelegramChannel, connected
from bot.telegram.replies import CHANNEL as TELEGRAM
from bot.whatsapp import CHANNEL as WHATSAPP
from bot.whatsapp.channel import WhatsAppChannel
from bot.whatsapp.parts import whatsapp_channel
from bot.whatsapp.transport import cloud_http


@dataclass(frozen=True, slots=True)
class Channels:
    """The channels there are; at least one."""

    telegram: TelegramChannel | None
    whatsapp: WhatsAppChannel | None
    whatsapp_number: str = ""

    @property
    def by_name(self) -> dict[str, Channel]:
        """By the first part of a mailbox's name."""
        found: dict[str, Channel | None] = {TELEGRAM: self.telegram, WHATSAPP: self.whatsapp}
        return {name: channel for name, channel in found.items() if channel}

    @property
    def username(self) -> str:
        """The bot's on Telegram, as in its links; empty where it is not there."""
        return self.telegram.username if self.telegram else ""

    @property
    def addresses(self) -> dict[str, str]:
        """Where people find the bot, by the messenger's name."""
        found = {}
        if self.telegram:
            found["Telegram"] = f"t.me/{self.username}"
        if self.whatsapp:
            found["WhatsApp"] = f"wa.me/{self.whatsapp_number}" if self.whatsapp_number else "connected"
        return found


@asynccontextmanager
async def connected_channels(
    parts: Parts, stop: asyncio.Event, telegram_token: str = ""
) -> AsyncIterator[Channels]:
    """The channels of the settings, once Telegram, if it is one, has answered.

    Args:
        parts: what they are built from.
        stop: gives up waiting for a Telegram that cannot be reached.
        telegram_token: the simulated bot's; by default that of the settings.

    Raises:
        telegram.error.InvalidToken: Telegram does not know the token.
    """
    settings, telegram, whatsapp = parts.settings, None, None
    async with AsyncExitStack() as stack:
        if telegram_token or settings.telegram_bot_token:
            token = telegram_token or settings.telegram_token()
            pace = telegram_pace(parts)
            telegram = await stack.enter_async_context(
                connected(token, settings.telegram_api_url, stop, pace, files_of(parts))
            )
        if settings.whatsapp_token:
            http = await stack.enter_async_context(cloud_http())
            whatsapp = whatsapp_channel(parts, http, whatsapp_pace(parts))
        yield Channels(telegram, whatsapp, settings.whatsapp_number)
