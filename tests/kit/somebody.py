"""People who talk to the conversations, each in a chat of their own, over whatever stores there are."""

from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from conversations.desk.spreadsheet import TASK as MAKE_SPREADSHEET
from conversations.draft import Chat, Draft
from conversations.first_access import logo
from conversations.payloads import found_in
from conversations.ports import Ports
from conversations.ports.addresses import Address
from conversations.ports.companies import Company
from conversations.ports.people import Account
from conversations.prompt import Contact, Effect, Event, Prompt, Reply, Task, Tell
from conversations.registration import lookups
from conversations.reminding import note_progress
from conversations.talk import talk
from conversations.turn import Turn
from tests.contracts.registers import CITIES
from tests.fakes.addresses import FakeAddresses
from tests.fakes.companies import FakeCompanies
from tests.kit.given import NOON
from tests.kit.stores import Stores


def spreadsheet_made(task: Task, number: int) -> Event:
    """What comes of asking for a spreadsheet of so many customers."""
    return Event(task.name, task.about, "found", {"file": (task.about["key"], {}), "count": (number, {})})


class World(Protocol):
    """Where turns are played."""

    def turn(self) -> AbstractAsyncContextManager[Ports]: ...


class Crowd:
    """Everybody who talks to one bot: what one of them sets off reaches the others.

    Args:
        world: what the conversations reach.
        companies, addresses: what the lookups know.
    """

    def __init__(
        self, world: World, companies: Iterable[Company] = (), addresses: Iterable[Address] = ()
    ) -> None:
        self.world = world
        self.now: datetime = NOON
        self.companies, self.addresses = FakeCompanies(companies), FakeAddresses(addresses)
        self.people: dict[str, Somebody] = {}

    def joined_by(self, id_: str, name: str = "") -> "Somebody":
        """Somebody new, by the id of their account."""
        self.people[id_] = Somebody(self, Account("telegram", id_), name)
        return self.people[id_]

    async def found(self, task: Task) -> Event:
        """What the lookups say to a task."""
        if task.name == MAKE_SPREADSHEET:
            return spreadsheet_made(task, 1)
        if task.name == logo.TASK:
            assert isinstance(self.world, Stores)
            return await logo.check(task, self.world.files, self.world.first_access.logos)
        return await lookups.run(task, self.companies, self.addresses, CITIES)


class Somebody:
    """One account's chat."""

    def __init__(self, crowd: Crowd, account: Account, name: str = "") -> None:
        self.crowd, self.account, self.name = crowd, account, name
        self.chat = Chat()
        self.prompts: list[Prompt] = []
        self.tasks: list[Task] = []
        self.answers: list[Prompt] = []  # in answer to the last reply
        self.turns = 0
        self.erases = True  # whether the channel can take messages out of the chat

    # What they do

    async def types(self, text: str) -> list[Effect]:
        return await self.reply(Reply(text=text, links=found_in(text), ref="1"))

    async def taps(self, label: str) -> list[Effect]:
        """Taps the button of the newest prompt that has one of this label, or one that begins so."""
        found = [c for row in self.prompt.choices for c in row if c.label == label]
        found += [c for row in self.prompt.choices for c in row if c.label.lstrip("⬜✅ ").startswith(label)]
        assert found, f"no button {label!r} on {self.prompt}"
        return await self.chooses(found[0].value)

    async def chooses(self, value: str, on: Prompt | str | None = None) -> list[Effect]:
        on = on or self.prompt
        return await self.reply(Reply(choice=value, prompt=on if isinstance(on, str) else on.id, ref="1"))

    async def commands(self, name: str, payload: str = "") -> list[Effect]:
        return await self.reply(Reply(command=name, text=payload, ref="1"))

    async def attaches(self, name: str, phone: str) -> list[Effect]:
        return await self.reply(Reply(contact=Contact(phone, name), ref="1"))

    async def sends(self, kind: str) -> list[Effect]:
        return await self.reply(Reply(media=kind, ref="1"))

    async def arrives(self, task: Task | None = None) -> list[Effect]:
        """The result of a task comes in: of the oldest that waits, unless told which."""
        task = task or self.tasks.pop(0)
        return await self.reply(Reply(event=await self.crowd.found(task)))

    async def reply(self, reply: Reply) -> list[Effect]:
        """One turn, the chat as it comes out of a store; what it tells others reaches them."""
        self.turns += 1
        effects = await self.play(reply, f"telegram:{self.account.id}:{self.turns}")
        self.answers = [effect for effect in effects if isinstance(effect, Prompt)]
        self.prompts += self.answers
        self.tasks += [effect for effect in effects if isinstance(effect, Task)]
        for tell in effects:
            if isinstance(tell, Tell) and tell.account in self.crowd.people:
                await self.crowd.people[tell.account].reply(Reply(event=tell.event))
        return effects

    async def play(self, reply: Reply, key: str) -> list[Effect]:
        """The turn alone: the same key is the same turn again."""
        self.chat = Chat.from_json(self.chat.to_json())
        async with self.crowd.world.turn() as ports:
            person = await ports.people.find(self.account)
            turn = Turn(
                key=key,
                now=self.crowd.now,
                account=self.account,
                account_name=self.name,
                reply=reply,
                chat=self.chat,
                person=person,
                guest=None if person else await ports.invites.offer(self.account),
                own=None if person else await ports.people.own(self.account),
                ports=ports,
                erases=self.erases,
            )
            await talk(turn)
            await note_progress(turn)
        return turn.effects

    # What there is to see

    @property
    def prompt(self) -> Prompt:
        """The newest prompt."""
        return self.prompts[-1]

    @property
    def draft(self) -> Draft:
        """The registration in progress."""
        return self.chat.drafts["registration"]

    @property
    def at(self) -> str:
        """The question that waits, empty where none does."""
        current = self.chat.current()
        return current.at if current else ""

    def labels(self) -> list[str]:
        """The buttons of the newest prompt."""
        return [choice.label for row in self.prompt.choices for choice in row]

    def values(self) -> list[str]:
        """What those buttons send."""
        return values_of(self.prompt)

    def said(self) -> str:
        """The words of the newest prompt."""
        return words_of(self.prompt)


def values_of(prompt: Prompt) -> list[str]:
    return [choice.value for row in prompt.choices for choice in row]


def words_of(prompt: Prompt) -> str:
    """Everything a prompt shows, its buttons apart."""
    parts = [prompt.heading, prompt.notice]
    parts += [f"{section.title}\n{section.text}" for section in prompt.sections]
    return "\n".join([*parts, prompt.text])
