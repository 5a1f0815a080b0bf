"""Tells Telegram where updates go, by webhook or for us to fetch, and which commands the bot has."""

import asyncio

import structlog
from telegram import Bot, BotCommand
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.settings import WrongSettings
from bot.telegram.channel import TelegramChannel
from bot.telegram.replies import ALLOWED_UPDATES
from bot.telegram.webhook import Webhook
from bot.waiting import pause, unless_stopped
from conversations.desk.texts import COMMANDS

log = structlog.get_logger()
PAUSE = 5.0  # seconds between tries


async def deliver(channel: TelegramChannel, webhook: Webhook | None, stop: asyncio.Event) -> None:
    """Returns when Telegram knows it, or when told to stop. What waits there to be delivered stays.

    Args:
        channel: the bot's.
        webhook: where updates are delivered; none to fetch them.
        stop: gives up waiting for a Telegram that cannot be reached.

    Raises:
        WrongSettings: Telegram refuses the address.
    """
    while not (stop.is_set() or await unless_stopped(stop, _told(channel, webhook))):
        await pause(stop, PAUSE)


async def _told(channel: TelegramChannel, webhook: Webhook | None) -> bool:
    """Whether Telegram took it; False if it cannot now."""
    bot = channel.application.bot
    try:
        await (_set(bot, webhook) if webhook else bot.delete_webhook())
        await bot.set_my_commands([BotCommand(*command) for command in COMMANDS.items()])
    except BadRequest:
        raise
    except (NetworkError, RetryAfter):
        log.warning("telegram cannot be told, trying again", seconds=PAUSE)
        return False
    return True


async def _set(bot: Bot, webhook: Webhook) -> None:
    try:
        await bot.set_webhook(
            webhook.url,
            secret_token=webhook.secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=100,  # the most there is: storing an update is quick
        )
    except BadRequest as error:
        problem = f"is refused by Telegram ({error.message.rstrip('.')})"
        raise WrongSettings([("PUBLIC_URL", problem, "PUBLIC_URL=https://bot.example.com")]) from None
