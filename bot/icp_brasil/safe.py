"""How a packed certificate is kept: file and passphrase together, sealed with the program's own key."""

import base64
from dataclasses import dataclass

from bot.sealing import InvalidToken, Seal

KIND = "A1"


@dataclass(frozen=True, slots=True)
class Unsealed:
    """A certificate as the emitter gets it: a PKCS #12 file, and what opens it."""

    file: bytes
    passphrase: str


def sealed(seal: Seal, file: bytes, passphrase: str) -> bytes:
    """What is stored."""
    return seal.close(
        {"certificate": KIND, "file": base64.b64encode(file).decode(), "passphrase": passphrase}
    )


def unsealed(seal: Seal, stored: bytes) -> Unsealed:
    """What was stored.

    Raises:
        bot.sealing.InvalidToken: no key of SECRET_KEY opens it, or it is something else that was sealed.
    """
    kept = seal.open(stored)
    if not isinstance(kept, dict) or kept.get("certificate") != KIND:
        raise InvalidToken
    return Unsealed(base64.b64decode(kept["file"]), kept["passphrase"])
