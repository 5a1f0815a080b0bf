"""Passwords, which are never kept."""

from typing import Protocol


class Passwords(Protocol):
    """Hashes and judges passwords, off the event loop."""

    async def hash(self, password: str) -> str:
        """The Argon2id hash of a password."""

    async def matches(self, password: str, hashed: str) -> bool:
        """Whether this is the password of that hash."""

    async def is_common(self, password: str) -> bool:
        """Whether it is among the ones people try first, such as the panel's 123456."""
