"""How long another server asks to be left alone."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

SECONDS = re.compile(r"[0-9]{1,9}")


def retry_after(headers: httpx.Headers, most: float) -> float | None:
    """What Retry-After asks for, in seconds from now; none if it asks for nothing that can be read.

    Args:
        headers: of the answer.
        most: seconds; who asks for more is asked again all the same.

    Source: RFC 9110, 10.2.3.
    """
    told = headers.get("Retry-After", "").strip()
    if SECONDS.fullmatch(told):
        return min(float(told), most)
    until = _moment(told)
    if until is None:
        return None
    # By the server's own clock where it tells: ours may differ.
    now = _moment(headers.get("Date", "")) or datetime.now(UTC)
    return min(max((until - now).total_seconds(), 0.0), most)


def _moment(told: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(told)
    except (ValueError, OverflowError):  # the second for numbers that no date has
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC)
