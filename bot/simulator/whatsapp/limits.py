"""How fast the bot may write on WhatsApp.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/about-the-platform#throughput
and #pair-rate-limits: 80 messages a second; to one person one in six seconds, after a burst of 45.
"""

from dataclasses import dataclass, field

from bot.simulator.limits import Bucket
from bot.simulator.whatsapp.errors import pair_limit, throughput


@dataclass(slots=True)
class Limits:
    """How fast the bot may write.

    Args:
        per_second: to everybody together.
        pair_seconds: between two messages to the same person, in the long run.
        pair_burst: to the same person, at once.
    """

    per_second: float = 80
    pair_seconds: float = 6
    pair_burst: float = 45
    _all: Bucket | None = None
    _pairs: dict[str, Bucket] = field(default_factory=dict)

    def take(self, recipient: str, now: float) -> None:
        """Counts one message.

        Raises:
            CloudError: 131056 or 130429; Meta does not say how long to wait.
        """
        if self._all is None:
            self._all = Bucket(self.per_second, now)
        pair = self._pairs.setdefault(recipient, Bucket(self.pair_burst, now))
        if pair.wait(now, 1 / self.pair_seconds, self.pair_burst) > 0:
            raise pair_limit()
        if self._all.wait(now, self.per_second, self.per_second) > 0:
            raise throughput()
        self._all.level -= 1
        pair.level -= 1
