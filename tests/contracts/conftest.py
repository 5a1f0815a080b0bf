from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.contracts.world import FakeWorld, SqlWorld, World
from tests.kit.watched import Watched


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str:
    """Each claim holds for the fakes, which have no address, and for the adapters on both databases."""
    url: str = "" if request.param == "fake" else request.getfixturevalue(f"{request.param}_url")
    return url


@pytest_asyncio.fixture
async def world(store_url: str) -> AsyncIterator[World]:
    if not store_url:
        yield FakeWorld()
        return
    database = Watched(store_url)
    yield SqlWorld(database)
    await database.close()
