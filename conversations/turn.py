"""One turn of a conversation: what came in, what is known, and what goes out."""

import hashlib
import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import structlog

from conversations.draft import Chat, Draft
from conversations.ports import Ports
from conversations.ports.deeds import What
from conversations.ports.invites import Offer
from conversations.ports.people import Account, Own, Person, Reseller
from conversations.prompt import MORE, Effect, Prompt, Reply

log = structlog.get_logger()
_ID = re.compile(r"[\w.:!-]{0,64}", re.ASCII)  # whatever else a forged button says is not logged
_PAGE = re.compile(r"[1-9][0-9]?")
DOUBLE_TAP = 3.0  # seconds within which the same tap again is a slip of the finger


@dataclass(frozen=True, slots=True)
class Go:
    """Where a turn leads: a screen by name, so that screens and forms need not know each other."""

    screen: str
    args: dict[str, Any]
    notice: str = ""


@dataclass(slots=True, kw_only=True)
class Turn:
    """Handed to whatever answers a reply.

    Args:
        key: names the turn, the same when it is replayed: chat and update id.
        now: UTC.
        account: who writes, and under which name.
        reply: what came in.
        chat: what the chat remembers; changed in place.
        person: who that is for us, none for a customer or stranger.
        guest: the invite that somebody who is no reseller's person may register by.
        own: the registration such a one has made.
        ports: the world outside.
        effects: what goes out, in order.
        milestones: how far conversations came, each with the conversation's name.
        next: the screen to show when the reply is dealt with.
        noted: whether a tap on what is not there was logged.
        erases: whether what people send can be taken out of the chat.
        page: of the choices, that the reply turned to.
    """

    key: str
    now: datetime
    account: Account
    account_name: str = ""
    reply: Reply
    chat: Chat
    person: Person | None
    guest: Offer | None = None
    own: Own | None = None
    ports: Ports
    effects: list[Effect] = field(default_factory=list)
    milestones: list[tuple[str, str]] = field(default_factory=list)
    next: "Go | None" = None
    noted: bool = False
    erases: bool = True
    page: int = 1

    @property
    def seller(self) -> Reseller:
        """The reseller this turn is about: the person's, or the one who invited.

        Raises:
            ValueError: a stranger's turn is about none.
        """
        if self.person:
            return self.person.reseller
        if self.guest:
            return self.guest.reseller
        raise ValueError("a stranger has no reseller")

    def say(self, effect: Effect) -> None:
        """Adds something to what goes out. Whatever is said to words or a command ends a tap's moment."""
        if self.reply.choice is None and self.reply.event is None:
            self.chat.tapped = ("", "")
        if self.page > 1 and isinstance(effect, Prompt) and effect.choices:
            effect = replace(effect, page=self.page)
        self.effects.append(effect)

    def reach(self, conversation: str, milestone: str) -> None:
        """Notes how far a conversation came, for whoever watches the service: no answer, no name.

        Args:
            conversation: its form's name.
            milestone: the number of a step, or how it ended.
        """
        self.milestones.append((conversation, milestone))

    def go(self, screen: str, notice: str = "", **args: Any) -> None:
        """Leads to a screen, which is shown when the reply is dealt with.

        Args:
            screen: its name.
            notice: what to say above it.
            args: what it is shown with.
        """
        self.next = Go(screen, args, notice)

    def go_back(self, screen: str, notice: str = "") -> None:
        """Leads back to a list, as it was shown last: on its page, with what was looked for.

        Args:
            screen: its name.
            notice: what to say above it.
        """
        self.next = Go(screen, self.chat.lists.get(screen, {}), notice)

    async def did(self, what: What, subject: str) -> None:
        """Notes that whoever writes did something to a customer or a plan.

        Args:
            what: which deed.
            subject: the customer's or the plan's id.
        """
        await self.ports.deeds.note(self.seller.id, self.person.id if self.person else "", what, subject)

    def turns_page(self) -> bool:
        """Whether the reply asks for another page of the choices; what is said next is then on that page."""
        number = (self.reply.choice or "").removeprefix(MORE)
        if number == self.reply.choice or not _PAGE.fullmatch(number):
            return False
        self.page = int(number)
        return True

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

    def note_missing(self, id_: str = "") -> None:
        """Logs a tap on what is not there for this account: gone by now, or never its own. Ids alone.

        Args:
            id_: of what it was about, where the prompt's id does not say it.
        """
        if self.reply.choice is None or self.noted:
            return  # a link that was opened, or news; and one line a tap
        self.noted = True
        prompt, about = (text if _ID.fullmatch(text) else "?" for text in (self.reply.prompt, id_))
        chat = f"{self.account.channel}:{self.account.id}"
        log.info("callback for what is not there", chat=chat, prompt=prompt, id=about)

    def note_unknown_button(self) -> None:
        """Logs a tap on a question of a draft that this chat does not have."""
        if self.reply.prompt.partition(":")[0] not in {draft.id for draft in self.chat.drafts.values()}:
            self.note_missing()

    def new_draft(self, conversation: str) -> Draft:
        """Starts a draft and makes its conversation the active one."""
        draft = Draft(id=hashlib.sha256(self.key.encode()).hexdigest()[:8], conversation=conversation)
        self.chat.drafts[conversation] = draft
        self.chat.active = conversation
        return draft
