"""The updates the bot has not confirmed yet, and where they go."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.simulator.chats import Json

UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}
"""Kinds a bot gets only when it names them in `allowed_updates`."""


@dataclass(frozen=True, slots=True)
class Update:
    """One update.

    Args:
        id: rising by one.
        kind: such as `message` or `callback_query`.
        payload: what stands under that key.
        lane: updates of one lane reach a webhook one after another; a message and a tap of the same
            chat have lanes of their own, as on the real server, and may arrive at the same moment.
    """

    id: int
    kind: str
    payload: Json
    lane: str

    def to_api(self) -> Json:
        """The Bot API's Update."""
        return {"update_id": self.id, self.kind: self.payload}


@dataclass(slots=True)
class Webhook:
    """Where updates are delivered, and how the last delivery went wrong."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    last_error_date: int = 0
    last_error_message: str = ""


@dataclass(slots=True)
class Updates:
    """The queue of one bot.

    Args:
        next_id: id of the next update.
        pending: unconfirmed updates by id.
        allowed: kinds the bot asked for; empty means the usual ones.
        webhook: set, or none for getUpdates.
        poll: counts getUpdates requests, so that an older one knows that it was replaced.
    """

    next_id: int = 1000
    pending: dict[int, Update] = field(default_factory=dict)
    allowed: list[str] = field(default_factory=list)
    webhook: Webhook | None = None
    poll: int = 0

    def add(self, kind: str, payload: Json, chat_id: int) -> None:
        """Queues an update, if the bot wants that kind."""
        if kind in self.allowed or (not self.allowed and kind not in UNASKED):
            self.pending[self.next_id] = Update(self.next_id, kind, payload, f"{kind}:{chat_id}")
            self.next_id += 1

    def confirm(self, ids: Iterable[int]) -> bool:
        """Forgets updates; says whether there was any to forget."""
        before = len(self.pending)
        for update_id in ids:
            self.pending.pop(update_id, None)
        return len(self.pending) < before

    def confirm_before(self, offset: int) -> bool:
        """What the offset of getUpdates does: a negative one keeps only so many of the newest."""
        if offset < 0:
            return self.confirm(list(self.pending)[:offset])
        return self.confirm([update_id for update_id in self.pending if update_id < offset])
