"""A source that is spared: asked no oftener than it allows, and not while it fails."""

import asyncio
import math
from contextlib import suppress
from functools import partial
from typing import Generic, TypeVar

import structlog
from circuitbreaker import CircuitBreaker

from bot.adapters.sources.chain import Source, takes
from bot.adapters.sources.fetching import Busy
from bot.adapters.sources.quota import Quota
from bot.cancelling import heed_cancellation
from bot.flights import Flights
from bot.metrics import LookupOutcome, count_lookup, lookup_seconds
from conversations.ports.companies import NotFound, Unavailable

FAILURES = 5  # one after another, and a source is left in peace
REST = 30.0  # seconds for which it is
UNTOLD = 20.0  # seconds of peace for one that asks for it and does not say how long

log = structlog.get_logger(__name__)
T = TypeVar("T")


class PassedBy(Unavailable):
    """The source was not asked."""


class Guarded(Generic[T]):
    """A source with its quota and its circuit breaker; each question that reaches it is timed and counted.

    Args:
        source: who is asked.
        quota: whether it may be.
        slow: seconds after which being left for another source is a failure. A source that hangs is always
            left, and would never be known as one.
        rest: seconds for which it is not asked when it has failed `FAILURES` times.
    """

    def __init__(self, source: Source[T], quota: Quota, *, slow: float, rest: float = REST) -> None:
        self._source, self._quota, self._slow = source, quota, slow
        self._breaker = CircuitBreaker(FAILURES, rest, Unavailable, source.name)
        self._flights: Flights[T] = Flights()

    @property
    def name(self) -> str:
        """The source's."""
        return self._source.name

    def takes(self, key: str) -> bool:
        """Whether the source can be asked this."""
        return takes(self._source, key)

    async def find(self, key: str) -> T:
        """As the source's; who asks the same at the same time shares the answer.

        Raises:
            NotFound: the source says so.
            Unavailable: it did not answer, or was not asked (`PassedBy`).
        """
        return await self._flights.join(key, partial(self._find, key))

    async def _find(self, key: str) -> T:
        if self._breaker.opened:
            raise self._passed_by("it keeps failing")
        if pause := await self._quota.take():
            raise self._passed_by(f"it may be asked again in {math.ceil(pause)} s")
        heed_cancellation()
        now = asyncio.get_running_loop().time
        began = now()
        try:
            found = await self._source.find(key)
        except NotFound:
            self._note("not_found", now() - began)
            raise
        except Unavailable as failure:
            self._note("unavailable", now() - began, failure)
            if isinstance(failure, Busy):
                await self._quota.hold(UNTOLD if failure.seconds is None else failure.seconds)
            raise
        except asyncio.CancelledError:
            if now() - began >= self._slow:
                self._note("unavailable", now() - began, Unavailable("left for another"))
            raise
        except Exception as error:  # a mistake of ours in one adapter is that source's failure
            ours = Unavailable(f"an error of ours: {type(error).__name__}")
            self._note("unavailable", now() - began, ours)
            raise ours from error
        self._note("found", now() - began)
        return found

    def _note(self, outcome: LookupOutcome, seconds: float, failure: Unavailable | None = None) -> None:
        """Counts what a question came to; what was asked is in no log."""
        lookup_seconds.labels(self.name).observe(seconds)
        count_lookup(self.name, outcome)
        if failure is None:
            self._breaker.reset()
            return
        log.info("lookup_source_unavailable", source=self.name, reason=str(failure))
        if not isinstance(failure, Busy):  # that one is held, which is for everybody
            with suppress(Unavailable), self._breaker:
                raise failure

    def _passed_by(self, reason: str) -> PassedBy:
        log.info("lookup_source_passed_by", source=self.name, reason=reason)
        return PassedBy(reason)
