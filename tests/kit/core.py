"""A player that talks to the conversations alone: no channel, no Redis, no database."""

import re
from contextlib import AsyncExitStack
from typing import Self

from bot.key_files import kind_of_document
from bot.simulator.files import sample_photo
from conversations.certificate.news import KEPT
from conversations.desk.spreadsheet import TASK as MAKE_SPREADSHEET
from conversations.draft import Chat
from conversations.first_access import logo
from conversations.payloads import found_in
from conversations.ports.people import Account, Person
from conversations.prompt import Contact, Document, Erase, Event, Picture, Prompt, Reply, Task, Tell
from conversations.registration import lookups
from conversations.reminding import note_progress
from conversations.talk import talk
from conversations.turn import Turn
from tests.contracts.registers import CITIES, real_lookups
from tests.kit.drawings import file_named
from tests.kit.given import NOON, PEOPLE, SOL, Given
from tests.kit.pages import certificate_of
from tests.kit.said import (
    Attaches,
    Commands,
    Opens,
    Sends,
    SendsFile,
    Shares,
    Taps,
    Types,
    Uploads,
    understood,
)
from tests.kit.somebody import spreadsheet_made
from tests.kit.stores import Stores
from tests.transcript import BOT, DELETES, LINK, SAME, TO, Line, document, picture, spoken

INVITE = re.compile(r"start=([cr]_[\w-]+)")


class Core:
    """The conversations, with everything they reach in memory, and whoever talks to them.

    Args:
        given: the start.
    """

    def __init__(self, given: Given = Given()) -> None:  # noqa: B008 - a frozen value
        self.now = NOON
        clock = lambda: self.now  # noqa: E731
        ana = Account("telegram", str(PEOPLE["Ana"].id))
        self.stores = Stores(
            {ana: Person("ana", "Ana Lima", SOL)} if given.linked else {},
            plans={SOL.id: given.plans},
            pages=given.links,
            clock=clock,
        )
        self.stores.people.offer("bom", SOL)
        self.turns = 0
        self.invite = ""  # the payload of the invite whose link was said last
        self.page = ""  # the address of the page whose link was said last
        self._given = given
        self._told: set[str] = set()
        self._chats = {name: _Chat(self, name) for name in PEOPLE}
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self.lookups = await self._stack.enter_async_context(real_lookups())
        for at, customer in self._given.customers:
            self.now = at
            await self.stores.customers.register(customer)
        self.now = NOON
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._stack.aclose()

    async def say(self, line: Line, expected: int = 0) -> list[Line]:
        """Says something and gives what the bot says to it, to whomever, its lookups included.

        Args:
            line: what to say.
            expected: how much the bot says to it; what is still looked up then arrives after what is said
                next. Without a number everything arrives at once.
        """
        if understood(line.text) == Uploads():
            return await self._upload(line.who)
        chat = self._chats[line.who]
        return await chat.reply(chat.understand(line.text), expected)

    async def _upload(self, who: str) -> list[Line]:
        """Sends a certificate by the link that was said last; whoever asked for it is told."""
        certificates = self.stores.certificates
        customer_id = certificates.customer_at(self.page)
        sent = certificate_of(self.stores.customers.kept[customer_id].answers)
        assert await certificates.take(self.page, sent)
        asked_by = certificates.asked_by[self.page]
        event = Event(KEPT, {"customer": customer_id}, "found")
        said = await self.tell(Tell(asked_by.channel, asked_by.id, event, once=self.page))
        return [Line(BOT if line.who == f"{TO}{who}" else line.who, line.text) for line in said]

    async def reply(self, reply: Reply) -> list[Line]:
        """As `say`, for any reply of Ana's."""
        return await self._chats["Ana"].reply(reply)

    @property
    def chat(self) -> Chat:
        """What Ana's chat remembers."""
        return self._chats["Ana"].chat

    @property
    def last(self) -> Prompt:
        """The newest prompt in Ana's chat."""
        return self._chats["Ana"].last

    async def tell(self, tell: Tell) -> list[Line]:
        """Something for another chat arrives there."""
        if tell.once and tell.once in self._told:
            return []
        self._told.add(tell.once)
        (name,) = [name for name, who in PEOPLE.items() if str(who.id) == tell.account]
        said = await self._chats[name].reply(Reply(event=tell.event))
        return [Line(f"{TO}{name}", line.text) for line in said]


