"""Telegram is told where updates go, and changes over by that alone."""

import asyncio
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from bot.settings import WrongSettings
from bot.simulator.app import simulator_app
from bot.simulator.phone import Phone
from bot.simulator.world import World
from bot.telegram import delivery
from bot.telegram.channel import TelegramChannel, connected
from bot.telegram.delivery import deliver
from bot.telegram.webhook import SECRET_HEADER, Webhook
from tests.kit.unlimited import Unlimited
from tests.serving import serving


def webhook(url: str = "http://127.0.0.1:1/telegram/webhook") -> Webhook:
    return Webhook(url, "a-secret-of-the-webhook")


async def test_webhook_is_set_with_its_secret(world: World, channel: TelegramChannel) -> None:
    """Telegram delivers to the address, sends the secret along, and only what we answer."""
    await deliver(channel, webhook(), asyncio.Event())
    info = await channel.application.bot.get_webhook_info()
    assert world.updates.webhook
    assert ("http://127.0.0.1:1/telegram/webhook", ("message", "callback_query"), webhook().secret) == (
        info.url,
        info.allowed_updates,
        world.updates.webhook.secret_token,
    )


async def test_without_a_webhook_updates_can_be_fetched(channel: TelegramChannel) -> None:
    """A webhook of before is taken away, or fetching would be refused."""
    await deliver(channel, webhook(), asyncio.Event())
    await deliver(channel, None, asyncio.Event())
    assert () == await channel.application.bot.get_updates()


async def test_changing_over_loses_nothing(channel: TelegramChannel, ana: Phone) -> None:
    """What was not delivered before the change is delivered after it, both ways."""
    arrived: list[tuple[str, str]] = []

    async def receive(request: Request) -> Response:
        body = await request.json()
        arrived.append((body["message"]["text"], request.headers[SECRET_HEADER]))
        return Response()

    await ana.type("um")
    async with serving(Starlette(routes=[Route("/hook", receive, methods=["POST"])])) as address:
        await deliver(channel, webhook(f"{address}/hook"), asyncio.Event())
        await ana.wait(lambda: arrived)
        await deliver(channel, None, asyncio.Event())
    await ana.type("dois")
    (update,) = await channel.application.bot.get_updates()
    assert update.message
    assert ([("um", webhook().secret)], "dois") == (arrived, update.message.text)


@pytest.mark.parametrize("hook", [None, webhook()])
async def test_commands_are_known(world: World, channel: TelegramChannel, hook: Webhook | None) -> None:
    """However updates come, the phone's menu has the bot's commands."""
    await deliver(channel, hook, asyncio.Event())
    assert "menu" in [command.command for command in await channel.application.bot.get_my_commands()]


async def test_refused_address_is_told(channel: TelegramChannel) -> None:
    """An address that Telegram does not take is a wrong setting, named with what Telegram says."""
    with pytest.raises(WrongSettings, match=r"PUBLIC_URL: is refused by Telegram .*https"):
        await deliver(channel, webhook("http://example.com/telegram/webhook"), asyncio.Event())


class Failing:
    """A Telegram that can be in trouble: its next answers are failures."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self.statuses: list[int] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        app = Response(status_code=self.statuses.pop(0)) if self.statuses else self._app
        await app(scope, receive, send)


async def test_telegram_in_trouble_is_told_later(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Telegram that cannot be told now is told again until it knows."""
    monkeypatch.setattr(delivery, "PAUSE", 0.0)
    app, stop = Failing(Starlette(routes=[Mount("/simulator", simulator_app(world))])), asyncio.Event()
    async with (
        serving(app) as address,
        connected(world.token, f"{address}/simulator/telegram", stop, Unlimited()) as channel,
    ):
        app.statuses = [502, 500]
        await deliver(channel, webhook(), stop)
    assert (True, []) == (world.updates.webhook is not None, app.statuses)


async def test_stop_ends_the_trying() -> None:
    """Who is told to stop does not wait for a Telegram that is away."""
    stop = asyncio.Event()
    stop.set()
    await deliver(TelegramChannel("1:token", "http://127.0.0.1:1", Unlimited()), None, stop)
