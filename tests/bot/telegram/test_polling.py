"""An update is confirmed to Telegram when it is stored, and not before."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError

from bot.inbox import Inbox
from bot.sealing import Seal
from bot.simulator.phone import Phone
from bot.telegram import polling
from bot.telegram.channel import TelegramChannel
from bot.telegram.polling import poll
from tests.kit.program import SECRET

BOX = "inbox:{telegram:1001}"


class Noted(Inbox):
    """Notes what it is given, and can be away.

    Args:
        away: how many times.
    """

    def __init__(self, redis: Redis, away: int = 0) -> None:
        super().__init__(redis, Seal(SECRET), "one")
        self.bodies: list[Any] = []
        self._away = away

    async def append(self, chat: str, id_: str, value: Any) -> None:
        if self._away:
            self._away -= 1
            raise RedisConnectionError
        await super().append(chat, id_, value)
        self.bodies.append(value)


@asynccontextmanager
async def polled(channel: TelegramChannel, inbox: Inbox) -> AsyncIterator[None]:
    stop = asyncio.Event()
    running = asyncio.create_task(poll(channel, inbox, stop))
    try:
        yield
    finally:
        stop.set()
        async with asyncio.timeout(5):  # the long poll under way is not waited for
            await running


async def test_updates_are_stored_and_confirmed(channel: TelegramChannel, ana: Phone, redis: Redis) -> None:
    """What a person says is in their mailbox, and Telegram may forget it."""
    inbox = Noted(redis)
    async with polled(channel, inbox):
        await ana.start()
        await ana.type("oi")
        await ana.wait(lambda: not ana.world.updates.pending)
    assert ["/start", "oi"] == [body["message"]["text"] for body in inbox.bodies]
    assert 2 == await redis.llen(BOX)


async def test_update_that_could_not_be_stored_comes_again(
    channel: TelegramChannel, ana: Phone, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While Redis is away, Telegram keeps the updates; they are stored once, in order."""
    monkeypatch.setattr(polling, "PAUSE", 0.0)
    inbox = Noted(redis, away=2)
    async with polled(channel, inbox):
        await ana.type("um")
        await ana.type("dois")
        await ana.wait(lambda: not ana.world.updates.pending)
    assert ["um", "dois"] == [body["message"]["text"] for body in inbox.bodies]


async def test_stopping_does_not_wait_for_the_long_poll(channel: TelegramChannel, redis: Redis) -> None:
    """Polling ends at once when it is told to."""
    async with polled(channel, Noted(redis)):
        pass


async def test_another_poller_is_no_end(
    channel: TelegramChannel, ana: Phone, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pushed out by another program with the same token, polling goes on and says why in the log."""
    monkeypatch.setattr(polling, "PAUSE", 0.0)
    inbox = Noted(redis)
    async with polled(channel, inbox):
        await ana.wait(lambda: ana.world.updates.poll)
        await channel.application.bot.get_updates(timeout=0)
        await ana.type("oi")
        await ana.wait(lambda: inbox.bodies)