class _Chat:
    """One person's chat."""

    def __init__(self, core: Core, name: str) -> None:
        self.chat = Chat()
        self._core = core
        self._who = PEOPLE[name]
        self._account = Account("telegram", str(self._who.id))
        self._tasks: list[Task] = []  # not done yet
        self._shown: list[Prompt] = []  # as they looked at first, newest last
        self._all: list[Prompt] = []  # what stands aside too
        self._tapped: Prompt | None = None

    @property
    def last(self) -> Prompt:
        return self._shown[-1]

    async def reply(self, reply: Reply, expected: int = 0) -> list[Line]:
        late, self._tasks = self._tasks, []
        said = await self._say(reply)
        for task in late:
            said += await self._arrive(task)
        while self._tasks and (not expected or len(said) < expected):
            said += await self._arrive(self._tasks.pop(0))
        return said

    async def _arrive(self, task: Task) -> list[Line]:
        stores = self._core.stores
        if task.name == MAKE_SPREADSHEET:
            event = spreadsheet_made(task, len(stores.registrations))
        elif task.name == logo.TASK:
            event = await logo.check(task, stores.files, stores.first_access.logos)
        else:
            event = await lookups.run(task, *self._core.lookups, CITIES)
        return await self._say(Reply(event=event))

    async def _say(self, reply: Reply) -> list[Line]:
        turn = await self._play(reply)
        said: list[Line] = []
        for effect in turn.effects:
            if isinstance(effect, Prompt):
                said.append(Line(BOT, self._show(effect, reply)))
            elif isinstance(effect, Erase):
                said += [Line(BOT, DELETES), Line(BOT, effect.done)]
            elif isinstance(effect, Picture):
                said.append(Line(BOT, picture(effect.caption)))
            elif isinstance(effect, Document):
                said.append(Line(BOT, document(effect.caption)))
        for effect in turn.effects:
            if isinstance(effect, Task):
                self._tasks.append(effect)
            elif isinstance(effect, Tell):
                said += await self._core.tell(effect)
        return said

    async def _play(self, reply: Reply) -> Turn:
        core = self._core
        core.turns += 1
        self.chat = Chat.from_json(self.chat.to_json())
        person = await core.stores.people.find(self._account)
        turn = Turn(
            key=f"telegram:{self._who.id}:{core.turns}",
            now=core.now,
            account=self._account,
            account_name=self._who.name,
            reply=reply,
            chat=self.chat,
            person=person,
            guest=None if person else await core.stores.invites.offer(self._account),
            own=None if person else await core.stores.people.own(self._account),
            ports=core.stores.ports,
        )
        await talk(turn)
        await note_progress(turn)
        return turn

    def _show(self, prompt: Prompt, reply: Reply) -> str:
        on_last = bool(self._shown) and (reply.event is not None or self._tapped is self.last)
        same = prompt.replaces and on_last and not prompt.asks_contact and not self.last.asks_contact
        self._all.append(prompt)
        if not prompt.aside:
            self._shown.append(prompt)
            self._tapped = prompt if same else self._tapped
        if found := INVITE.search(prompt.text):
            self._core.invite = found[1]
        if found := LINK.search(prompt.text):
            self._core.page = found[0]
        return (f"{SAME}\n" if same else "") + rendered(prompt)

    def understand(self, text: str) -> Reply:
        match understood(text):
            case Taps(label, old=old):
                return self._tap(label, old=old)
            case Commands(name, payload):
                return Reply(command=name, text=payload, ref="1")
            case Opens():
                return Reply(command="start", text=self._core.invite, ref="1")
            case Shares():
                return Reply(contact=Contact(self._who.phone, self._who.name), ref="1")
            case Attaches(name, phone):
                return Reply(contact=Contact(phone, name), ref="1")
            case Sends(kind):
                file = self._core.stores.sends(kind, sample_photo()) if kind == "photo" else None
                return Reply(media=kind, file=file, ref="1")
            case SendsFile(name):
                file = self._core.stores.sends(name, file_named(name))
                return Reply(media=kind_of_document(name, ""), file=file, ref="1")
            case Types(words):
                return Reply(text=words, links=found_in(words), ref="1")
            case Uploads():
                raise AssertionError("a page is no message")

    def _tap(self, label: str, *, old: bool) -> Reply:
        for prompt in reversed(self._all):
            if old and prompt is self.last:
                continue
            choices = [choice for row in prompt.choices for choice in row]
            found = [c for c in choices if c.label == label] or [
                c for c in choices if c.label.startswith(label)
            ]
            if found and not (old and prompt.id == self.last.id):
                self._tapped = prompt
                return Reply(choice=found[0].value, prompt=prompt.id, ref="1")
        raise AssertionError(f"no button [{label}]; the last message is:\n{rendered(self.last)}")


def rendered(prompt: Prompt) -> str:
    """A prompt as transcripts write it."""
    sections = [part for section in prompt.sections for part in (section.title, section.text)]
    labels = [[choice.label for choice in row] for row in prompt.choices]
    shared = [[prompt.asks_contact]] if prompt.asks_contact else []
    return spoken([prompt.heading, prompt.notice, *sections, prompt.text], [*shared, *labels])
