"""The library's requests over aiohttp: a third of the work of its own, which goes through httpx.

Measured in docs/performance.md. The library's interface for this is `telegram.request.BaseRequest`.
"""

from functools import cache
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.certificates import certificates
from conversations.quick_json import from_json

IDLE_SECONDS = 30.0  # how long a connection is kept for the next request
JSON = {"Content-Type": "application/json"}
Limit = Any  # seconds, none for no limit, or the library's mark for "as set"


class AiohttpRequest(BaseRequest):
    """Sends the library's requests; what goes wrong on the way becomes its errors, without the address, in
    which the bot's token stands.

    Args:
        connections: how many at once; a request that finds none free waits.
        read_timeout: seconds of silence until an answer is given up.
    """

    def __init__(self, connections: int, read_timeout: float) -> None:
        self._connections = connections
        self._read_timeout = read_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """As set."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Opens the client; again does nothing."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=self._connections, keepalive_timeout=IDLE_SECONDS, ssl=certificates()
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def shutdown(self) -> None:
        """Closes the client."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """As `telegram.request.BaseRequest.parse_json_payload`, which may be replaced by a quicker one."""
        try:
            found: dict[str, Any] = from_json(payload.decode("utf-8", "replace"))
        except ValueError:
            raise TelegramError("Invalid server response") from None
        return found

    async def do_request(  # noqa: PLR0917 - the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Limit = BaseRequest.DEFAULT_NONE,
        write_timeout: Limit = BaseRequest.DEFAULT_NONE,
        connect_timeout: Limit = BaseRequest.DEFAULT_NONE,
        pool_timeout: Limit = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """As `telegram.request.BaseRequest.do_request`."""
        if self._session is None:
            raise NetworkError("the client is not open")
        timeout = _patience(
            _or(read_timeout, self._read_timeout), _or(connect_timeout, 5.0), _or(pool_timeout, 10.0)
        )
        try:
            async with self._session.request(
                method, url, timeout=timeout, proxy=_proxy(_host(url)), **_body(request_data)
            ) as response:
                return response.status, await response.read()
        except TimeoutError:  # aiohttp's are this one, too
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None


def _body(data: RequestData | None) -> dict[str, Any]:
    if data is None:
        return {}
    if not data.contains_files:
        return {"data": data.json_payload, "headers": JSON}
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, mimetype) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mimetype)
    return {"data": form}


def _host(url: str) -> str:
    """What an address begins with, up to the path: the same for all methods of a bot."""
    return url[: url.find("/", len("https://"))]


@cache
def _proxy(host: str) -> str | None:
    """The proxy that the machine needs for the way out; aiohttp would look for it in each request anew, and
    for passwords in a file.
    """
    parts = urlsplit(host)
    return None if proxy_bypass(parts.hostname or "") else getproxies().get(parts.scheme)


@cache
def _patience(read: float | None, connect: float | None, pool: float | None) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(sock_read=read, sock_connect=connect, connect=pool)


def _or(limit: Limit, usual: float) -> float | None:
    return usual if limit is BaseRequest.DEFAULT_NONE else limit
