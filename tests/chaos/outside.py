"""What the bots find outside: a messenger, and registers that know some CEPs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.simulator.registers import registers_app
from tests.chaos.messengers import Messenger
from tests.serving import serving


@asynccontextmanager
async def outside(messenger: Messenger, public_url: str) -> AsyncIterator[dict[str, str]]:
    """Serves both; gives the variables that lead there.

    Args:
        messenger: with its people.
        public_url: where the bots are reached.
    """
    app = Starlette(routes=[*messenger.routes(), Mount("/registers", registers_app())])
    async with serving(Patient(app)) as address:
        yield {
            **messenger.settings(address, public_url),
            "VIACEP_URL": f"{address}/registers/viacep",
            **dict.fromkeys(("MINHARECEITA_URL", "OPENCNPJ_URL", "CNPJA_URL", "OPENCEP_URL"), ""),
        }
        await messenger.close()


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
