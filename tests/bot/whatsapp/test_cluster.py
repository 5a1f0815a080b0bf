"""WhatsApp on Redis Cluster: what is changed together lies together, the rest is of one key each."""

from collections.abc import AsyncIterator

import pytest

from bot.db.database import Database
from bot.redis_client import Client
from tests.bot.whatsapp import test_delivering, test_failures, test_receipts, test_waiting, test_window
from tests.bot.whatsapp.test_delivering import without_template  # noqa: F401 - a fixture of theirs
from tests.bot.whatsapp.test_receipts import receipts  # noqa: F401
from tests.bot.whatsapp.test_webhook import Meta, delivering
from tests.bot.whatsapp.test_webhook import test_failure_is_stored as failure_is_stored
from tests.bot.whatsapp.test_webhook import test_two_hundred_at_once as two_hundred_at_once
from tests.kit.given import understand
from tests.kit.program import Place, program
from tests.kit.whatsapp import OnWhatsApp, telling
from tests.test_transcripts import HOME
from tests.transcript import read

pytestmark = pytest.mark.xdist_group("cluster")

# Whatever is claimed of these holds on a cluster too: their tests, with the fixtures of this module.
for module in (test_delivering, test_failures, test_receipts, test_waiting, test_window):
    tests = {f"{name}_in_{module.__name__.rpartition('.')[2]}": test for name, test in vars(module).items()}
    globals().update({name: test for name, test in tests.items() if name.startswith("test_")})


@pytest.fixture
def redis_url(cluster_url: str) -> str:
    """In this module the server is a cluster's."""
    return cluster_url


@pytest.fixture
def redis(cluster: Client) -> Client:
    """In this module the client is a cluster's."""
    return cluster


@pytest.fixture
async def meta(redis: Client, sqlite_url: str) -> AsyncIterator[Meta]:
    database = Database(sqlite_url)
    async with delivering(redis, database) as meta:
        yield meta
    await database.close()


async def test_batch(meta: Meta) -> None:
    """A batch of many messages of two people is stored, whichever servers their mailboxes are on."""
    await two_hundred_at_once(meta)


async def test_failure(meta: Meta) -> None:
    """So is what Meta could not deliver."""
    await failure_is_stored(meta)


async def test_registration_on_a_phone(place: Place) -> None:
    """A registration with its lookups, through the whole program."""
    expected = read(HOME / "registration" / "company_found.txt")
    async with program(understand(expected.given), place) as running:
        player, lines = OnWhatsApp(running), expected.lines
        people = [number for number, line in enumerate(lines) if not line.of_bot]
        for number, until in zip(people, [*people[1:], len(lines)], strict=True):
            said = lines[number + 1 : until]
            assert telling(said) == telling(await player.say(lines[number], said))
