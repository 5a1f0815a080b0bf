"""Files that people send in a chat. They are fetched by a task, not in a turn."""

from typing import Protocol


class FileTooLarge(Exception):  # noqa: N818 - a fact about the file
    """It has more bytes than are wanted."""


class FileUnavailable(Exception):  # noqa: N818 - a state of the channel
    """The channel does not give it: it cannot be reached, or has the file no more."""


class SentFiles(Protocol):
    """What is sent on all channels."""

    async def fetch(self, channel: str, file_id: str, most: int) -> bytes:
        """A file.

        Args:
            channel: on which it was sent.
            file_id: the channel's name for it.
            most: bytes that are wanted at most.

        Raises:
            FileTooLarge: it has more.
            FileUnavailable: it cannot be had.
        """
