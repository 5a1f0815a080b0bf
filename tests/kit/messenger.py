"""The simplest channel: what is said to it is the conversations' own words, and it keeps what it sends."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.channel import Incoming
from bot.outgoing import Message, Outgoing
from conversations.ports.people import Account
from conversations.ports.sent_files import FileUnavailable
from conversations.prompt import Reply
from conversations.talk import talk
from conversations.turn import Turn

Route = Callable[[Turn], Awaitable[None]]


class Messenger:
    """Reads bodies that are the fields of a Reply.

    Args:
        route: what answers.
    """

    erases = True

    def __init__(self, route: Route = talk) -> None:
        self.sent: list[tuple[str, Outgoing]] = []
        self._route = route

    @property
    def said(self) -> list[str]:
        """The texts of the prompts that were sent."""
        return [outgoing.prompt.text for _, outgoing in self.sent if isinstance(outgoing, Message)]

    def read(self, body: dict[str, Any]) -> Incoming:
        return Incoming(Account("telegram", "1001"), "Ana Lima", Reply(**body))

    async def route(self, turn: Turn) -> None:
        await self._route(turn)

    async def settle(self, chat: str, body: dict[str, Any]) -> None:
        return None

    async def fetch(self, file_id: str, most: int) -> bytes:
        raise FileUnavailable(file_id)

    def compose(self, outgoing: list[Outgoing]) -> list[Outgoing]:
        return outgoing

    async def send(self, chat: str, outgoing: Outgoing, screen: dict[str, Any]) -> dict[str, Any]:
        self.sent.append((chat, outgoing))
        return {"message": str(len(self.sent))}
