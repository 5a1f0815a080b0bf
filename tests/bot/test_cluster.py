"""The program works on Redis Cluster: what it changes together lies together, the rest is of one key each."""

import pytest
from redis.exceptions import RedisClusterException, ResponseError

from bot.access.checking import first_time_in
from bot.adapters.lookup_cache import ADDRESS, LookupCache
from bot.adapters.lookup_once import Once
from bot.redis_client import Client
from conversations.prompt import Prompt
from conversations.turn import Turn
from tests.bot import test_inbox
from tests.bot.adapters.test_lookup_cache import CEP, PRACA, SEAL
from tests.bot.test_streams import test_what_the_dead_had_taken_is_recovered  # noqa: F401 - run here too
from tests.fakes.addresses import FakeAddresses
from tests.kit.given import understand
from tests.kit.mail import CHAT, OTHER, Post, inbox_of
from tests.kit.messenger import Messenger
from tests.kit.program import Place, program
from tests.kit.telegram import OnTelegram
from tests.test_transcripts import HOME, played
from tests.transcript import read

pytestmark = pytest.mark.xdist_group("cluster")

# Whatever is claimed of mailboxes holds on a cluster too: their tests, with the fixtures of this module.
globals().update({name: test for name, test in vars(test_inbox).items() if name.startswith("test_")})


@pytest.fixture
def redis_url(cluster_url: str) -> str:
    """In this module the server is a cluster's."""
    return cluster_url


@pytest.fixture
def redis(cluster: Client) -> Client:
    """In this module the client is a cluster's."""
    return cluster


async def test_registration_on_a_phone(place: Place) -> None:
    """A registration with its lookups, through the whole program: mailboxes, streams, tasks, the cache."""
    expected = read(HOME / "registration" / "company_found.txt")
    async with program(understand(expected.given), place) as running:
        actual = await played(expected, OnTelegram(running))
    assert str(expected) == str(actual)


async def test_updates_of_two_chats_are_answered(place: Place) -> None:
    """Chats whose keys lie on different servers are answered alike, each in order, duplicates once."""

    async def echo(turn: Turn) -> None:
        turn.say(Prompt(turn.reply.text or ""))

    desk = Post(place.redis, place.database, Messenger(echo))
    for chat in (CHAT, OTHER):
        await desk.deliver("1", "2", "2", chat=chat)
        assert await desk.work(chat)
    assert ["1", "2", "1", "2"] == desk.messenger.said


async def test_lookups_are_cached(redis: Client) -> None:
    """An answer of a register is kept in a cluster too: the second time nobody is asked."""
    inner = FakeAddresses([PRACA])
    cached = Once(inner, redis, LookupCache(redis, SEAL, ADDRESS))
    assert [PRACA, PRACA] == [await cached.find(CEP), await cached.find(CEP)]
    assert [CEP] == inner.asked


async def test_pass_to_the_emitter_is_used_once(redis: Client) -> None:
    """Of two who come with the same pass the second is told apart in a cluster too."""
    first_time = first_time_in(redis)
    assert [True, False] == [await first_time("pass", 60) for _ in range(2)]


async def test_mailboxes_are_freed(redis: Client) -> None:
    """Holds are found on whichever server they lie."""
    for chat in (CHAT, OTHER):
        await inbox_of(redis, "dead").take(chat)
    await inbox_of(redis).break_leases()
    assert all([await inbox_of(redis).take(chat) for chat in (CHAT, OTHER)])


@pytest.mark.parametrize("keys", [["one", "two"], ["one"]])
async def test_what_needs_two_servers_fails_here(redis: Client, keys: list[str]) -> None:
    """A script whose keys are of two slots is refused, whether it names both or not, as it would be there."""
    script = redis.register_script("redis.call('SET', KEYS[1], 1) return redis.call('GET', KEYS[2] or 'two')")
    with pytest.raises((RedisClusterException, ResponseError), match="slot"):
        await script(keys=keys)
