"""Flood limits, as the Bot API's own FAQ gives them.

Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

import math
from dataclasses import dataclass, field

from bot.simulator.errors import flood


@dataclass(slots=True)
class Bucket:
    """Holds so many messages, and gets one back each `1 / rate` seconds.

    Args:
        level: how many it has.
        at: Unix time of that.
    """

    level: float
    at: float

    def wait(self, now: float, rate: float, size: float) -> float:
        """Seconds until the next message fits."""
        self.level, self.at = min(size, self.level + (now - self.at) * rate), now
        return max(0.0, (1 - self.level) / rate)


@dataclass(slots=True)
class Limits:
    """How fast the bot may write.

    Args:
        per_second: to all chats together.
        chat_per_second: to one chat, in the long run.
        chat_burst: to one chat, at once.
    """

    per_second: float = 30
    chat_per_second: float = 1
    chat_burst: float = 5
    _all: Bucket | None = None
    _chats: dict[int, Bucket] = field(default_factory=dict)

    def take(self, chat_id: int, now: float) -> None:
        """Counts one message.

        Raises:
            ApiError: 429, with the whole seconds to wait.
        """
        if self._all is None:
            self._all = Bucket(self.per_second, now)
        chat = self._chats.setdefault(chat_id, Bucket(self.chat_burst, now))
        seconds = max(
            self._all.wait(now, self.per_second, self.per_second),
            chat.wait(now, self.chat_per_second, self.chat_burst),
        )
        if seconds > 0:
            raise flood(math.ceil(seconds))
        self._all.level -= 1
        chat.level -= 1
