"""What the bots find outside: a Telegram, and registers that know some CEPs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.simulator.bot_api import bot_api_routes
from bot.simulator.registers import registers_app
from bot.simulator.world import World
from tests.serving import serving


@asynccontextmanager
async def outside(world: World) -> AsyncIterator[dict[str, str]]:
    """Serves both; gives the variables that lead there."""
    app = Starlette(routes=[*bot_api_routes(world), Mount("/registers", registers_app())])
    async with serving(Patient(app)) as address:
        yield {
            "TELEGRAM_API_URL": f"{address}/telegram",
            "TELEGRAM_BOT_TOKEN": world.token,
            "VIACEP_URL": f"{address}/registers/viacep",
            **dict.fromkeys(("MINHARECEITA_URL", "OPENCNPJ_URL", "CNPJA_URL", "OPENCEP_URL"), ""),
        }
        await world.close()


class Patient:
    """An application to which it is nothing new that whoever asks dies meanwhile.

    Args:
        app: the application.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with suppress(ClientDisconnect):
            await self._app(scope, receive, send)
