"""One turn of a conversation: what came in, what is known, and what goes out."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from conversations.draft import Chat, Draft
from conversations.ports import Ports
from conversations.ports.people import Account, Person
from conversations.prompt import Effect, Reply

DOUBLE_TAP = 3.0  # seconds within which the same tap again is a slip of the finger


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
        """Adds something to what goes out. Whatever is said to words or a command ends a tap's moment."""
        if self.reply.choice is None and self.reply.event is None:
            self.chat.tapped = ("", "")
        self.effects.append(effect)

    def note_tap(self) -> None:
        """Remembers a tap that is taken as an answer."""
        if self.reply.choice is not None:
            self.chat.tapped = (f"{self.reply.prompt}|{self.reply.choice}", self.now.isoformat())

    def is_double_tap(self) -> bool:
        """Whether the same button was tapped a moment ago, and did what it says."""
        tap, when = self.chat.tapped
        if self.reply.choice is None or tap != f"{self.reply.prompt}|{self.reply.choice}":
            return False
        return (self.now - datetime.fromisoformat(when)).total_seconds() < DOUBLE_TAP

    def new_draft(self, conversation: str) -> Draft:
        """Starts a draft and makes its conversation the active one."""
        draft = Draft(id=hashlib.sha256(self.key.encode()).hexdigest()[:8], conversation=conversation)
        self.chat.drafts[conversation] = draft
        self.chat.active = conversation
        return draft
