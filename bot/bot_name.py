"""The bot's name on Telegram and its number on WhatsApp, which its links begin with."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.settings import Settings
from bot.simulator import BOT_USERNAME
from bot.simulator.whatsapp import NUMBER as SIMULATED_NUMBER


@asynccontextmanager
async def telegram_bot(settings: Settings, seconds: float = 5.0) -> AsyncIterator[Bot]:
    """A client of the Bot API for a single command, which does not wait for long.

    Raises:
        telegram.error.InvalidToken: the token is not, or no longer, a bot's.
        telegram.error.NetworkError: Telegram cannot be reached.
    """
    assert settings.telegram_bot_token  # noqa: S101 - asked of real channels alone
    request = HTTPXRequest(connect_timeout=seconds, read_timeout=seconds)
    token = settings.telegram_bot_token.get_secret_value()
    async with Bot(token, base_url=f"{settings.telegram_api_url}/bot", request=request) as bot:
        yield bot


async def bot_username(settings: Settings) -> str:
    """The bot's name. Asked each time: it is seldom needed, and @BotFather can change it. Without Telegram
    it is empty.

    Raises:
        telegram.error.TelegramError: as `telegram_bot`.
    """
    if settings.simulated:
        return BOT_USERNAME
    if settings.telegram_bot_token is None:
        return ""
    async with telegram_bot(settings) as bot:
        return bot.username


def whatsapp_number(settings: Settings) -> str:
    """The bot's number on WhatsApp, as links take it; empty if it is not there."""
    return settings.whatsapp_number or (SIMULATED_NUMBER if settings.simulated else "")


def telegram_says(error: TelegramError) -> str:
    """What went wrong with Telegram, in words that hold no token: the library's own may."""
    if isinstance(error, InvalidToken):
        return "Telegram does not know TELEGRAM_BOT_TOKEN; @BotFather shows the right one (/mybots)"
    return f"Telegram cannot be asked ({error.message.rstrip('.')})"
