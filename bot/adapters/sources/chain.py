"""Asking one source after another."""

import asyncio
from collections.abc import Sequence
from typing import Protocol, TypeVar

import structlog

from bot.metrics import LookupOutcome, count_lookup, lookup_seconds
from conversations.ports.companies import NotFound, Unavailable

log = structlog.get_logger(__name__)
T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")


class Source(Protocol[T_co]):
    """A service, named for the log and the metrics."""

    @property
    def name(self) -> str: ...  # noqa: D102 - see the class

    async def find(self, key: str, /) -> T_co: ...  # noqa: D102 - as the port's


async def ask(source: Source[T], key: str, until: float) -> T | NotFound | Unavailable:
    """What a source answers, its refusals as values. It is timed and counted.

    Args:
        source: who is asked.
        key: a tax id or a CEP, never logged.
        until: the event loop's time at which nobody waits any more.
    """
    with lookup_seconds.labels(source.name).time():
        answer = await _ask(source, key, until)
    count_lookup(source.name, _outcome(answer))
    return answer


async def _ask(source: Source[T], key: str, until: float) -> T | NotFound | Unavailable:
    try:
        async with asyncio.timeout_at(until):
            return await source.find(key)
    except NotFound as answer:
        return answer
    except Unavailable as failure:
        reason = failure
    except TimeoutError:
        reason = Unavailable("out of time")
    log.info("lookup_source_unavailable", source=source.name, reason=str(reason))
    return reason


def _outcome(answer: object) -> LookupOutcome:
    match answer:
        case NotFound():
            return "not_found"
        case Unavailable():
            return "unavailable"
    return "found"


async def first_found(sources: Sequence[Source[T]], key: str, until: float) -> T | NotFound | Unavailable:
    """The first thing found, else `NotFound` if any source said so, else `Unavailable`; as for `ask`."""
    refusals: list[NotFound | Unavailable] = []
    for source in sources:
        answer = await ask(source, key, until)
        if not isinstance(answer, NotFound | Unavailable):
            return answer
        refusals.append(answer)
    return worst(refusals)


def worst(refusals: Sequence[NotFound | Unavailable]) -> NotFound | Unavailable:
    """What several refusals come to: one source that answered is enough to say "not found"."""
    return next((r for r in refusals if isinstance(r, NotFound)), Unavailable("no source answered"))
