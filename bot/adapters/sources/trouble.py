"""Why there was no connection, in words."""

import socket
import ssl
from collections.abc import Iterator

import httpx

REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (ssl.SSLCertVerificationError, "its certificate is not trusted here"),
    (ssl.SSLError, "it does not speak TLS as we do"),
    (socket.gaierror, "its name is not known here, or there is no network"),
    (ConnectionRefusedError, "nobody listens at its address"),
    (httpx.ProxyError, "the proxy does not let us through"),
    (httpx.ConnectError, "there is no way to its address"),
    (httpx.InvalidURL, "its address cannot be used"),
    (httpx.UnsupportedProtocol, "its address cannot be used"),
    (UnicodeError, "its address cannot be used"),
    (httpx.RemoteProtocolError, "what answers there breaks off, or is no web server"),
)
"""The plainest first: what httpx raises carries the rest within."""


def trouble_of(error: BaseException) -> str:
    """What went wrong, without a word of the address or of what came from there."""
    within = list(_within(error))
    for kind, words in REASONS:
        if any(isinstance(one, kind) for one in within):
            return words
    return "the connection broke"


def _within(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
