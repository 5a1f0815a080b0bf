"""Passwords by Argon2id, and zxcvbn's word on which are common."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from zxcvbn import zxcvbn

LOOKED_AT = 100
"""zxcvbn's time grows with the square of the length, and a common beginning tells enough."""

OUR_WORDS = [
    "senha",
    "minhasenha",
    "mudar",
    "trocar",
    "emissor",
    "nfe",
    "nota",
    "fiscal",
    "contabil",
    "acesso",
]
"""What people here begin a password with, beside zxcvbn's own lists."""

TOO_EASY = 1
"""zxcvbn's score for less than a million guesses."""


class Argon2Passwords:
    """Hashes in threads: one takes some 100 ms and 64 MiB (argon2-cffi's defaults, after RFC 9106)."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()

    async def hash(self, password: str) -> str:
        """As `conversations.ports.passwords.Passwords.hash`."""
        return await asyncio.to_thread(self._hasher.hash, _bytes(password))

    async def matches(self, password: str, hashed: str) -> bool:
        """As `conversations.ports.passwords.Passwords.matches`.

        Raises:
            argon2.exceptions.InvalidHashError: `hashed` is no hash at all.
        """
        try:
            return await asyncio.to_thread(self._hasher.verify, hashed, _bytes(password))
        except VerifyMismatchError:
            return False

    async def is_common(self, password: str) -> bool:
        """As `conversations.ports.passwords.Passwords.is_common`; an empty one is."""
        return not password or await asyncio.to_thread(_too_easy, password[:LOOKED_AT])


def _bytes(password: str) -> bytes:
    """UTF-8, also of half a surrogate pair: the error it would be otherwise carries the password."""
    return password.encode(errors="surrogatepass")


def _too_easy(password: str) -> bool:
    score: int = zxcvbn(password, user_inputs=OUR_WORDS, max_length=LOOKED_AT)["score"]
    return score <= TOO_EASY
