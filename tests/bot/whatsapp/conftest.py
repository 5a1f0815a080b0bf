"""The client under test, over the transport it will have, and what it talks to."""

from collections.abc import AsyncIterator

import pytest

from bot.whatsapp.client import CloudApi
from bot.whatsapp.transport import cloud_http
from tests.bot.whatsapp.meta import NUMBER, TOKEN, Meta
from tests.serving import serving


@pytest.fixture
def meta() -> Meta:
    return Meta()


@pytest.fixture
async def api(meta: Meta) -> AsyncIterator[CloudApi]:
    """A client of the stand-in."""
    async with serving(meta.app) as url, cloud_http() as http:
        yield CloudApi(http, url, TOKEN, NUMBER)
