"""One try to deliver one event, and what came of it."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import httpx

from bot.db.models.outbox import GONE
from bot.provisioning.outbox import LEASE, Event
from bot.provisioning.secret import Signer
from bot.retry_after import retry_after

PATIENCE = LEASE.total_seconds() / 2
"""Seconds for a try: half the lease, so that the other half is left to note what came of it."""
BUSY = {429, 502, 503, 504}
"""It is not this event that it cannot take: the emitter, or what stands before it, wants to be left alone.

Source: https://github.com/standard-webhooks/standard-webhooks, "Delivery and retries"."""
LONGEST_HOLD = 3600.0  # seconds, whatever is asked for
HOLD = 15.0  # seconds, where nothing is asked for
LARGEST_ANSWER = 65_536  # bytes that are read of an answer, so that the connection can be used again
READ_ON = 1.0  # seconds for that


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a try.

    Args:
        error: in a few words, which quote nothing that was sent or answered; empty if it has arrived.
        hold: for how many seconds nothing else is to be sent either.
    """

    error: str = ""
    hold: float = 0.0

    @property
    def arrived(self) -> bool:
        """Whether the emitter has it."""
        return not self.error

    @property
    def gone(self) -> bool:
        """Whether the emitter wants nothing any more."""
        return self.error == GONE


async def deliver(http: httpx.AsyncClient, url: str, signer: Signer, event: Event, now: datetime) -> Tried:
    """Sends an event once. Any 2xx is a yes; no redirect is followed, as what is sent is for that address.

    Args:
        http: the client to use.
        url: of the emitter.
        signer: signs it.
        event: to be sent.
        now: UTC.
    """
    headers = {"Content-Type": "application/json", **signer.headers(event.id, event.body, now)}
    body = event.body.encode()
    try:
        async with (
            asyncio.timeout(PATIENCE),
            http.stream(
                "POST", url, content=body, headers=headers, timeout=PATIENCE, follow_redirects=False
            ) as response,
        ):
            tried = _judged(response)
            await _read_on(response)
            return tried
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:  # nobody is there, for any event
        return Tried(type(error).__name__, hold=HOLD)
    except (TimeoutError, httpx.TimeoutException):
        return Tried(f"no answer within {PATIENCE:.0f} s")
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        return Tried(type(error).__name__)


def _judged(response: httpx.Response) -> Tried:
    status = response.status_code
    if response.is_success:
        return Tried()
    if status == httpx.codes.GONE:
        return Tried(GONE)
    error = f"{status} {httpx.codes.get_reason_phrase(status)}".strip()
    if status in BUSY:
        asked = retry_after(response.headers, LONGEST_HOLD)
        return Tried(error, hold=HOLD if asked is None else asked)
    return Tried(error)


async def _read_on(response: httpx.Response) -> None:
    """Reads what follows the status, which says all; what does not come, or never ends, is no matter."""
    size = 0
    with suppress(httpx.HTTPError, TimeoutError):
        async with asyncio.timeout(READ_ON):
            async for part in response.aiter_raw():
                size += len(part)
                if size > LARGEST_ANSWER:
                    return
