"""Fetches updates from the Bot API and stores them before Telegram may forget them."""

import asyncio
from typing import Any

import structlog
from redis.exceptions import RedisError
from telegram import Bot
from telegram.error import Conflict, TelegramError

from bot.inbox import Inbox
from bot.telegram.api import Api
from bot.telegram.channel import POLL_SECONDS, TelegramChannel
from bot.telegram.replies import ALLOWED_UPDATES, mailbox_of
from bot.waiting import pause

log = structlog.get_logger()
PAUSE = 2.0  # seconds after a failure


async def poll(channel: TelegramChannel, inbox: Inbox, stop: asyncio.Event) -> None:
    """Polls until told to stop. An update is confirmed, by the next call's offset, only when it is stored."""
    offset = 0
    while not stop.is_set():
        try:
            offset = await _fetch(channel, inbox, offset, stop)
        except (TelegramError, RedisError) as error:
            hint = "another program polls with this token" if isinstance(error, Conflict) else ""
            log.warning("polling put off", error=type(error).__name__, hint=hint)
            await pause(stop, PAUSE)


async def _fetch(channel: TelegramChannel, inbox: Inbox, offset: int, stop: asyncio.Event) -> int:
    call = asyncio.ensure_future(_get_updates(channel.application.bot, offset))
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait({call, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not call.done():
        call.cancel()
        return offset
    for body in call.result():
        mailbox = mailbox_of(body)
        if mailbox:
            await inbox.append(mailbox, str(body["update_id"]), body)
        offset = body["update_id"] + 1
    return offset


async def _get_updates(bot: Bot, offset: int) -> list[Any]:
    """The updates as Telegram delivers them. The library's own call would parse them here, where one that it
    cannot parse would come again and again, and stop everybody's; parsed in its turn it stops nobody else.
    """
    found: list[Any] = await Api(bot).call(
        "getUpdates",
        offset=offset,
        timeout=POLL_SECONDS,
        allowed_updates=ALLOWED_UPDATES,
        read_timeout=POLL_SECONDS + 10,
    )
    return found
