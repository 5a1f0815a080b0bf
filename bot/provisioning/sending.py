"""Empties the outbox: the job that delivers what is due, in every worker."""

import asyncio
import math
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot import metrics
from bot.db.clock import Clock, utc_now
from bot.provisioning.delivery import Tried
from bot.provisioning.outbox import Event, Outbox
from bot.provisioning.pauses import next_try
from bot.scripts import script

log = structlog.get_logger()
AT_ONCE = 20  # tries of one worker, each for another customer
HELD = "outbox:hold"
PATIENCE = 1.0  # seconds for Redis, which has no more to say than whether to wait


class Sender:
    """Delivers what is due.

    Args:
        outbox: where it is.
        redis: where all workers agree on leaving the emitter alone; while it is away each decides for itself.
        deliver: tries once.
        clock: what time it is.
    """

    def __init__(
        self,
        outbox: Outbox,
        redis: Redis,
        deliver: Callable[[Event, datetime], Awaitable[Tried]],
        *,
        clock: Clock = utc_now,
    ) -> None:
        self._outbox = outbox
        self._redis = redis
        self._hold_script = redis.register_script(script("hold"))
        self._deliver = deliver
        self._clock = clock

    async def run(self) -> bool:
        """Tries everything that is due now, up to `AT_ONCE`; whether more may be due by then.

        Raises:
            Exception: what came of a try could not be noted; it will be made again.
        """
        if await self._is_held():
            return False
        events = await self._outbox.take(self._clock(), AT_ONCE)
        results = await asyncio.gather(*map(self._send, events), return_exceptions=True)
        for failure in results:
            if isinstance(failure, BaseException):
                raise failure
        return any(results)

    async def _send(self, event: Event) -> bool:
        """Tries one, and notes what came of it; whether it has arrived."""
        with metrics.delivery_seconds.time():
            tried = await self._deliver(event, self._clock())
        if tried.arrived:
            metrics.count_delivery("delivered")
            await self._outbox.delivered(event, self._clock())
            log.info("event delivered", event_id=event.id, type=event.type, tries=event.tries)
            return True
        if tried.hold:
            await self._hold(tried.hold)
        await self._failed(event, tried)
        return False

    async def _failed(self, event: Event, tried: Tried) -> None:
        now = self._clock()
        again = None if tried.gone else next_try(event.tries, event.first_tried_at, now)
        about = {"event_id": event.id, "type": event.type, "tries": event.tries, "error": tried.error}
        if again is None:
            metrics.count_delivery("parked")
            await self._outbox.give_up(event, now, tried.error)
            log.error("event given up", **about, mend="bot doctor")
        else:
            metrics.count_delivery("put_off" if tried.hold else "failed")
            await self._outbox.put_off(event, again, tried.error)
            log.warning("event not delivered", **about)

    async def _is_held(self) -> bool:
        try:
            async with asyncio.timeout(PATIENCE):
                return bool(await self._redis.exists(HELD))
        except (RedisError, TimeoutError) as error:
            log.debug("nobody knows whether to wait", error=type(error).__name__)
            return False

    async def _hold(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                await self._hold_script(keys=[HELD], args=[max(1, math.ceil(seconds * 1000))])
        except (RedisError, TimeoutError) as error:
            log.warning("the others do not know that they are to wait", error=type(error).__name__)
