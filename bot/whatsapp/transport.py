"""The HTTP client for the Cloud API: httpx's, carried by aiohttp, which is a third of the work."""

from typing import Any

import aiohttp
import httpx
from httpx_aiohttp import HttpxAiohttpClient

from bot.certificates import certificates

LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=100, keepalive_expiry=30)
TIMEOUT = httpx.Timeout(20, connect=5, pool=10)
"""Seconds; the 20 are of silence, until an answer is given up."""


def cloud_http() -> httpx.AsyncClient:
    """A client, to be closed by whoever asks for it. It knows no token; proxies are those of the machine."""
    return _CloudHttp(
        headers={"User-Agent": "cadastro-bot"}, verify=certificates(), limits=LIMITS, timeout=TIMEOUT
    )


class _CloudHttp(HttpxAiohttpClient):
    """Has errors of aiohttp's that the library lets through become httpx's, without words: they may quote."""

    async def send(self, request: httpx.Request, **how: Any) -> httpx.Response:
        try:
            return await super().send(request, **how)
        except aiohttp.ClientError as error:
            raise httpx.RemoteProtocolError(type(error).__name__, request=request) from None
