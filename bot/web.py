"""The program's web side: its routes, and the server they are served by."""

import asyncio
import errno
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from bot.settings import WrongSettings

STOP_SECONDS = 3  # what open connections get to finish


def web_app(routes: Sequence[BaseRoute]) -> Starlette:
    """All routes as one application.

    Args:
        routes: of the pages, the simulator…
    """
    return Starlette(routes=[Route("/health", _health), *routes])


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens, of either IP version.

    It says that it speaks TCP: without, asyncio leaves Nagle's delay on, and answers take 40 ms.

    Raises:
        WrongSettings: `HOST` is not of this machine, or `PORT` cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:  # the latter: a name longer than names can be
        raise WrongSettings([_why_not(error)]) from None
    return socket.socket(listener.family, listener.type, socket.IPPROTO_TCP, listener.detach())


def address_of(host: str, port: int) -> str:
    """Where a browser on this machine finds what listens there."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - only compared
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"


def _why_not(error: OSError | UnicodeError) -> tuple[str, str, str]:
    match getattr(error, "errno", None):
        case errno.EADDRINUSE:
            return "PORT", "is taken: another program listens there; stop it, or choose another", "PORT=8081"
        case errno.EACCES:
            return "PORT", "is one that only root may use", "PORT=8080"
    what = "is no address or name of this machine: 127.0.0.1 is for this machine alone, 0.0.0.0 for everybody"
    return "HOST", what, "HOST=127.0.0.1"


@asynccontextmanager
async def served(app: Starlette, listener: socket.socket) -> AsyncIterator[None]:
    """Serves the application on a bound socket; paths are not logged, since tokens stand in them."""
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=STOP_SECONDS
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    await server.ready.wait()
    try:
        yield
    finally:
        server.should_exit = True
        await serving


class _Server(uvicorn.Server):
    """Leaves signals to the program, and says when it serves."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def _health(_request: Request) -> JSONResponse:
    return JSONResponse({"status": "ok"})
