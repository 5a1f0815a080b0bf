"""Something that is done again and again."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Job:
    """Something that every worker does by the clock, or one of them for all.

    Args:
        name: a word of its own, of small letters, digits and underscores.
        every: seconds from one run to the next; the first comes with the start.
        run: does it once; True where there is more to do at once. It may be cancelled at any point, when the
            program stops, and two runs may meet, where one takes longer than the time between them: so each
            leaves the database right. Whatever it raises is logged, and it is tried again.
        by_one: whether one run serves all workers, and not each has to do it for itself.
    """

    name: str
    every: float
    run: Callable[[], Awaitable[bool | None]]
    by_one: bool = True
