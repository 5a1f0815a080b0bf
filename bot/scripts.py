"""Our scripts for Redis: each does in one step what must not be seen half done."""

import asyncio
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from redis.asyncio import Redis, RedisCluster
from redis.exceptions import NoScriptError

from bot.together import Together


@cache
def script(name: str) -> str:
    """The text of `bot/lua/NAME.lua`; what it takes and gives stands at its top."""
    return (files("bot") / "lua" / f"{name}.lua").read_text()


@dataclass(frozen=True, slots=True)
class Call:
    """A script to be run."""

    name: str
    keys: list[str]
    args: list[Any]


class Scripts:
    """Runs scripts, many at a time in one way there and back; on a cluster, whose nodes differ, one by one.

    Whoever has the same of these shares the way.

    Args:
        redis: answers are bytes.
    """

    def __init__(self, redis: Redis) -> None:
        self.ask = Together(self.run).ask
        """Runs one, together with what others ask for at the same moment."""
        self._redis = redis
        self._one_server = not isinstance(redis, RedisCluster)
        self._known: dict[str, Any] = {}

    async def run(self, calls: list[Call]) -> list[Any]:
        """What the scripts answer, in their order; an exception in the place of one that failed.

        Raises:
            RedisError: Redis is away; any of them may have been run.
        """
        if len(calls) == 1 or not self._one_server:
            return await asyncio.gather(*map(self._run, calls), return_exceptions=True)
        pipeline = self._redis.pipeline(transaction=False)
        for call in calls:
            pipeline.evalsha(self._script(call.name).sha, len(call.keys), *call.keys, *call.args)
        found = await pipeline.execute(raise_on_error=False)
        unknown = [number for number, answer in enumerate(found) if isinstance(answer, NoScriptError)]
        for number in unknown:  # a server that was started anew: the script is told, and run
            found[number] = (await self.run([calls[number]]))[0]
        return found

    async def _run(self, call: Call) -> Any:
        return await self._script(call.name)(keys=call.keys, args=call.args)

    def _script(self, name: str) -> Any:
        if name not in self._known:
            self._known[name] = self._redis.register_script(script(name))
        return self._known[name]
