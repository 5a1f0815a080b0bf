from conversations.ports.links import LinkKind


class FakeLinks:
    """Addresses that name what they are for; `made` keeps them by their key."""

    def __init__(self, *, available: bool = True) -> None:
        self.made: dict[tuple[str, str, str], str] = {}
        self._available = available

    def available(self) -> bool:
        return self._available

    async def password(self, customer_id: str, kind: LinkKind, key: str) -> str:
        assert self._available, "ask available() first"
        made = self.made
        return made.setdefault((customer_id, kind, key), f"https://bot.example/s/token{len(made) + 1}")
