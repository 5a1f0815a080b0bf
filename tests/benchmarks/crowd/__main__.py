"""The process: serves the Bot API and the lookups, and does what it is asked for, line by line.

A line of standard input asks with JSON, a line of standard output answers.
"""

import asyncio
import json
import sys
from typing import Any

import aiohttp
import uvloop
from aiohttp import web

from tests.benchmarks import dialogue
from tests.benchmarks.crowd.bot_api import BotApi, serve
from tests.benchmarks.crowd.crowd import Crowd, Run, as_json
from tests.benchmarks.crowd.person import Person
from tests.benchmarks.crowd.registration import lookups, registration
from tests.benchmarks.crowd.scripts import tapped, typed
from tests.benchmarks.crowd.webhooks import Postman, session

LOOKUP_SECONDS = 3.0


class World:
    """All there is beside the bots.

    Args:
        http: for the deliveries.
    """

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self.postman = Postman(http)
        self.api = BotApi(self._said)
        self._crowds: dict[str, Crowd] = {}

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """A call of the Bot API, or a lookup of a company, which takes long and finds nothing."""
        if request.path.startswith("/bot"):
            return await self.api.handle(request)
        await asyncio.sleep(LOOKUP_SECONDS)
        return web.json_response({"message": "CNPJ não encontrado."}, status=404)

    async def do(self, asked: dict[str, Any]) -> dict[str, object]:
        """Does what a line asks for."""
        bot, script = asked.get("bot", ""), asked.get("script", "")
        if asked["do"] == "webhook":
            return {"url": (await self.api.webhook(bot))[0]}
        if asked["do"] == "say":
            self._crowd(bot).say(script)
            await self.postman.delivered()
            return {}
        if asked["do"] == "answered":
            return {"at": await self._crowd(bot).answered(script)}
        run = Run(**asked["run"])
        calls, refused = self.api.calls, self.postman.refused
        outcome = await self._crowd(run.bot).run(run)
        return {
            **as_json(outcome),
            "calls": self.api.calls - calls,
            "refused": self.postman.refused - refused,
        }

    def _said(self, token: str, chat: int, text: str, message: int) -> None:
        self._crowd(token).hear(chat, text, message)

    def _crowd(self, token: str) -> Crowd:
        def send(person: Person, text: str, tap: str, message: int) -> None:
            self.postman.send(self.api.webhooks[token], person.number, text, tap, message)

        if token not in self._crowds:
            scripts = {
                dialogue.TEXT: typed(),
                dialogue.TIDY: tapped(f"bench|{dialogue.TIDY}"),
                dialogue.BUTTONS: tapped(f"bench|{dialogue.BUTTONS}"),
                "registration": registration(),
                "lookups": lookups(),
            }
            self._crowds[token] = Crowd(scripts, send)
        return self._crowds[token]


async def main(port: int) -> None:
    """Serves until standard input ends."""
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    async with session() as http:
        world = World(http)
        await serve(world.handle, port)
        print("ready", flush=True)  # noqa: T201 - the answer to being started
        while line := await reader.readline():
            print(json.dumps(await world.do(json.loads(line))), flush=True)  # noqa: T201


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
