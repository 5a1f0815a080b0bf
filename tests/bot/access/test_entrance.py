"""The address by which somebody enters the emitter."""

from datetime import UTC, datetime
from typing import Any

import jwt
import pytest

from bot.access.entrance import Entrance, Visit
from bot.access.keys import AccessKeys

VISIT = Visit(customer_id="padaria", reseller_id="sol", person_id="ana")
NOW = datetime(2026, 11, 24, 12, 0, 0, 900_000, tzinfo=UTC)
KEYS = AccessKeys("secret")
OURS = "https://bot.example"


def claims(token: str) -> dict[str, Any]:
    """What a token says, its signature checked and nothing else."""
    options: Any = {"verify_aud": False, "verify_exp": False, "verify_iat": False}
    return jwt.decode(token, jwt.PyJWK(KEYS.public()["keys"][0]), algorithms=["EdDSA"], options=options)


def test_token_says_who_enters_where() -> None:
    """All claims that `docs/acessar.md` promises, and a `jti` of 128 bits."""
    token = Entrance(KEYS, OURS).address(VISIT, NOW).removeprefix("https://bot.example/emitter?token=")
    said = claims(token)
    assert 22 == len(said.pop("jti"))
    issued = 1795521600
    assert {
        "iss": "https://bot.example",
        "aud": "https://bot.example",
        "sub": "padaria",
        "reseller": "sol",
        "person": "ana",
        "purpose": "access",
        "iat": issued,
        "exp": issued + 60,
    } == said


def test_every_token_is_its_own() -> None:
    """Two entries at the same moment are two."""
    entrance = Entrance(KEYS, OURS)
    assert entrance.address(VISIT, NOW) != entrance.address(VISIT, NOW)


def test_token_takes_its_place_in_the_emitters_address() -> None:
    """Wherever the emitter wants it, and nothing else changes."""
    address = Entrance(KEYS, OURS, "https://emitter.example/in?a=1#t={token}").address(VISIT, NOW)
    before, token = address.split("#t=")
    assert ("https://emitter.example/in?a=1", "padaria") == (before, claims(token)["sub"])


@pytest.mark.parametrize(
    ("access_url", "audience"),
    [
        ("", "https://bot.example"),
        ("https://Emitter.Example/in?token={token}", "https://emitter.example"),
        ("https://emitter.example:443/in/{token}", "https://emitter.example"),
        ("https://emitter.example:8443/in/{token}", "https://emitter.example:8443"),
        ("http://localhost:80/in/{token}", "http://localhost"),
        ("http://[::1]:9000/in/{token}", "http://[::1]:9000"),
    ],
)
def test_audience_is_the_emitters_origin(access_url: str, audience: str) -> None:
    """As a browser writes it, so that both sides write the same."""
    entrance = Entrance(KEYS, OURS, access_url)
    assert (audience, access_url == "") == (entrance.audience, entrance.built_in)
