"""A chat with the conversations, one reply at a time: lookups wait until a test lets them arrive."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from bot.adapters.cities import OfflineCities
from conversations.draft import Chat, Draft
from conversations.ports.addresses import Address
from conversations.ports.companies import Company
from conversations.ports.people import Account, Person
from conversations.ports.plans import Category
from conversations.prompt import Contact, Effect, Erase, Event, Prompt, Reply, Task
from conversations.registration import lookups
from conversations.talk import talk
from conversations.turn import Turn
from tests.conversations.samples import ADDRESSES, COMPANIES
from tests.fakes.addresses import FakeAddresses
from tests.fakes.companies import FakeCompanies
from tests.kit.given import CATEGORIES, NOON, SOL
from tests.kit.stores import Stores

ANA = Account("telegram", "1001")
CITIES = OfflineCities()
GOOD = {
    "plan.category": "Emissores Fiscais",
    "plan.plans": ("Emissor NF-e", "Avançar"),
    "contact.name": "Maria Souza",
    "contact.phone": "(11) 98765-4321",
    "contact.email": "maria@padaria.com.br",
    "contact.password": "O cliente cria pelo link",
    "contact.password_typed": "Padaria#2026",
    "contact.password_again": "Padaria#2026",
    "company.tax_id": "123.456.789-09",
    "company.legal_name": "Maria Souza",
    "company.trade_name": "Não tem",
    "address.state": "SP",
    "company.state_registration": "ISENTO",
    "address.cep": "01310-100",
    "address.street": "Rua das Flores",
    "address.number": "1000, sala 4",
    "address.complement": "Sem complemento",
    "address.district": "Centro",
    "address.city": "São Paulo",
    "address.confirm": "Confirmar endereço",
}
"""What a person says to each question; several words are said one after the other."""


class Chatting:
    """One chat.

    Args:
        plans: what the reseller sells.
        links: whether one-time pages can be opened from outside.
        linked: whether the person is the reseller's already.
        companies, addresses: what the lookups know.
    """

    def __init__(
        self,
        *,
        plans: tuple[Category, ...] = CATEGORIES,
        links: bool = True,
        linked: bool = True,
        companies: Iterable[Company] = COMPANIES,
        addresses: Iterable[Address] = ADDRESSES,
    ) -> None:
        self.now = NOON
        self.stores = Stores(
            {ANA: Person("ana", "Ana Lima", SOL)} if linked else {},
            plans={SOL.id: plans},
            support=SOL.support,
            pages=links,
            clock=lambda: self.now,
            cities=CITIES,
        )
        self.ports, self.plans = self.stores.ports, self.stores.plans
        self.customers, self.people = self.stores.customers, self.stores.people
        self.companies, self.addresses = FakeCompanies(companies), FakeAddresses(addresses)
        self.chat = Chat()
        self.prompts: list[Prompt] = []
        self.tasks: list[Task] = []
        self._turns = 0

    # What a person does

    async def types(self, text: str) -> list[Effect]:
        return await self.reply(Reply(text=text, ref="1"))

    async def taps(self, label: str) -> list[Effect]:
        """Taps the button of the newest prompt that has one of this label, or one that begins so."""
        found = [c for row in self.prompt.choices for c in row if c.label == label]
        found += [c for row in self.prompt.choices for c in row if c.label.lstrip("⬜✅ ").startswith(label)]
        assert found, f"no button {label!r} on {self.prompt}"
        return await self.chooses(found[0].value)

    async def chooses(self, value: str, on: Prompt | None = None) -> list[Effect]:
        return await self.reply(Reply(choice=value, prompt=(on or self.prompt).id, ref="1"))

    async def commands(self, name: str, payload: str = "") -> list[Effect]:
        return await self.reply(Reply(command=name, text=payload, ref="1"))

    async def attaches(self, name: str, phone: str) -> list[Effect]:
        return await self.reply(Reply(contact=Contact(phone, name), ref="1"))

    async def sends(self, kind: str) -> list[Effect]:
        return await self.reply(Reply(media=kind, ref="1"))

    async def reach(self, state: str, **answers: str | tuple[str, ...]) -> None:
        """Goes on, lookups included, until the conversation asks what `state` names.

        Args:
            state: a question's id, or "review".
            answers: what to say instead of `GOOD`, with `__` for the dot.
        """
        said = GOOD | {id_.replace("__", "."): answer for id_, answer in answers.items()}
        if not self.chat.active:
            await self.types("Novo cadastro")
        while self.at != state:
            if self.at.endswith(".lookup"):
                await self.arrives()
                continue
            asked, answer = self.at, said[self.at]
            for word in (answer,) if isinstance(answer, str) else answer:
                await self.types(word)
            assert asked != self.at, f"{answer!r} was not taken: {self.said()}"

    # What the world does

    async def arrives(self, task: Task | None = None) -> list[Effect]:
        """The result of a task comes in: of the oldest that waits, unless told which."""
        task = task or self.tasks.pop(0)
        return await self.reply(Reply(event=await self.found(task)))

    async def found(self, task: Task) -> Event:
        """What the lookups say to a task."""
        return await lookups.run(task, self.companies, self.addresses, CITIES)

    async def reply(self, reply: Reply) -> list[Effect]:
        """One turn, the chat as it comes out of a store."""
        self._turns += 1
        self.chat = Chat.from_json(json.loads(json.dumps(self.chat.to_json())))
        turn = Turn(
            key=f"telegram:1001:{self._turns}",
            now=self.now,
            account=ANA,
            account_name="Ana Lima",
            reply=reply,
            chat=self.chat,
            person=await self.people.find(ANA),
            ports=self.ports,
        )
        await talk(turn)
        self.prompts += [effect for effect in turn.effects if isinstance(effect, Prompt)]
        self.tasks += [effect for effect in turn.effects if isinstance(effect, Task)]
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
        """The question that waits, empty outside a registration."""
        current = self.chat.current()
        return current.at if current else ""

    def labels(self) -> list[str]:
        """The buttons of the newest prompt."""
        return [choice.label for row in self.prompt.choices for choice in row]

    def said(self) -> str:
        """The words of the newest prompt."""
        parts = [self.prompt.heading, self.prompt.notice]
        parts += [f"{section.title}\n{section.text}" for section in self.prompt.sections]
        return "\n".join([*parts, self.prompt.text])


def prompts(effects: list[Effect]) -> list[Prompt]:
    return [effect for effect in effects if isinstance(effect, Prompt)]


def erasures(effects: list[Effect]) -> list[Erase]:
    return [effect for effect in effects if isinstance(effect, Erase)]


def utc(iso: str) -> datetime:
    return datetime.fromisoformat(iso).replace(tzinfo=UTC)
