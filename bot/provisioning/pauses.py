"""When a delivery that failed is tried again."""

import random
from datetime import datetime, timedelta

PAUSES = (5, 30, 2 * 60, 5 * 60, 15 * 60, 30 * 60)  # seconds after the first try, the second, …
LATER = 60 * 60  # seconds, from then on
SPREAD = 0.25
"""Part of a pause by which it is longer or shorter: what failed together does not come back together."""
GIVEN_UP_AFTER = timedelta(days=3)


def next_try(tries: int, first_tried_at: datetime, now: datetime) -> datetime | None:
    """When to try again; the last time is three days after the first, and after that there is none.

    Args:
        tries: that failed.
        first_tried_at: UTC.
        now: UTC.
    """
    last = first_tried_at + GIVEN_UP_AFTER
    if now >= last:
        return None
    seconds = PAUSES[tries - 1] if tries <= len(PAUSES) else LATER
    spread = random.uniform(1 - SPREAD, 1 + SPREAD)  # noqa: S311 - no secret
    return min(now + timedelta(seconds=seconds * spread), last)
