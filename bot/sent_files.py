"""What people send on all channels, for tasks."""

from collections.abc import Mapping

from bot.channel import Channel
from conversations.ports.sent_files import FileUnavailable


class ChannelFiles:
    """Fetches from whichever channel it was sent on.

    Args:
        channels: by their names.
    """

    def __init__(self, channels: Mapping[str, Channel]) -> None:
        self._channels = channels

    async def fetch(self, channel: str, file_id: str, most: int) -> bytes:
        """As `conversations.ports.sent_files.SentFiles.fetch`."""
        if channel not in self._channels:  # switched off since
            raise FileUnavailable(channel)
        return await self._channels[channel].fetch(file_id, most)
