"""What keeps personal data unreadable at rest, and tokens unguessable."""

import base64
import hashlib
import hmac
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from conversations.quick_json import from_json, to_json

__all__ = ["InvalidToken", "Seal", "TokenMaker", "derive", "token_digest"]


def derive(secret_key: str, purpose: str) -> bytes:
    """32 bytes for one purpose from the one secret (HKDF, RFC 5869)."""
    return HKDF(SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret_key.encode())


class Seal:
    """Seals JSON values with keys derived from `SECRET_KEY`.

    Args:
        secret_key: one secret, or several parted by commas: the first seals, all open, so that a key
            can be changed without losing what it sealed.
    """

    def __init__(self, secret_key: str) -> None:
        keys = [base64.urlsafe_b64encode(derive(key, "seal")) for key in secret_key.split(",")]
        self._fernet = MultiFernet([Fernet(key) for key in keys])
        self._digest_key = derive(secret_key.split(",", maxsplit=1)[0], "digest")

    def close(self, value: Any) -> bytes:
        """Seals a JSON-serialisable value."""
        return self.close_text(to_json(value).decode())

    def close_text(self, text: str) -> bytes:
        """Seals a text that UTF-8 can carry."""
        return self._fernet.encrypt(text.encode())

    def open(self, sealed: bytes) -> Any:
        """The value that was sealed.

        Raises:
            InvalidToken: it was sealed with another key, or changed since.
        """
        return from_json(self.open_text(sealed))

    def open_text(self, sealed: bytes) -> str:
        """The text that was sealed.

        Raises:
            InvalidToken: as `open`.
        """
        return self._fernet.decrypt(sealed).decode()

    def digest(self, text: str) -> str:
        """A name for a text that tells it to nobody without the key: for keys of what is sealed."""
        return hmac.digest(self._digest_key, text.encode(), "sha256").hex()


class TokenMaker:
    """Makes the same unguessable token for the same key, so that a replayed turn makes no second one.

    Args:
        secret_key: as for `Seal`; only the first secret makes tokens.
    """

    def __init__(self, secret_key: str) -> None:
        self._key = derive(secret_key.split(",", maxsplit=1)[0], "tokens")

    def token(self, purpose: str, key: str) -> str:
        """192 bits in 32 URL-safe characters."""
        digest = hmac.digest(self._key, f"{purpose}\0{key}".encode(), "sha256")
        return base64.urlsafe_b64encode(digest[:24]).decode()


def token_digest(token: str) -> str:
    """What is stored of a token: its SHA-256, in hex."""
    return hashlib.sha256(token.encode()).hexdigest()
