"""The keys that sign access tokens, and their public halves for who checks them."""

import base64
import hashlib
import json
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.algorithms import OKPAlgorithm

from bot.sealing import derive

ALGORITHM = "EdDSA"
PURPOSE = "access-tokens"


class AccessKeys:
    """One Ed25519 key for each secret.

    Args:
        secret_key: one secret, or several parted by commas: the first signs, all are published, so that a
            token signed a moment before the change is still taken.
    """

    def __init__(self, secret_key: str) -> None:
        private = [
            Ed25519PrivateKey.from_private_bytes(derive(one, PURPOSE)) for one in secret_key.split(",")
        ]
        self._signing = private[0]
        self._public = [_jwk(key) for key in private]

    def sign(self, claims: dict[str, Any]) -> str:
        """The claims as a signed JWT (RFC 7519) that names its key."""
        return jwt.encode(claims, self._signing, ALGORITHM, headers={"kid": self._public[0]["kid"]})

    def public(self) -> dict[str, Any]:
        """The public keys as a JWK set (RFC 7517, RFC 8037)."""
        return {"keys": self._public}


def _jwk(key: Ed25519PrivateKey) -> dict[str, str]:
    public = OKPAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {**public, "kid": _thumbprint(public), "use": "sig", "alg": ALGORITHM}


def _thumbprint(public: dict[str, str]) -> str:
    """A name that follows from the key itself, the same in every process. Source: RFC 7638; RFC 8037, 2."""
    canonical = json.dumps(public, sort_keys=True, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(hashlib.sha256(canonical).digest()).decode().rstrip("=")
