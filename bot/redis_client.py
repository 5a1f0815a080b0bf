"""A client for Redis, and what may stand in its address."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialWithJitterBackoff, NoBackoff
from redis.exceptions import RedisError

OPTIONS = {"db", "username", "password", "client_name"}
"""Besides those for TLS; others would change what we count on, such as answers in bytes."""


def connect(url: str, *, max_connections: int = 50) -> Redis:
    """A client whose answers are bytes. Close it with `aclose()`.

    A command waits for a free connection where the default pool would raise, is tried again when its
    connection breaks, and gives up after 30 silent seconds: blocking reads must ask for less.
    """
    pool: BlockingConnectionPool = BlockingConnectionPool.from_url(
        url,
        max_connections=max_connections,
        timeout=20,
        socket_timeout=30,
        socket_connect_timeout=5,
        health_check_interval=30,
        retry=Retry(ExponentialWithJitterBackoff(base=0.01, cap=1), 6),
    )
    return Redis.from_pool(pool)


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
