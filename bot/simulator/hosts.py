"""Who may call the simulator: its phones act for people, so only a page that was opened on purpose."""

from collections.abc import Set as AbstractSet
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

WILDCARDS = {"0.0.0.0", "::"}  # noqa: S104 - only compared
REFUSAL = (
    "O simulador só atende no endereço que ele mostrou ao iniciar. Para usar outro nome, defina PUBLIC_URL."
)


def is_loopback(host: str) -> bool:
    """Whether a name or an address is this machine's own, whatever a name server says (RFC 6761)."""
    address = _address(host)
    return address.is_loopback if address else host == "localhost" or host.endswith(".localhost")


class OnlyFor:
    """Refuses requests that were meant for another host.

    Whoever owns a name can point it at this machine, and a page of that name is then, to the browser, of the
    same origin as ours (DNS rebinding). Its name still stands in the Host header. An address in its place
    was never looked up, so addresses are let in where we listen on all of them.

    Args:
        app: what is guarded.
        hosts: the names and addresses it is reached by, besides this machine's own.
    """

    def __init__(self, app: ASGIApp, hosts: AbstractSet[str]) -> None:
        self._app = app
        self._hosts = {host.lower() for host in hosts}
        self._any_address = bool(self._hosts & WILDCARDS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or answers 403."""
        if self._knows(_hostname(Headers(scope=scope).get("host", ""))):
            await self._app(scope, receive, send)
        else:
            await JSONResponse({"error": REFUSAL}, 403)(scope, receive, send)

    def _knows(self, host: str) -> bool:
        return host in self._hosts or is_loopback(host) or (self._any_address and _address(host) is not None)


def _hostname(header: str) -> str:
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
