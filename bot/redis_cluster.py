"""A client for Redis Cluster that gives what `connect` gives for one server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, Self, cast

from redis.asyncio import RedisCluster
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ClusterDownError, RedisClusterException
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.typing import EncodableT

from bot.redis_client import MOST_CONNECTIONS, SILENCE, WAIT_SECONDS, Client, patience


def connect_cluster(url: str, *, max_connections: int = MOST_CONNECTIONS) -> Client:
    """A client of the cluster that a server is part of, with the promises of `connect`.

    Pipelines have none of these, and lose a script that is called in one: commands go one by one.

    Args:
        url: of any node; the others are found through it.
        max_connections: commands at a time, whichever node they go to.

    Raises:
        RedisClusterException: the address does not fit a cluster.
        TypeError: it has an option that the cluster's client does not know.
    """
    return cast("Client", PatientCluster.from_url(url, max_connections=max_connections, **SILENCE))


async def nodes_info(client: Client) -> dict[str, dict[str, Any]]:
    """What INFO says, for each node by its name; one server has no name."""
    either: Any = client
    if not isinstance(either, RedisCluster):
        return {"": await client.info()}
    await either.initialize()
    return {node.name: await either.info(target_nodes=node) for node in either.get_nodes()}


class PatientCluster(RedisCluster):
    """The library's client, which by itself raises where all connections are in use, tries again without
    waiting in between, and has an error of no known kind where no node answers.

    Args:
        max_connections: commands at a time.
        options: the library's.
    """

    def __init__(self, *, max_connections: int, **options: Any) -> None:
        # A connection that is to be renewed is neither in use nor free for a moment: hence twice as many.
        super().__init__(max_connections=2 * max_connections, retry=Retry(NoBackoff(), 0), **options)
        self._free = asyncio.Semaphore(max_connections)
        self._patience = patience(ClusterDownError)

    async def execute_command(self, *args: EncodableT, **kwargs: Any) -> Any:
        """Executes a command on the node that has its key."""
        async with self._connection():
            return await self._patience.call_with_retry(partial(self._once, *args, **kwargs), self._failed)

    async def initialize(self, *args: Any, **kwargs: Any) -> Self:
        """Learns which node has what, unless that is known."""
        try:
            await super().initialize(*args, **kwargs)
        except RedisClusterException as error:  # which is no RedisError, so that nobody would wait
            raise RedisConnectionError(str(error)) from error
        return self

    async def _once(self, *args: EncodableT, **kwargs: Any) -> Any:
        await self.initialize()
        return await super().execute_command(*args, **kwargs)

    async def _failed(self, _: Exception) -> None:
        """Has the nodes looked up again: the library forgets to where it asked one for a command's keys."""
        self._initialize = True

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await self._free.acquire()
        except TimeoutError:
            raise RedisConnectionError("No connection available.") from None
        try:
            yield
        finally:
            self._free.release()
