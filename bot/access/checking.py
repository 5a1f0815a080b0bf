"""How an emitter checks an access token, with nothing but what is published."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import jwt
from redis.asyncio import Redis

from bot.access.entrance import PURPOSE, SECONDS, Visit
from bot.access.keys import ALGORITHM

LEEWAY = 5
"""Seconds that two clocks may differ by."""

CLAIMS = ("iss", "aud", "sub", "reseller", "person", "purpose", "iat", "exp", "jti")

FirstTime = Callable[[str, int], Awaitable[bool]]
"""Notes a token's `jti` for so many seconds; False if it was noted before."""


class Refused(Exception):  # noqa: N818 - an answer, not a failure
    """The token lets nobody in.

    Args:
        reason: for the log: `key`, `token` (whatever the library found, such as a bad signature or another
            audience), `claims`, `age` or `again`. The visitor is told none of it.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class AccessCheck:
    """Checks tokens. `docs/acessar.md` says the same to the emitter's developers.

    Args:
        jwks: the published keys.
        issuer: who must have signed.
        audience: whom it must be for.
        first_time: remembers each `jti` until its token is too old anyway.
    """

    def __init__(self, jwks: dict[str, Any], issuer: str, audience: str, first_time: FirstTime) -> None:
        self._keys = jwt.PyJWKSet.from_dict(jwks)
        self._issuer = issuer
        self._audience = audience
        self._first_time = first_time

    async def visit(self, token: str, now: datetime) -> Visit:
        """Who enters where, and uses the token up.

        Raises:
            Refused: it is no token of this issuer for this audience, too old, or used before.
        """
        claims = self._claims(token)
        if not all(isinstance(claims[name], str) for name in ("sub", "reseller", "person", "jti")):
            raise Refused("claims")
        if claims["purpose"] != PURPOSE:
            raise Refused("claims")
        if not _fresh(claims["iat"], claims["exp"], now.timestamp()):
            raise Refused("age")
        if not await self._first_time(claims["jti"], SECONDS + 2 * LEEWAY):
            raise Refused("again")
        return Visit(customer_id=claims["sub"], reseller_id=claims["reseller"], person_id=claims["person"])

    def _claims(self, token: str) -> dict[str, Any]:
        try:
            key = self._keys[jwt.get_unverified_header(token)["kid"]]
        except (jwt.PyJWTError, KeyError):
            raise Refused("key") from None
        try:
            return jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],  # pinned: never what the token says of itself (RFC 8725, 3.1)
                issuer=self._issuer,
                audience=self._audience,
                # The age is judged below, by the clock that is handed in.
                options={"require": [*CLAIMS], "verify_exp": False, "verify_iat": False, "strict_aud": True},
            )
        except jwt.PyJWTError:
            raise Refused("token") from None


def _fresh(issued: Any, expires: Any, now: float) -> bool:
    """Whether a token was made a moment ago and is still good; one that lives longer is none of ours."""
    if not (type(issued) is int and type(expires) is int and 0 < expires - issued <= SECONDS):
        return False
    return issued - LEEWAY <= now < expires + LEEWAY


def first_time_in(redis: Redis) -> FirstTime:
    """Remembers in Redis, which forgets by itself and decides between two who come at once."""

    async def first_time(jti: str, seconds: int) -> bool:
        return bool(await redis.set(f"access:used:{jti}", b"", nx=True, ex=seconds))

    return first_time
