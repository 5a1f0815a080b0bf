"""Updates reach the bot once it confirms them, by polling or by webhook."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot, Update
from telegram.error import Conflict

from bot.simulator.phone import Phone
from bot.simulator.signal import Signal
from bot.simulator.world import World
from tests.bot.simulator.conftest import Call, bot_of
from tests.serving import serving


async def test_update_comes_until_confirmed(bot: Bot, ana: Phone) -> None:
    """The same update comes again until an offset above it is asked for."""
    await ana.type("um")
    first, again = await bot.get_updates(), await bot.get_updates()
    after = await bot.get_updates(offset=first[0].update_id + 1)
    assert (first, ()) == (again, after)


async def test_limit(bot: Bot, ana: Phone) -> None:
    """No more come at once than asked for, oldest first."""
    for text in ("um", "dois", "três"):
        await ana.type(text)
    assert ["um", "dois"] == [update.message.text for update in await bot.get_updates(limit=2)]


async def test_negative_offset_keeps_the_newest(bot: Bot, ana: Phone) -> None:
    """Offset -1 forgets all but the last update."""
    for text in ("um", "dois", "três"):
        await ana.type(text)
    assert ["três"] == [update.message.text for update in await bot.get_updates(offset=-1)]


async def test_long_poll_ends_when_something_comes(bot: Bot, ana: Phone, world: World) -> None:
    """A waiting getUpdates is answered at once when a person writes."""
    waiting = asyncio.create_task(bot.get_updates(timeout=30))
    await world.signal.wait(lambda: world.updates.poll, 5)
    await ana.type("oi")
    assert ["oi"] == [update.message.text for update in await asyncio.wait_for(waiting, 5)]


async def test_second_poller_ends_the_first(bot: Bot, url: str, world: World) -> None:
    """Two bots with one token: the older getUpdates is refused."""
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await world.signal.wait(lambda: world.updates.poll, 5)
    async with bot_of(url, world.token) as other:
        await other.get_updates()
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first


async def test_only_allowed_kinds_come(bot: Bot, ana: Phone) -> None:
    """Kinds that were not asked for are not even queued."""
    await bot.get_updates(allowed_updates=["callback_query"])
    await ana.type("oi")
    assert () == await bot.get_updates()


async def test_block_is_told(bot: Bot, ana: Phone, chat: int) -> None:
    """Blocking the bot sends it a my_chat_member update."""
    await ana.block()
    newest = (await bot.get_updates(offset=-1))[0]
    assert ("member", "kicked") == (
        newest.my_chat_member.old_chat_member.status,
        newest.my_chat_member.new_chat_member.status,
    )


async def test_tap_on_a_deleted_message(bot: Bot, ana: Phone, chat: int) -> None:
    """A tap that crossed the deletion of its message arrives with the message inaccessible."""
    message = await bot.send_message(chat, "oi")
    await bot.delete_message(chat, message.message_id)
    await ana.press(message.message_id, "a")
    query = (await bot.get_updates(offset=-1))[0].callback_query
    assert (False, message.message_id) == (query.message.is_accessible, query.message.message_id)


@dataclass
class Hook:
    """A bot's webhook that can be told what to answer."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    got: list[Update] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    signal: Signal = field(default_factory=Signal)

    async def __call__(self, request: Request) -> Response:
        body: dict[str, Any] = await request.json()
        self.got.append(Update.de_json(body))
        self.secrets.append(request.headers.get("x-telegram-bot-api-secret-token"))
        self.signal.wake()
        await self.gate.wait()
        return Response(status_code=self.statuses.pop(0) if self.statuses else 200)


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    hook.gate.set()
    async with serving(Starlette(routes=[Route("/hook", hook.__call__, methods=["POST"])])) as address:
        hook.url = f"{address}/hook"
        yield hook
        hook.gate.set()


async def test_webhook_gets_what_was_pending(bot: Bot, ana: Phone, world: World, hook: Hook) -> None:
    """Setting a webhook delivers what waits, with the secret, and forgets it."""
    await ana.type("oi")
    await bot.set_webhook(hook.url, secret_token="s3gredo_-")
    await world.signal.wait(lambda: not world.updates.pending, 5)
    assert (["oi"], ["s3gredo_-"]) == ([u.message.text for u in hook.got], hook.secrets)


async def test_webhook_can_drop_what_was_pending(bot: Bot, ana: Phone, world: World, hook: Hook) -> None:
    """drop_pending_updates starts from now."""
    await ana.type("velha")
    await bot.set_webhook(hook.url, drop_pending_updates=True)
    await ana.type("nova")
    await world.signal.wait(lambda: not world.updates.pending, 5)
    assert ["nova"] == [u.message.text for u in hook.got]


async def test_webhook_is_tried_again_in_order(bot: Bot, ana: Phone, world: World, hook: Hook) -> None:
    """What was not answered with 2xx comes again, before what follows it in the same chat."""
    hook.statuses = [500, 302]
    await bot.set_webhook(hook.url)
    await ana.type("um")
    await ana.type("dois")
    await world.signal.wait(lambda: not world.updates.pending, 5)
    assert ["um", "um", "um", "dois"] == [u.message.text for u in hook.got]


async def test_webhook_info_tells_the_last_error(bot: Bot, ana: Phone, world: World, hook: Hook) -> None:
    """Whoever asks learns what the webhook answered."""
    hook.statuses = [503]
    await bot.set_webhook(hook.url)
    await ana.type("oi")
    await world.signal.wait(lambda: not world.updates.pending, 5)
    info = await bot.get_webhook_info()
    assert (hook.url, 0, "Wrong response from the webhook: 503 Service Unavailable") == (
        info.url,
        info.pending_update_count,
        info.last_error_message,
    )


async def test_message_and_tap_come_at_once(
    bot: Bot, ana: Phone, chat: int, world: World, hook: Hook
) -> None:
    """A message and a tap of the same chat are delivered side by side, as Telegram does."""
    await bot.send_message(chat, "oi")
    hook.gate.clear()
    await bot.set_webhook(hook.url, drop_pending_updates=True)
    await ana.type("oi")
    await ana.forge("a")
    await hook.signal.wait(lambda: len(hook.got) == 2, 5)
    assert 2 == len(world.updates.pending)


async def test_webhook_forbids_polling(bot: Bot, hook: Hook) -> None:
    """While a webhook is set, getUpdates is refused."""
    await bot.set_webhook(hook.url)
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()


async def test_deleted_webhook_gives_polling_back(bot: Bot, ana: Phone, hook: Hook) -> None:
    """After deleteWebhook updates wait for getUpdates again."""
    await bot.set_webhook(hook.url)
    await bot.delete_webhook()
    await ana.type("oi")
    assert (1, []) == (len(await bot.get_updates()), hook.got)


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"url": "http://a.br/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://a.br/", "secret_token": "é"}, "secret token contains unallowed characters"),
        ({"url": "https://a.br/", "secret_token": "x" * 257}, "secret token is too long"),
    ],
)
async def test_refuses_webhook(call: Call, params: dict[str, str], sentence: str) -> None:
    """A webhook needs HTTPS away from this machine, and a plain secret."""
    assert (400, f"Bad Request: {sentence}") == await call("setWebhook", **params)
