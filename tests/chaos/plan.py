"""What is to happen in a storm."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Literal

Blow = Literal["kill", "freeze", "kill redis", "cut the database off"]
LAST_BLOW = 0.9  # of all that is to be said; afterwards everybody can recover


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to happen.

    Args:
        chats: how many register at once.
        on_whatsapp: whether there, instead of on Telegram.
        workers: how many processes answer them.
        kills: how often a worker is killed, at any moment.
        freezes: how often a worker is stopped for longer than a lease, and goes on as if nothing were.
        cuts: of each role, how many processes die between two words to Redis, of at most how many about
            chats.
        redis_deaths: how often Redis is killed.
        redis_out: seconds until it is started again.
        database_out: seconds for which the database is out; 0 for never.
        lost_answers: one answer of Redis in so many is lost on its way; 0 for none.
        lease_ms: how long a chat is a dead worker's.
        late: seconds that a late delivery or a duplicate takes at most.
        longest: seconds after which it is given up.
        sabotage: makes the program worse than it is.
        tell: told how it goes.
    """

    chats: int
    on_whatsapp: bool = False
    workers: int = 2
    kills: int = 0
    freezes: int = 0
    cuts: dict[str, tuple[int, int]] = field(default_factory=dict)
    redis_deaths: int = 0
    redis_out: float = 0.3
    database_out: float = 0.0
    lost_answers: int = 0
    lease_ms: int = 1000
    late: float = 0.5
    longest: float = 120.0
    sabotage: Callable[[], None] | None = None
    tell: Callable[[str], None] = lambda _: None

    def blows(self, length: int, chance: Random) -> list[tuple[float, Blow]]:
        """What strikes when so much was said, which is fair to slow machines and to quick ones.

        Args:
            length: of all dialogues.
            chance: decides when.
        """
        counts: dict[Blow, int] = {
            "kill": self.kills,
            "freeze": self.freezes,
            "kill redis": self.redis_deaths,
            "cut the database off": bool(self.database_out),
        }
        blows = [blow for blow, count in counts.items() for _ in range(count)]
        return sorted((chance.uniform(0, length * LAST_BLOW), blow) for blow in blows)
