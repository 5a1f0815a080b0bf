"""The certificates that servers outside are checked against, read once: all of them take 50 ms to read."""

import ssl
from functools import cache

import httpx


@cache
def certificates() -> ssl.SSLContext:
    """For the `verify` of every HTTP client of this process."""
    return httpx.create_ssl_context()
