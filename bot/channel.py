"""What the worker needs of a channel."""

from dataclasses import dataclass
from typing import Any, Protocol

from bot.outgoing import Outgoing
from conversations.ports.people import Account
from conversations.prompt import Reply
from conversations.turn import Turn


class CannotSend(Exception):  # noqa: N818 - a state of the chat
    """Nothing can be sent to this chat, now or later: its owner blocked the bot or left."""


class SendLater(Exception):  # noqa: N818 - a request of the channel
    """The channel wants the message later.

    Args:
        seconds: how long to wait.
        progress: what `send` is then given as the screen, where some of the message has gone already.
    """

    def __init__(self, seconds: float, progress: dict[str, Any] | None = None) -> None:
        super().__init__(f"in {seconds} s")
        self.seconds = seconds
        self.progress = progress


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update, understood.

    Args:
        account: who sent it.
        account_name: under which name.
        reply: what it says.
        first: what the channel wants sent before anything else.
        tapped: the message whose button was tapped.
    """

    account: Account
    account_name: str
    reply: Reply
    first: tuple[Outgoing, ...] = ()
    tapped: str = ""


class Channel(Protocol):
    """A messenger.

    Args:
        erases: whether what people send can be taken out of the chat.
    """

    @property
    def erases(self) -> bool: ...  # noqa: D102 - see the class

    def read(self, body: dict[str, Any]) -> Incoming:
        """Understands an update as it was delivered."""

    async def route(self, turn: Turn) -> None:
        """Lets the conversations answer the turn's reply, as `read` understood it."""

    async def settle(self, chat: str, body: dict[str, Any]) -> tuple[Outgoing, ...] | None:
        """Takes an update in which nobody says anything, such as that a message arrived.

        Returns:
            What is to be sent because of it, or none where somebody says something.

        Raises:
            RedisError: Redis is away.
        """

    def compose(self, outgoing: list[Outgoing]) -> list[Outgoing]:
        """What a turn sends, as this channel says it best."""

    async def send(self, chat: str, outgoing: Outgoing, screen: dict[str, Any]) -> dict[str, Any]:
        """Sends one message.

        Args:
            chat: the channel's name for the chat.
            outgoing: what to send.
            screen: what this method returned for the chat's last message.

        Raises:
            CannotSend: nothing can be sent to this chat.
            SendLater: the channel asks to wait, or cannot be reached.
        """

    async def fetch(self, file_id: str, most: int) -> bytes:
        """A file that somebody sent.

        Args:
            file_id: the channel's name for it.
            most: bytes that are wanted at most.

        Raises:
            conversations.ports.sent_files.FileTooLarge: it has more.
            conversations.ports.sent_files.FileUnavailable: it cannot be had.
        """
