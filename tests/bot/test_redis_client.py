"""A client of one server and one of a cluster keep the same promises, and the server decides which it is."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

import pytest
from redis.asyncio import RedisCluster
from redis.asyncio.cluster import ClusterNode
from redis.exceptions import ConnectionError as RedisConnectionError

from bot.embedded_redis import open_client
from bot.redis_client import Client, connect
from bot.redis_cluster import connect_cluster
from bot.settings import WrongSettings

pytestmark = pytest.mark.xdist_group("cluster")
KINDS = {"server": connect, "cluster": connect_cluster}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Each test is of both clients."""
    return str(request.param)


@pytest.fixture
async def narrow(kind: str, redis_url: str, cluster_url: str) -> AsyncIterator[Client]:
    """A client that has one connection, of an empty server."""
    url = {"server": redis_url, "cluster": cluster_url}[kind]
    async with aclosing(KINDS[kind](url, max_connections=1)) as client:
        await client.flushall()
        yield client


@asynccontextmanager
async def hanging_up() -> AsyncIterator[tuple[str, list[None]]]:
    """A server that ends every connection at once, by its address; and a list of how often it did."""
    calls: list[None] = []

    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        calls.append(None)
        writer.close()

    async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as server:
        yield f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}", calls


async def test_commands_wait_for_a_connection(narrow: Client) -> None:
    """More commands than there are connections fail nowhere: they wait, in the order they came."""
    await asyncio.gather(*(narrow.rpush("order", number) for number in range(20)))
    assert [b"%d" % number for number in range(20)] == await narrow.lrange("order", 0, -1)


async def test_broken_connection_is_made_anew(narrow: Client) -> None:
    """A command whose connection has broken is tried again, and nobody notices."""
    await narrow.set("key", "value")
    await narrow.client_kill_filter(_type="normal", skipme=False)
    assert b"value" == await narrow.get("key")


async def test_forgotten_script_is_told_again(narrow: Client) -> None:
    """A server that has started anew knows no script; it is told them as they are needed."""
    script = narrow.register_script("return redis.call('INCR', KEYS[1])")
    await script(keys=["key"])
    await narrow.script_flush()
    assert 2 == await script(keys=["key"])


async def test_cluster_that_does_not_answer_is_away() -> None:
    """A cluster of which no server can be had is tried seven times, and is then away by a server's error."""
    async with hanging_up() as (url, calls), aclosing(connect_cluster(url)) as client:
        with pytest.raises(RedisConnectionError):
            await client.get("key")
    assert 7 == len(calls)


async def test_server_that_told_keys_may_leave(cluster: Client) -> None:
    """A read whose keys only a server can tell goes on when that one has left the cluster."""
    await cluster.xadd("stream", {"chat": "1"})
    cluster.commands_parser.node = ClusterNode("127.0.0.1", 1)  # type: ignore[attr-defined]
    assert 1 == len(await cluster.xread({"stream": "0"}))


async def test_member_of_a_cluster_is_told_apart(cluster_url: str, redis_url: str) -> None:
    """Whether a server is alone or a part is asked of the server: the address does not tell."""
    async with await open_client(cluster_url) as part, await open_client(redis_url) as alone:
        assert (True, False) == (isinstance(part, RedisCluster), isinstance(alone, RedisCluster))


@pytest.mark.parametrize("path", ["", "/0"])
async def test_only_database_of_a_cluster_may_be_named(cluster_url: str, path: str) -> None:
    """A cluster has database 0, named or not."""
    async with await open_client(cluster_url + path) as client:
        assert await client.ping()


@pytest.mark.parametrize("path", ["/3", "?db=3"])
async def test_other_database_of_a_cluster_is_refused(cluster_url: str, path: str) -> None:
    """Another database cannot be had in a cluster, and whoever named it is told so."""
    with pytest.raises(WrongSettings, match="REDIS_URL: names database 3; its server is part of a cluster"):
        await open_client(cluster_url + path)


async def test_other_database_of_a_server_is_used(redis: Client, redis_url: str) -> None:
    """One server has more than one, and what lies in one is not in the other."""
    async with await open_client(f"{redis_url}?db=3") as client:
        await client.set("key", "value")
        assert [b"value", None] == [await one.get("key") for one in (client, redis)]


async def test_database_that_a_server_has_not_is_refused(redis_url: str) -> None:
    """Its refusal is told."""
    with pytest.raises(WrongSettings, match="REDIS_URL: is refused by its server"):
        await open_client(f"{redis_url}?db=99")


async def test_address_that_does_not_fit_a_cluster_is_refused(cluster: Client) -> None:
    """A socket leads to one server alone; where that is part of a cluster, whoever named it is told so."""
    socket = (await cluster.config_get("unixsocket"))["unixsocket"]
    with pytest.raises(WrongSettings, match=r"REDIS_URL: does not fit the cluster .*socket"):
        await open_client(f"unix://{socket}")
