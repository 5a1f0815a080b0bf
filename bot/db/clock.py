"""What time it is, as something that tests can set."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the current time, aware, in UTC."""


def utc_now() -> datetime:
    """The current time in UTC."""
    return datetime.now(UTC)
