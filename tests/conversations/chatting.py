"""A chat with the conversations, one reply at a time: lookups wait until a test lets them arrive."""

from collections.abc import Iterable
from datetime import UTC, datetime

from bot.adapters.cities import OfflineCities
from conversations.ports.addresses import Address
from conversations.ports.companies import Company
from conversations.ports.people import Account, Person
from conversations.ports.plans import Category
from conversations.prompt import Effect, Erase, Event, Prompt, Task
from tests.conversations.samples import ADDRESSES, COMPANIES
from tests.kit.given import CATEGORIES, SOL
from tests.kit.somebody import Crowd, Somebody
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


class Chatting(Somebody):
    """Ana's chat, and nobody else's.

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
        self.stores = Stores(
            {ANA: Person("ana", "Ana Lima", SOL)} if linked else {},
            plans={SOL.id: plans},
            support=SOL.support,
            pages=links,
            clock=lambda: self.now,
            cities=CITIES,
        )
        super().__init__(Crowd(self.stores, companies, addresses), ANA, "Ana Lima")
        self.ports, self.plans = self.stores.ports, self.stores.plans
        self.customers, self.people = self.stores.customers, self.stores.people
        self.companies, self.addresses = self.crowd.companies, self.crowd.addresses

    @property
    def now(self) -> datetime:
        return self.crowd.now

    @now.setter
    def now(self, value: datetime) -> None:
        self.crowd.now = value

    async def found(self, task: Task) -> Event:
        """What the lookups say to a task."""
        return await self.crowd.found(task)

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


def prompts(effects: list[Effect]) -> list[Prompt]:
    return [effect for effect in effects if isinstance(effect, Prompt)]


def erasures(effects: list[Effect]) -> list[Erase]:
    return [effect for effect in effects if isinstance(effect, Erase)]


def utc(iso: str) -> datetime:
    return datetime.fromisoformat(iso).replace(tzinfo=UTC)
