"""The Bot API's methods by name, answers as they come: for what is called in every turn.

The library's own methods turn each answer into an object of all it may hold, which we would not look at; that
is half the work of a message. Errors are the library's.
"""

from dataclasses import dataclass
from typing import Any, cast

from telegram import Bot
from telegram.request import BaseRequest, RequestData

from conversations.quick_json import to_json


@dataclass(frozen=True, slots=True)
class _Parameters:
    """What `AiohttpRequest` reads of the library's RequestData, which can only be made of private parts."""

    json_payload: bytes
    contains_files: bool = False


class Api:
    """Calls methods.

    Args:
        bot: the library's client, opened; its token and its connections are used.
    """

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def call(
        self, method: str, *, read_timeout: Any = BaseRequest.DEFAULT_NONE, **parameters: Any
    ) -> Any:
        """What a method answers.

        Args:
            method: such as "sendMessage".
            read_timeout: seconds until an answer is given up, if not as usual.
            parameters: as in the Bot API's reference; none is left out.

        Raises:
            telegram.error.TelegramError: as for the library's own methods.
        """
        told = to_json({name: value for name, value in parameters.items() if value is not None})
        data = cast("RequestData", _Parameters(told))
        return await self._bot.request.post(f"{self._bot.base_url}/{method}", data, read_timeout=read_timeout)
