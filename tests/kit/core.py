"""A player that talks to the conversations alone: no channel, no Redis, no database."""

from contextlib import AsyncExitStack
from typing import Self

from conversations.draft import Chat
from conversations.ports import Ports
from conversations.ports.people import Account, Person
from conversations.prompt import Contact, Erase, Prompt, Reply, Task
from conversations.registration import lookups
from conversations.talk import talk
from conversations.turn import Turn
from tests.contracts.registers import CITIES, real_lookups
from tests.fakes.customers import FakeCustomers
from tests.fakes.links import FakeLinks
from tests.fakes.passwords import FakePasswords
from tests.fakes.people import FakePeople
from tests.fakes.plans import FakePlans
from tests.kit.given import NOON, SOL, Given
from tests.kit.said import Attaches, Commands, Sends, Taps, Types, understood
from tests.transcript import DELETES, SAME, Line, spoken

ANA = Account("telegram", "1001")


class Core:
    """One chat with the conversations.

    Args:
        given: the start.
    """

    def __init__(self, given: Given = Given()) -> None:  # noqa: B008 - a frozen value
        person = Person("ana", "Ana Lima", SOL)
        self.people = FakePeople({ANA: person} if given.linked else {}, SOL.support, clock=lambda: NOON)
        self.people.offer("bom", SOL)
        self.customers = FakeCustomers(clock=lambda: NOON)
        self.now = NOON
        self.chat = Chat()
        self._given = given
        self._ports = Ports(
            self.people,
            FakePlans({SOL.id: given.plans}),
            self.customers,
            FakeLinks(available=given.links),
            FakePasswords(),
            CITIES,
        )
        self._shown: list[Prompt] = []  # as they looked at first, newest last
        self._turns = 0
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self._lookups = await self._stack.enter_async_context(real_lookups())
        if self._given.customer:
            await self.customers.register(self._given.customer)
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._stack.aclose()

    async def say(self, line: Line, expected: int = 0) -> list[str]:
        """Says something and gives what the bot says to it, its lookups included."""
        return await self.reply(self._reply(line.text))

    async def reply(self, reply: Reply) -> list[str]:
        """As `say`, for any reply."""
        self._turns += 1
        self.chat = Chat.from_json(self.chat.to_json())
        turn = Turn(
            key=f"telegram:1001:{self._turns}",
            now=self.now,
            account=ANA,
            account_name="Ana Lima",
            reply=reply,
            chat=self.chat,
            person=await self.people.find(ANA),
            ports=self._ports,
        )
        await talk(turn)
        said: list[str] = []
        for effect in turn.effects:
            if isinstance(effect, Prompt):
                said.append(self._show(effect, reply))
            elif isinstance(effect, Erase):
                said += [DELETES, effect.done]
        for effect in turn.effects:
            if isinstance(effect, Task):
                event = await lookups.run(effect, *self._lookups, CITIES)
                said += await self.reply(Reply(event=event))
        return said

    @property
    def last(self) -> Prompt:
        """The newest prompt."""
        return self._shown[-1]

    def _show(self, prompt: Prompt, reply: Reply) -> str:
        on_last = bool(self._shown) and (reply.event is not None or reply.prompt == self.last.id)
        same = prompt.replaces and on_last
        self._shown.append(prompt)
        return (f"{SAME}\n" if same else "") + rendered(prompt)

    def _reply(self, text: str) -> Reply:
        match understood(text):
            case Taps(label, old=old):
                return self._tap(label, old=old)
            case Commands(name, payload):
                return Reply(command=name, text=payload, ref="1")
            case Attaches(name, phone):
                return Reply(contact=Contact(phone, name), ref="1")
            case Sends(kind):
                return Reply(media=kind, ref="1")
            case Types(words):
                return Reply(text=words, ref="1")

    def _tap(self, label: str, *, old: bool) -> Reply:
        for prompt in reversed(self._shown[:-1] if old else self._shown):
            choices = [choice for row in prompt.choices for choice in row]
            found = [c for c in choices if c.label == label] or [
                c for c in choices if c.label.startswith(label)
            ]
            if found and not (old and prompt.id == self.last.id):
                return Reply(choice=found[0].value, prompt=prompt.id, ref="1")
        raise AssertionError(f"no button [{label}]; the last message is:\n{rendered(self.last)}")


def rendered(prompt: Prompt) -> str:
    """A prompt as transcripts write it."""
    sections = [part for section in prompt.sections for part in (section.title, section.text)]
    labels = [[choice.label for choice in row] for row in prompt.choices]
    return spoken([prompt.heading, prompt.notice, *sections, prompt.text], labels)
