"""What is signed is signed as Standard Webhooks says, with every secret there is."""

import base64
from datetime import UTC, datetime

import pytest
from standardwebhooks import Webhook

from bot.provisioning.secret import Signer, good_secrets
from tests.kit.emitter import SECRET

OTHER = "whsec_" + base64.b64encode(b"another secret, of 32 bytes here").decode()


def secret_of(length: int) -> str:
    return "whsec_" + base64.b64encode(b"x" * length).decode()


@pytest.mark.parametrize("secrets", [SECRET, f"{SECRET},{OTHER}", secret_of(24), secret_of(64)])
def test_good_secret(secrets: str) -> None:
    """24 to 64 bytes in base64, one or several."""
    assert good_secrets(secrets)


@pytest.mark.parametrize(
    "secrets",
    [
        "",
        "whsec_",
        secret_of(23),
        secret_of(65),
        f"{SECRET},",
        f"{SECRET}, {OTHER}",
        "whsec_é!",
        "s" * 33,
    ],
)
def test_bad_secret(secrets: str) -> None:
    """Too short, too long, or nothing that the other side could read."""
    assert not good_secrets(secrets)


@pytest.mark.parametrize("secret", [SECRET, OTHER])
def test_each_secret_verifies(secret: str) -> None:
    """While a secret is changed, whoever knows the old one or the new one takes what is sent."""
    headers = Signer(f"{OTHER},{SECRET}").headers("evt_1", '{"a":"é"}', datetime.now(UTC))
    assert {"a": "é"} == Webhook(secret).verify('{"a":"é"}', headers)


def test_signature_is_the_specification_s() -> None:
    """The example of the specification's own libraries."""
    at = datetime.fromtimestamp(1614265330, UTC)
    assert {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    } == Signer(SECRET).headers("msg_p5jXN8AQM9LWM0D4loKWxJek", '{"test": 2432232314}', at)


def test_what_is_signed_by_either_is_known() -> None:
    """A request to us may be signed with the old secret or the new one."""
    headers = Signer(SECRET).headers("req_1", "GET /x", datetime.now(UTC))
    assert Signer(f"{OTHER},{SECRET}").is_signed("GET /x", headers)


@pytest.mark.parametrize("signature", ["", "v1", "v1,!", "v1,a,b", "v1,AAAA", "v2,AAAA", "é,é"])
def test_strange_signature_is_none(signature: str) -> None:
    """Whatever stands there, it does not count and nothing breaks."""
    headers = Signer(SECRET).headers("req_1", "GET /x", datetime.now(UTC)) | {"webhook-signature": signature}
    assert not Signer(SECRET).is_signed("GET /x", headers)


@pytest.mark.parametrize("stamp", ["1614265330", "soon", "nan", "-1", "9" * 30])
def test_old_or_strange_time_is_no_signature(stamp: str) -> None:
    """What was signed long ago may have been overheard."""
    headers = Signer(SECRET).headers("req_1", "GET /x", datetime.now(UTC)) | {"webhook-timestamp": stamp}
    assert not Signer(SECRET).is_signed("GET /x", headers)


def test_other_text_is_not_signed() -> None:
    """A signature is for one text."""
    headers = Signer(SECRET).headers("req_1", "GET /x", datetime.now(UTC))
    assert not Signer(SECRET).is_signed("DELETE /x", headers)
