"""The keys of access tokens follow from the secret, and only their public halves are shown."""

import jwt

from bot.access.keys import AccessKeys, _thumbprint


def test_public_key_is_complete() -> None:
    """The published key says what it is for, and is no private one."""
    (key,) = AccessKeys("secret").public()["keys"]
    assert {"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA"} == {
        name: value for name, value in key.items() if name not in {"kid", "x"}
    }


def test_key_follows_from_the_secret() -> None:
    """Every process has the same key, another secret another one."""
    assert AccessKeys("secret").public() == AccessKeys("secret").public()
    assert AccessKeys("secret").public() != AccessKeys("other").public()


def test_key_is_named_by_its_thumbprint() -> None:
    """As the example of RFC 8037, appendix A.3."""
    public = {"crv": "Ed25519", "kty": "OKP", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    assert "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k" == _thumbprint(public)


def test_first_secret_signs() -> None:
    """After a change the new key signs, and what the old one signed can still be checked."""
    before, after = AccessKeys("old"), AccessKeys("new,old")
    published = jwt.PyJWKSet.from_dict(after.public())
    kids = [jwt.get_unverified_header(keys.sign({}))["kid"] for keys in (before, after)]
    assert [AccessKeys(one).public()["keys"][0]["kid"] for one in ("old", "new")] == kids
    for keys, kid in zip((before, after), kids, strict=True):
        assert {"a": 1} == jwt.decode(keys.sign({"a": 1}), published[kid], algorithms=["EdDSA"])
