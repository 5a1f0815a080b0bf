"""The connections to the sources."""

from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from bot.certificates import certificates

CONNECTIONS = httpx.Limits(max_connections=1000, max_keepalive_connections=50, keepalive_expiry=60)
"""A service that hangs must not use up what the others need, and making a new one takes longer than many an
answer.
"""
OWN = dict.fromkeys(("all://localhost", "all://127.0.0.1", "all://[::1]"))
"""What no proxy of the environment can reach for us: services on this machine, and the simulator's."""


def client() -> httpx.AsyncClient:
    """A client for all sources, which keeps no cookies. Close it with `aclose()`."""
    return httpx.AsyncClient(
        headers={"User-Agent": "cadastro-bot"},  # BrasilAPI refuses whoever does not say who asks
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        verify=certificates(),
        limits=CONNECTIONS,
        mounts=OWN,
    )
