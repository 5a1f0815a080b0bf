"""A storm: everybody registers at once while processes and servers are killed; what is wrong afterwards."""

import asyncio
import math
import socket
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random

from redis.exceptions import RedisError

from bot.db.database import Database
from bot.redis_client import once
from tests.chaos.bot_process import Setting
from tests.chaos.bots import Bots
from tests.chaos.crowd import Crowd
from tests.chaos.messengers import Messenger
from tests.chaos.outside import outside
from tests.chaos.plan import Blow, Plan
from tests.chaos.servers import MortalRedis, out
from tests.chaos.verdict import complaints
from tests.kit.program import SECRET

QUIET = 0.2  # seconds between two looks that must find nothing to do
UNLIMITED = 100_000  # messages a second


@dataclass(frozen=True, slots=True)
class Aftermath:
    """How a storm ended.

    Args:
        wrong: what is wrong, in sentences.
        told: what happened, in one.
    """

    wrong: list[str]
    told: str


class Storm:
    """One storm.

    Args:
        plan: what happens.
        chance: decides whom it hits, and when.
        messenger: with nobody on it yet.
        redis: the bots'.
        database_url: of a PostgreSQL with the newest schema and no rows.
        log: what the bots print.
    """

    def __init__(
        self,
        plan: Plan,
        chance: Random,
        messenger: Messenger,
        *,
        redis: MortalRedis,
        database_url: str,
        log: Path,
    ) -> None:
        self._plan, self._chance, self._messenger = plan, chance, messenger
        self._redis, self._database_url, self._log = redis, database_url, log
        self._crowd = Crowd(messenger, plan.chats, lambda: chance.expovariate(50))
        self._port = _free_port()

    async def run(self) -> Aftermath:
        """Runs it, until everything is done or nothing is left to do."""
        began, database = time.monotonic(), Database(self._database_url)
        async with AsyncExitStack() as stack:
            stack.push_async_callback(database.close)
            async with database.transaction() as tx:
                await self._crowd.arrange(tx)
            variables = await stack.enter_async_context(outside(self._messenger, self._public_url))
            roles = ["web", *["worker"] * self._plan.workers]
            bots = Bots(self._setting(variables), roles, self._chance, self._plan.cuts)
            await stack.enter_async_context(bots)
            async with asyncio.TaskGroup() as group:
                planned = self._plan.blows(self._crowd.length, self._chance)
                blows = [group.create_task(self._strike(*blow, bots)) for blow in planned]
                self._crowd.begin()
                wrong = await self._until_quiet()
                for blow in blows:
                    blow.cancel()
            async with database.transaction() as tx, once(self._redis.url) as redis:
                wrong += await complaints(self._crowd, self._messenger, tx, redis)
        if bots.killed["worker"] < self._plan.kills:
            wrong.append(f"only {bots.killed['worker']} workers were killed")
        return Aftermath(wrong, self._told(bots, time.monotonic() - began))

    @property
    def _public_url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def _setting(self, variables: dict[str, str]) -> Setting:
        inside = {
            "DATA_DIR": str(self._log.parent / "data"),
            "REDIS_URL": self._redis.url,
            "DATABASE_URL": self._database_url,
            "SECRET_KEY": SECRET,
            "PUBLIC_URL": self._public_url,
            "PORT": str(self._port),
            "TELEGRAM_RATE": str(UNLIMITED),
            "TELEGRAM_CHAT_RATE": str(UNLIMITED),
        }
        plan = self._plan
        return Setting(variables | inside, self._log, plan.lease_ms, plan.lost_answers, plan.sabotage)

    async def _strike(self, due: float, blow: Blow, bots: Bots) -> None:
        await self._messenger.signal.wait(lambda: self._crowd.heard >= due, math.inf)
        self._plan.tell(f"{self._crowd.heard} of {self._crowd.length} messages heard: {blow}")
        match blow:
            case "kill":
                await bots.kill("worker")
            case "freeze":
                await bots.freeze("worker", 1.5 * self._plan.lease_ms / 1000)
            case "kill redis":
                await self._redis.die(self._plan.redis_out)
            case "cut the database off":
                async with out(self._database_url):
                    await asyncio.sleep(self._plan.database_out)

    async def _until_quiet(self) -> list[str]:
        """Waits until there is nothing to do any more, for anybody; complains if that takes too long."""
        deadline, quiet = time.monotonic() + self._plan.longest, 0
        while quiet < 2:
            if time.monotonic() > deadline:
                return [f"still at work after {self._plan.longest} s"]
            await asyncio.sleep(QUIET)
            quiet = quiet + 1 if await self._nothing_to_do() else 0
        return []

    async def _nothing_to_do(self) -> bool:
        if self._crowd.about_to_speak or not self._messenger.idle:
            return False
        async with once(self._redis.url) as redis:
            try:
                return not (await redis.xlen("updates") or await redis.xlen("tasks"))
            except RedisError:
                return False

    def _told(self, bots: Bots, seconds: float) -> str:
        done = sum(person.done for person in self._crowd.persons)
        return (
            f"{done} of {self._plan.chats} registered in {seconds:.1f} s; killed {bots.killed}, "
            f"redis {self._redis.deaths}; ended by themselves {dict(bots.ended)}; "
            f"{self._messenger.told}"
        )


def _free_port() -> int:
    """A port for a web process that is to be found there again after each of its deaths."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
