"""What the bot is still to be told, and how it is told: one by one, or the way Meta also does it."""

from dataclasses import dataclass, field
from random import Random

from bot.simulator.chats import Json
from bot.simulator.whatsapp.envelope import Notice, Shape

ALL = "all"
"""The lane of everything, where several things go in one body."""


@dataclass(slots=True)
class Deliveries:
    """The queue of one webhook, and what tests can turn.

    Args:
        url: of the webhook; empty for none yet.
        pending: what the bot has not answered with 200, by id.
        next_id: id of the next one.
        times: how often each body is delivered; Meta delivers at least once.
        most: how many things a body tells at most.
        shape: how several of them stand in one body.
        random: picks whose message goes out next, so that chats overtake each other; none keeps the order.
        statuses: whether the bot is told how its messages fare; failures it is always told.
        held: whether everything waits.
        last_error: what went wrong last, empty for nothing.
    """

    url: str = ""
    pending: dict[int, Notice] = field(default_factory=dict)
    next_id: int = 1
    times: int = 1
    most: int = 1
    shape: Shape = "messages"
    random: Random | None = None
    statuses: bool = True
    held: bool = False
    last_error: str = ""

    def add(self, lane: str, value: Json, field_name: str = "messages") -> None:
        """Queues one thing to tell."""
        self.pending[self.next_id] = Notice(self.next_id, lane, value, field_name)
        self.next_id += 1

    def lanes(self) -> set[str]:
        """The lanes in which something waits; each is delivered in its order, beside the others."""
        if self.held or not self.url or not self.pending:
            return set()
        return {ALL} if self._together else {notice.lane for notice in self.pending.values()}

    def next(self, lane: str) -> list[Notice]:
        """What the next body of a lane tells; nothing if all is told or held."""
        if lane not in self.lanes():
            return []
        waiting = [n for n in self.pending.values() if lane in {ALL, n.lane}]
        if self.random:
            waiting = _shuffled(waiting, self.random)
        return waiting[: self.most]

    def confirm(self, notices: list[Notice]) -> None:
        """Forgets what was told."""
        for notice in notices:
            self.pending.pop(notice.id, None)

    @property
    def _together(self) -> bool:
        return self.most > 1 or self.random is not None


def _shuffled(notices: list[Notice], by: Random) -> list[Notice]:
    """Any order in which what is of the same lane keeps its own."""
    lanes: dict[str, list[Notice]] = {}
    for notice in notices:
        lanes.setdefault(notice.lane, []).append(notice)
    turns = [notice.lane for notice in notices]
    by.shuffle(turns)
    return [lanes[lane].pop(0) for lane in turns]
