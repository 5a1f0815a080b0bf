"""One question to a public service; whatever can go wrong on the way is `Unavailable`.

Its reasons are in words that a person may read, and quote nothing of what was asked or answered:

- Unavailable: not in its own format
    - Unreachable: no connection
    - TooSlow: no whole answer in time
    - Refused: another status than 200
    - Busy: it asks to be left alone for a while
"""

import asyncio
import zlib
from dataclasses import dataclass
from typing import TypeVar, cast
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.adapters.sources.trouble import trouble_of
from bot.retry_after import retry_after
from conversations.ports.companies import Unavailable

LARGEST_BODY = 1_000_000
"""Bytes; the longest real answer (a company of many partners) has some 100,000."""

LONGEST_PAUSE = 3600.0
"""Seconds; a service that asks for more is tried again all the same."""
BUSY = {httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE}


class Unreachable(Unavailable):
    """There was no connection, or it broke."""


class TooSlow(Unavailable):
    """There was no whole answer in time."""


class Refused(Unavailable):
    """The service answered with another status than 200, and not with its own words for "there is none".

    Args:
        status: of HTTP.
    """

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status


class Busy(Unavailable):
    """The service asks to be left alone for a while (429 or 503).

    Args:
        seconds: for how long, at most `LONGEST_PAUSE`; none where it does not say.
    """

    def __init__(self, seconds: float | None = None) -> None:
        super().__init__("busy" if seconds is None else f"busy for {seconds:.0f} s")
        self.seconds = seconds


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
            Refused: another status.
            Unavailable: not of this form.
        """
        if self.status != httpx.codes.OK:
            raise Refused(self.status)
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
        Busy: it asks for patience, in whatever words.
        TooSlow, Unreachable: there was no whole answer.
        Unavailable: one of more than `LARGEST_BODY`, or one that cannot be unpacked.
    """
    url = base_url.rstrip("/") + path.format(quote(key, safe=""))
    headers = {"Accept": "application/json", "Accept-Encoding": "gzip"}
    try:
        async with (
            asyncio.timeout(within),
            http.stream("GET", url, headers=headers, timeout=within, follow_redirects=False) as response,
        ):
            if response.status_code in BUSY:
                raise Busy(retry_after(response.headers, LONGEST_PAUSE))
            return Answer(response.status_code, await _body(response))
    except (TimeoutError, httpx.TimeoutException):
        raise TooSlow("no answer in time") from None
    except (zlib.error, httpx.DecodingError) as error:
        raise Unavailable("its body cannot be unpacked") from error
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:  # the last by its host
        raise Unreachable(trouble_of(error)) from error


async def _body(response: httpx.Response) -> bytes:
    """The body, unpacked no further than it may be long: a few packed kilobytes can be gigabytes."""
    packing = response.headers.get("Content-Encoding", "").strip().lower()
    if packing not in ("", "identity", "gzip"):
        raise Unavailable("a body packed as nobody asked for")
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16) if packing == "gzip" else None
    body = bytearray()
    async for part in cast(
        "httpx.AsyncByteStream", response.stream
    ):  # as it comes: httpx unpacks without end
        body += unpacking.decompress(part, LARGEST_BODY + 1 - len(body)) if unpacking else part
        if len(body) > LARGEST_BODY:
            raise Unavailable("a body too large to be its own")
    return bytes(body)
