import hashlib


class FakePasswords:
    """A quick one-way hash, and a handful of common passwords."""

    common = frozenset({"123456", "12345678", "senha123", "password"})

    async def hash(self, password: str) -> str:
        return "fake$" + hashlib.sha256(password.encode()).hexdigest()

    async def matches(self, password: str, hashed: str) -> bool:
        return await self.hash(password) == hashed

    async def is_common(self, password: str) -> bool:
        return password.lower() in self.common
