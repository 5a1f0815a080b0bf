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
from bot.telegram.replies import ALLOWED_UPDATES, mailbox_of, update_id
from bot.waiting import pause, unless_stopped

log = structlog.get_logger()
PAUSE = 2.0  # seconds after a failure
CONFLICT = "another program polls with this token, or has set a webhook"


async def poll(channel: TelegramChannel, inbox: Inbox, stop: asyncio.Event) -> None:
    """Polls until told to stop. An update is confirmed, by the next call's offset, only when it is stored:
    a stop in the middle loses nothing.
    """
    await unless_stopped(stop, _poll(channel, inbox, stop))


async def _poll(channel: TelegramChannel, inbox: Inbox, stop: asyncio.Event) -> None:
    offset = 0
    while True:
        try:
            for body in await _get_updates(channel.application.bot, offset):
                offset = max(offset, await _store(inbox, body) + 1)
        except (TelegramError, RedisError) as error:
            hint = CONFLICT if isinstance(error, Conflict) else ""
            log.warning("polling put off", error=type(error).__name__, hint=hint)
            await pause(stop, PAUSE)


async def _store(inbox: Inbox, body: Any) -> int:
    """Stores an update, if it is for us, and gives its id; 0 for what is none."""
    try:
        id_ = update_id(body)
    except ValueError:
        log.warning("no update among the updates")
        return 0
    if mailbox := mailbox_of(body):
        await inbox.append(mailbox, str(id_), body)
    return id_


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
