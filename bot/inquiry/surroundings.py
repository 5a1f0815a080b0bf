"""What an inquiry stands on: Redis if it can be had, and the simulator's registers where they are served."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from http import HTTPStatus

import httpx
from redis.exceptions import RedisError

from bot.adapters.asking import WhenNeeded
from bot.adapters.lookup_once import Shared
from bot.adapters.sources.client import client
from bot.embedded_redis import EmbeddedRedisError, redis_of
from bot.sealing import Seal
from bot.settings import Settings, WrongSettings
from bot.simulator.demo import simulated
from bot.web import address_of

SECONDS = 2.0  # for the simulator, which is on this machine

Tell = Callable[[str], None]


@asynccontextmanager
async def asking_by_hand(settings: Settings, tell: Tell) -> AsyncIterator[WhenNeeded]:
    """How the workers of these settings ask, for a single command beside them.

    Args:
        settings: of the environment.
        tell: told what a person should know.
    """
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(client())
        shared = await _shared(stack, settings, tell)
        yield WhenNeeded(http, settings, shared)


async def _shared(stack: AsyncExitStack, settings: Settings, tell: Tell) -> Shared | None:
    try:
        redis = await stack.enter_async_context(redis_of(settings))
    except (EmbeddedRedisError, WrongSettings, RedisError, OSError) as error:
        tell(
            f"Redis cannot be had ({type(error).__name__}; bot doctor says more): "
            "without it no answer is kept, and nobody counts how often a source is asked."
        )
        return None
    return Shared(redis, Seal(settings.secret_key.get_secret_value()))


async def with_simulator(settings: Settings, tell: Tell) -> Settings:
    """The settings by which the bot works here: where no channel is set, the simulator's, if it runs.

    Args:
        settings: of the environment.
        tell: told who is asked.
    """
    if not settings.simulated:
        return settings
    address = address_of(settings.host, settings.port)
    if not await _simulator_runs(address):
        tell("No simulator runs here: the public registers are asked.")
        return settings
    tell(f"The simulator's registers are asked, as by the bot that runs at {address}.")
    return simulated(settings, address)


async def _simulator_runs(address: str) -> bool:
    try:
        async with client() as http:
            answer = await http.get(f"{address}/simulator/registers/samples", timeout=SECONDS)
    except httpx.HTTPError:
        return False
    return answer.status_code == HTTPStatus.OK
