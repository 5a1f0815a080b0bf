from conversations.ports.sent_files import FileTooLarge, FileUnavailable


class FakeSentFiles:
    """Files by the channel and its name for them."""

    def __init__(self) -> None:
        self.sent: dict[tuple[str, str], bytes] = {}

    async def fetch(self, channel: str, file_id: str, most: int) -> bytes:
        content = self.sent.get((channel, file_id))
        if content is None:
            raise FileUnavailable(file_id)
        if len(content) > most:
            raise FileTooLarge
        return content
