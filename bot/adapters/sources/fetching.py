"""One question to a public service; whatever can go wrong on the way is `Unavailable`."""

import asyncio
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from conversations.ports.companies import Unavailable

LARGEST_BODY = 1_000_000
"""Bytes; the longest real answer (a company of many partners) has some 100,000."""


class Record(BaseModel):
    """What a service sends, as far as we read it. Its errors never quote what was sent: it is personal."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)


R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer, read whole. The content type is left out: OpenCEP sends JSON as text/html."""

    status: int
    body: bytes

    def fits(self, form: type[Record]) -> bool:
        """Whether the body is JSON of this form."""
        try:
            form.model_validate_json(self.body)
        except ValidationError:
            return False
        return True

    def read(self, form: type[R]) -> R:
        """The record in a 200.

        Raises:
            Unavailable: another status, or not of this form.
        """
        if self.status != httpx.codes.OK:
            raise Unavailable(f"HTTP {self.status}")
        try:
            return form.model_validate_json(self.body)
        except ValidationError as error:
            raise Unavailable("not in its own format") from error


async def get(http: httpx.AsyncClient, base_url: str, path: str, key: str, *, within: float) -> Answer:
    """Asks once, following no redirect: it would lead away from the service that was chosen.

    Args:
        http: the client to use.
        base_url: of the service, with or without a slash at its end.
        path: what follows, with `{}` where the key stands.
        key: a tax id or a CEP.
        within: seconds for the whole answer; httpx's own limits are for each read, and a service that
            sends a byte a second would never reach them.

    Raises:
        Unavailable: no whole answer in time, or one of more than `LARGEST_BODY`.
    """
    url = base_url.rstrip("/") + path.format(quote(key, safe=""))
    headers = {"Accept": "application/json"}
    try:
        async with (
            asyncio.timeout(within),
            http.stream("GET", url, headers=headers, timeout=within, follow_redirects=False) as response,
        ):
            return Answer(response.status_code, await _body(response))
    except TimeoutError:
        raise Unavailable("no answer in time") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Unavailable(type(error).__name__) from error


async def _body(response: httpx.Response) -> bytes:
    body = bytearray()
    async for part in response.aiter_bytes():
        body += part
        if len(body) > LARGEST_BODY:
            raise Unavailable("a body too large to be its own")
    return bytes(body)
