"""One turn of a conversation: what came in, what is known, and what goes out."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from conversations.draft import Chat, Draft
from conversations.ports import Ports
from conversations.ports.people import Account, Person
from conversations.prompt import Effect, Reply


@dataclass(slots=True, kw_only=True)
class Turn:
    """Handed to whatever answers a reply.

    Args:
        key: names the turn, the same when it is replayed: chat and update id.
        now: UTC.
        account: who writes, and under which name.
        reply: what came in.
        chat: what the chat remembers; changed in place.
        person: who that is for us, none for a stranger.
        ports: the world outside.
        effects: what goes out, in order.
    """

    key: str
    now: datetime
    account: Account
    account_name: str = ""
    reply: Reply
    chat: Chat
    person: Person | None
    ports: Ports
    effects: list[Effect] = field(default_factory=list)

    def say(self, effect: Effect) -> None:
        """Adds something to what goes out."""
        self.effects.append(effect)

    def new_draft(self, conversation: str) -> Draft:
        """Starts a draft and makes its conversation the active one."""
        draft = Draft(id=hashlib.sha256(self.key.encode()).hexdigest()[:8], conversation=conversation)
        self.chat.drafts[conversation] = draft
        self.chat.active = conversation
        return draft
