"""The way into the emitter: an address with a token in it that says who enters where."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from bot.access.keys import AccessKeys

SECONDS = 60
"""How long a token is good: it travels by a redirect, at once."""

PURPOSE = "access"
BUILT_IN = "/emitter"
PLACE = "{token}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who enters where: our ids of the customer, of its reseller, and of the reseller's person."""

    customer_id: str
    reseller_id: str
    person_id: str


class Entrance:
    """Makes the addresses by which people enter the emitter.

    Args:
        keys: sign the tokens.
        public_url: where our pages are reached from outside: it issues the tokens.
        access_url: the emitter's address with `{token}` in it; empty: our own page stands in for it.
    """

    def __init__(self, keys: AccessKeys, public_url: str, access_url: str = "") -> None:
        self._keys = keys
        self._address = access_url or f"{public_url}{BUILT_IN}?token={PLACE}"
        self.built_in = not access_url
        self.issuer = public_url
        self.audience = _origin(self._address)

    def address(self, visit: Visit, now: datetime) -> str:
        """Where to go now, with a fresh token; it is good once and for a minute."""
        issued = int(now.timestamp())
        token = self._keys.sign(
            {
                "iss": self.issuer,
                "aud": self.audience,
                "sub": visit.customer_id,
                "reseller": visit.reseller_id,
                "person": visit.person_id,
                "purpose": PURPOSE,
                "iat": issued,
                "exp": issued + SECONDS,
                "jti": secrets.token_urlsafe(16),
            }
        )
        return self._address.replace(PLACE, token)


def _origin(url: str) -> str:
    """Scheme, host and port, as browsers write them: lower case, the usual port left out (RFC 6454, 6.2)."""
    parts = urlsplit(url)
    usual = {"https": 443, "http": 80}.get(parts.scheme)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port not in (None, usual) else "")
