"""The client under test, over the transport it will have, and what it talks to."""

from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot.db.database import Database
from bot.whatsapp.client import CloudApi
from bot.whatsapp.transport import cloud_http
from tests.bot.whatsapp.meta import NUMBER, TOKEN, Meta
from tests.bot.whatsapp.office import Office, opened_office
from tests.serving import serving


@pytest.fixture
def meta() -> Meta:
    return Meta()


@pytest.fixture
async def api(meta: Meta) -> AsyncIterator[CloudApi]:
    """A client of the stand-in."""
    async with serving(meta.app) as url, cloud_http() as http:
        yield CloudApi(http, url, TOKEN, NUMBER)


@pytest.fixture
async def office(redis: Redis, sqlite_url: str) -> AsyncIterator[Office]:
    """All that sends, and somebody who has just written."""
    database = Database(sqlite_url)
    async with opened_office(redis, database) as office:
        yield office
    await database.close()
