"""Where the program listens."""

import socket

import pytest

from bot.settings import WrongSettings
from bot.web import address_of, listening


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("localhost", "localhost"),
        ("0.0.0.0", "127.0.0.1"),
        ("::1", "[::1]"),
        ("::", "[::1]"),
    ],
)
def test_address_is_one_for_this_machine(host: str, shown: str) -> None:
    """What is printed can be opened, also where we listen on all addresses, or on IPv6."""
    assert f"http://{shown}:8080" == address_of(host, 8080)


def test_listener_speaks_tcp() -> None:
    """The event loop turns Nagle's delay off only for a socket that says so."""
    with listening("127.0.0.1", 0) as listener:
        assert socket.IPPROTO_TCP == listener.proto


def test_taken_port_names_the_port() -> None:
    """Of two variables, the one at fault is told."""
    with listening("127.0.0.1", 0) as first, pytest.raises(WrongSettings, match="PORT: is taken"):
        listening("127.0.0.1", first.getsockname()[1])
