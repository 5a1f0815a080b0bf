"""A token is checked as a real emitter must: whatever is not quite right lets nobody in."""

import base64
import json
from datetime import UTC, datetime
from typing import Any

import jwt
import pytest
from redis.asyncio import Redis

from bot.access.checking import AccessCheck, Refused, first_time_in
from bot.access.entrance import Entrance, Visit
from bot.access.keys import AccessKeys

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
AT = int(NOW.timestamp())
KEYS = AccessKeys("secret")
OURS = "https://bot.example"
GOOD: dict[str, Any] = {
    "iss": OURS,
    "aud": OURS,
    "sub": "padaria",
    "reseller": "sol",
    "person": "ana",
    "purpose": "access",
    "iat": AT,
    "exp": AT + 60,
    "jti": "one",
}


def checker(keys: AccessKeys = KEYS) -> AccessCheck:
    """A check that remembers by itself what it has seen."""
    seen: set[str] = set()

    async def first_time(jti: str, _seconds: int) -> bool:
        new = jti not in seen
        seen.add(jti)
        return new

    return AccessCheck(keys.public(), OURS, OURS, first_time)


async def reason(token: str, check: AccessCheck | None = None) -> str:
    """Why a token is refused; empty if it is not."""
    try:
        await (check or checker()).visit(token, NOW)
    except Refused as refused:
        return refused.reason
    return ""


async def test_good_token_lets_in() -> None:
    """What the entrance makes, the check takes, and says who it is."""
    visit = Visit(customer_id="padaria", reseller_id="sol", person_id="ana")
    token = Entrance(KEYS, OURS).address(visit, NOW).rpartition("=")[2]
    assert visit == await checker().visit(token, NOW)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"aud": "https://emitter.example"}, "token"),
        ({"aud": [OURS, "https://emitter.example"]}, "token"),
        ({"iss": "https://evil.example"}, "token"),
        ({"purpose": "password"}, "claims"),
        ({"sub": 7}, "token"),
        ({"person": 7}, "claims"),
        ({"jti": ["one"]}, "token"),
        ({"iat": AT - 70, "exp": AT - 10}, "age"),
        ({"iat": AT - 65, "exp": AT - 5}, "age"),
        ({"iat": AT + 6, "exp": AT + 66}, "age"),
        ({"exp": AT + 61}, "age"),
        ({"exp": AT + 3600}, "age"),
        ({"exp": AT - 4}, "age"),
        ({"iat": str(AT)}, "age"),
        ({"iat": True}, "age"),
        ({"exp": float("inf")}, "age"),
        ({"exp": float("nan")}, "age"),
    ],
)
async def test_wrong_claim_lets_nobody_in(changed: dict[str, Any], why: str) -> None:
    """Another audience, issuer or purpose, the wrong type, too old, too new, too long-lived: each alone."""
    assert why == await reason(KEYS.sign(GOOD | changed))


@pytest.mark.parametrize("changed", [{"iat": AT - 64, "exp": AT - 4}, {"iat": AT + 5, "exp": AT + 65}])
async def test_clocks_may_differ_a_little(changed: dict[str, Any]) -> None:
    """Five seconds either way."""
    assert "" == await reason(KEYS.sign(GOOD | changed))


@pytest.mark.parametrize("claim", list(GOOD))
async def test_every_claim_is_needed(claim: str) -> None:
    """A token without one of them is refused."""
    assert "token" == await reason(KEYS.sign({name: GOOD[name] for name in GOOD if name != claim}))


async def test_token_is_good_once() -> None:
    """The same token a second time is refused."""
    check, token = checker(), KEYS.sign(GOOD)
    assert ("", "again") == (await reason(token, check), await reason(token, check))


def unsigned(header: dict[str, Any]) -> str:
    parts = (json.dumps(part).encode() for part in (header, GOOD))
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts) + "."


KID = KEYS.public()["keys"][0]["kid"]
X = KEYS.public()["keys"][0]["x"]


@pytest.mark.parametrize(
    ("token", "why"),
    [
        ("", "key"),
        ("a.b.c", "key"),
        ("é" * 9, "key"),
        ("a" * 100_000, "key"),
        (AccessKeys("other").sign(GOOD), "key"),
        (unsigned({"alg": "none"}), "key"),
        (unsigned({"alg": "none", "kid": KID}), "token"),
        (unsigned({"alg": "EdDSA", "kid": KID}), "token"),
        (unsigned({"alg": "EdDSA", "kid": ["x"]}), "key"),
        (jwt.encode(GOOD, X, "HS256", headers={"kid": KID}), "token"),
        (KEYS.sign(GOOD)[:-8] + "AAAAAAAA", "token"),
    ],
    ids=["empty", "rubbish", "letters", "huge", "other", "none", "none-kid", "bare", "list", "hmac", "cut"],
)
async def test_unsigned_token_lets_nobody_in(token: str, why: str) -> None:
    """No signature, somebody else's, or one by another algorithm with the public key as its secret."""
    assert why == await reason(token)


async def test_old_key_is_taken_until_it_is_gone() -> None:
    """A token of the key before is good while that key is published, and not after."""
    token = AccessKeys("old").sign(GOOD)
    kept, gone = checker(AccessKeys("new,old")), checker(AccessKeys("new"))
    assert ("", "key") == (await reason(token, kept), await reason(token, gone))


async def test_redis_remembers_a_token(redis: Redis) -> None:
    """Of the same `jti` twice the first is told, for as long as was asked."""
    first_time = first_time_in(redis)
    assert [True, False, True] == [await first_time(jti, 70) for jti in ("one", "one", "two")]
    assert 0 < await redis.ttl("access:used:one") <= 70
