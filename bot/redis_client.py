"""A client for Redis, and what may stand in its address."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialWithJitterBackoff, NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError

Client = Redis
"""What the program works with: the client of one server, or of a cluster, which has the same commands.

The library has no type for both, so whoever makes a cluster's client says by a cast that it will do.
"""

OPTIONS = {"db", "username", "password", "client_name"}
"""Besides those for TLS; others would change what we count on, such as answers in bytes."""

MOST_CONNECTIONS = 50
WAIT_SECONDS = 20.0
"""How long a command waits for a connection when all are in use."""

SILENCE = {"socket_timeout": 30.0, "socket_connect_timeout": 5.0, "health_check_interval": 30.0}
"""Seconds until a connection is given up, and between looks at an idle one."""


def connect(url: str, *, max_connections: int = MOST_CONNECTIONS) -> Client:
    """A client of one server, whose answers are bytes. Close it with `aclose()`.

    A command waits for a free connection where the default pool would raise, is tried again when its
    connection breaks, and gives up after 30 silent seconds: blocking reads must ask for less.
    """
    pool: BlockingConnectionPool = BlockingConnectionPool.from_url(
        url, max_connections=max_connections, timeout=WAIT_SECONDS, retry=patience(), **SILENCE
    )
    return Redis.from_pool(pool)


def patience(*also: type[RedisError]) -> Retry:
    """Tries a command seven times in some 1.3 seconds when its connection breaks, or `also` is raised."""
    again_after: tuple[type[RedisError], ...] = (RedisConnectionError, RedisTimeoutError, *also)
    return Retry(ExponentialWithJitterBackoff(base=0.01, cap=1), 6, again_after)


def once(url: str, *, seconds: float = 1.0) -> Redis:
    """A client that tries once and does not wait for long: to learn whether a server is there."""
    return Redis.from_url(
        url, socket_timeout=seconds, socket_connect_timeout=seconds, retry=Retry(NoBackoff(), 0)
    )


def check_address(url: str) -> None:
    """Looks over an address without connecting to it.

    Raises:
        ValueError: what is wrong, without the address: it may hold a password.
    """
    parts = urlsplit(url)
    unknown = sorted(name for name in parse_qs(parts.query, keep_blank_values=True) if not _known(name))
    if unknown:
        raise ValueError(f"has options that are not known here: {', '.join(unknown)}")
    path = unquote(parts.path).strip("/")
    if parts.scheme != "unix" and path and not path.isdecimal():
        raise ValueError("must end with the number of a database, or with nothing")
    try:
        pool: Any = connect(url).connection_pool  # this method alone has no types
        pool.make_connection()
    except (ValueError, TypeError, RedisError) as error:
        raise ValueError(f"has an option that cannot be used ({error})") from None


def _known(option: str) -> bool:
    return option in OPTIONS or option.startswith("ssl_")
