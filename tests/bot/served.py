"""The program's routes as they are served, with a customer to enter."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count

import httpx
from pydantic import SecretStr
from redis.asyncio import Redis
from starlette.applications import Starlette

from bot.adapters.access import SqlAccess
from bot.app import routes_of
from bot.db.database import Database
from bot.parts import Parts
from bot.scripts import Scripts
from bot.sealing import Seal, TokenMaker
from bot.settings import Settings
from tests.contracts.world import Shop, SqlWorld, linked
from tests.serving import serving

NEW, OLD = "n" * 32, "o" * 32
SECRET = f"{NEW},{OLD}"


@dataclass(frozen=True)
class Served:
    """A served program in the middle of a change of its secret.

    Args:
        address: where, which is its PUBLIC_URL too.
        http: a browser without a screen that follows no redirect by itself.
    """

    address: str
    http: httpx.AsyncClient
    database: Database
    shop: Shop
    customer_id: str
    numbers: "count[int]"

    async def way_in(self) -> str:
        """The address that confirming a fresh link leads to."""
        async with self.database.transaction() as tx:
            access = SqlAccess(tx, TokenMaker(SECRET), self.address)
            link = await access.link(
                self.shop.reseller.id, self.shop.person_id, self.customer_id, f"turn{next(self.numbers)}"
            )
        return (await self.http.post(link)).headers["location"]


@asynccontextmanager
async def served(redis: Redis, settings: Settings) -> AsyncIterator[Served]:
    """Serves what `bot run` would with these settings and no simulator; its own address is the public one."""
    database, app = Database(settings.database_url, outbox=settings.provisioned), Starlette()
    world = SqlWorld(database)
    shop = await linked(world)
    async with world.turn() as ports:
        customer = await ports.customers.register(shop.registration())
    async with serving(app) as address, httpx.AsyncClient() as http:
        settings = settings.model_copy(update={"public_url": address, "secret_key": SecretStr(SECRET)})
        parts = Parts(settings, redis, database, http, Seal(SECRET), TokenMaker(SECRET), Scripts(redis))
        app.routes.extend(routes_of(parts, None, "run"))
        yield Served(address, http, database, shop, customer.id, count(1))
    await database.close()
