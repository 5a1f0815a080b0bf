"""The pace of tests for which it is of no matter."""


class Unlimited:
    """Lets everything go at once."""

    async def wait(self, chat: str) -> None:
        pass

    async def hold(self, seconds: float) -> None:
        pass
