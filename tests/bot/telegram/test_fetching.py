"""What somebody sends is fetched from the Bot API, and never more of it than is wanted."""

import pytest

from bot.sent_files import ChannelFiles
from bot.simulator.world import World
from bot.telegram.channel import TelegramChannel
from conversations.ports.sent_files import FileTooLarge, FileUnavailable


async def test_a_file_is_fetched(channel: TelegramChannel, world: World) -> None:
    """Byte for byte."""
    file_id = world.files.put(b"12345", "logo.png")
    assert b"12345" == await ChannelFiles({"telegram": channel}).fetch("telegram", file_id, 5)


async def test_no_more_than_is_wanted(channel: TelegramChannel, world: World) -> None:
    """Telegram tells how large it is."""
    file_id = world.files.put(b"12345", "logo.png")
    with pytest.raises(FileTooLarge):
        await channel.fetch(file_id, 4)


async def test_what_is_not_there_cannot_be_had(channel: TelegramChannel, world: World) -> None:
    """Nothing that is said of it has the token, which stands in addresses."""
    with pytest.raises(FileUnavailable) as refused:
        await channel.fetch("gone", 5)
    assert (None, False) == (refused.value.__cause__, world.token in str(refused.value))


async def test_a_channel_that_is_off_has_nothing() -> None:
    """It was sent before the settings changed."""
    with pytest.raises(FileUnavailable):
        await ChannelFiles({}).fetch("telegram", "logo", 5)
