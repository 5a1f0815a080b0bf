"""The ports over one store, and the handful of rows a contract needs to begin with."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Protocol

from sqlalchemy import update

from bot.adapters.announcing import announce, announce_configuration
from bot.adapters.catalog import SqlCatalog
from bot.adapters.certificates_kept import Taken, put_certificate
from bot.adapters.concerned import SqlConcerned
from bot.adapters.customers import SqlCustomers
from bot.adapters.deeds import SqlDeeds
from bot.adapters.first_access import SqlFirstAccess
from bot.adapters.invites import SqlInvites
from bot.adapters.links import SqlLinks
from bot.adapters.logos import StoredLogos
from bot.adapters.people import SqlPeople
from bot.adapters.plans import SqlPlans
from bot.adapters.ratings import SqlRatings
from bot.adapters.reminders import SqlReminders
from bot.adapters.team import SqlTeam
from bot.db.database import Database
from bot.db.models import CustomerRow, PlanRow
from bot.operator import add_demo, add_reseller, import_plans
from bot.pages.links import keep_password
from bot.sealing import Seal, TokenMaker
from conversations.ports.catalog import Catalog
from conversations.ports.certificates import Certificate
from conversations.ports.concerned import Concerned
from conversations.ports.customers import Customers, Registration
from conversations.ports.deeds import Deeds
from conversations.ports.first_access import FirstAccess
from conversations.ports.invites import Invites
from conversations.ports.links import Links
from conversations.ports.logos import Logos
from conversations.ports.people import Account, People, Reseller
from conversations.ports.plans import Category, Plan, Plans
from conversations.ports.ratings import Ratings
from conversations.ports.reminders import Reminders
from conversations.ports.team import Team
from tests.fakes.catalog import FakeCatalog
from tests.fakes.certificates import FakeCertificates
from tests.fakes.concerned import FakeConcerned
from tests.fakes.customers import FakeCustomers
from tests.fakes.deeds import FakeDeeds
from tests.fakes.first_access import FakeFirstAccess
from tests.fakes.invites import FakeInvites
from tests.fakes.links import FakeLinks
from tests.fakes.people import FakePeople
from tests.fakes.plans import FakePlans
from tests.fakes.ratings import FakeRatings
from tests.fakes.reminders import FakeReminders
from tests.fakes.team import FakeTeam

ANA = Account("telegram", "1001")
RUI = Account("telegram", "1002")
PLANS_FILE = """
categories:
  - name: Emissores Fiscais
    plans:
      - {name: Emissor NF-e, documents: [NF-e], price: "49.90", trial_days: 7}
      - {name: Emissor NFC-e, documents: [NFC-e, NF-e], price: 39.9, trial_days: 15}
  - name: Transporte
    plans: []
"""
SAMPLE_CATEGORIES = (
    Category(
        "shelf1",
        "Emissores Fiscais",
        (
            Plan("plan1", "Emissor NF-e", ("NF-e",), Decimal("49.90"), 7),
            Plan("plan2", "Emissor NFC-e", ("NFC-e", "NF-e"), Decimal("39.90"), 15),
        ),
    ),
    Category("shelf2", "Transporte", ()),
)


class MovedClock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: float) -> None:
        self.now += timedelta(days=days)


@dataclass(frozen=True)
class Ports:
    """The ports of one turn that this suite is about."""

    people: People
    plans: Plans
    catalog: Catalog
    customers: Customers
    invites: Invites
    links: Links
    first_access: FirstAccess
    concerned: Concerned
    team: Team
    deeds: Deeds
    reminders: Reminders
    ratings: Ratings


class World(Protocol):
    """A store with the ports upon it."""

    clock: MovedClock
    logos: Logos

    def turn(self) -> AbstractAsyncContextManager[Ports]: ...
    async def reseller(self, name: str, support: str = "") -> tuple[Reseller, str]: ...
    async def demo(self) -> Reseller: ...
    async def sell_plans(self, reseller: Reseller) -> tuple[Category, ...]: ...
    async def stop_selling(self, reseller: Reseller, *plans: str) -> None: ...
    async def create_password(self, customer_id: str) -> None: ...
    async def go_live(self, customer_id: str) -> None: ...
    async def send_certificate(self, customer_id: str, tax_id: str, until: datetime) -> None: ...


class FakeWorld:
    """The fakes; a turn is nothing special to them."""

    def __init__(self) -> None:
        self.clock = MovedClock()
        self.plans = FakePlans()
        self.customers = FakeCustomers(clock=self.clock, plans=self.plans)
        self.people = FakePeople(clock=self.clock, customers=self.customers)
        self.customers.people = self.people
        self.invites = FakeInvites(self.people, self.plans, clock=self.clock)
        self.links = FakeLinks()
        self.catalog = FakeCatalog(self.plans, self.customers, self.invites)
        self.certificates = FakeCertificates(self.customers, clock=self.clock)
        self.first_access = FakeFirstAccess(self.customers, self.certificates, clock=self.clock)
        self.logos: Logos = self.first_access.logos
        self.team = FakeTeam(self.people)
        self.reminders = FakeReminders()
        self.ratings = FakeRatings(self.customers, self.clock)
        self.deeds = FakeDeeds(self.people, self.clock)
        self._names: list[str] = []

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Ports]:
        yield Ports(
            self.people,
            self.plans,
            self.catalog,
            self.customers,
            self.invites,
            self.links,
            self.first_access,
            FakeConcerned(self.customers, self.people, self.invites),
            self.team,
            self.deeds,
            self.reminders,
            self.ratings,
        )

    async def reseller(self, name: str, support: str = "") -> tuple[Reseller, str]:
        self._names.append(name)
        reseller, token = Reseller(f"reseller{len(self._names)}", name, support), f"token{len(self._names)}"
        self.people.resellers[reseller.id] = reseller
        self.people.offer(token, reseller)
        return reseller, token

    async def demo(self) -> Reseller:
        demo = Reseller("demo", "Demonstração", "(11) 91234-5678")
        self.people.resellers["demo"] = demo
        return demo

    async def sell_plans(self, reseller: Reseller) -> tuple[Category, ...]:
        self.plans.categories[reseller.id] = SAMPLE_CATEGORIES
        return await self.plans.of(reseller.id)

    async def stop_selling(self, reseller: Reseller, *plans: str) -> None:
        self.plans.hidden |= {
            plan.id
            for shelf in self.plans.categories[reseller.id]
            for plan in shelf.plans
            if plan.name in plans
        }

    async def create_password(self, customer_id: str) -> None:
        self.customers.create_password(customer_id)

    async def go_live(self, customer_id: str) -> None:
        self.customers.kept[customer_id].environment = "producao"

    async def send_certificate(self, customer_id: str, tax_id: str, until: datetime) -> None:
        self.certificates.kept[customer_id] = Certificate(
            holder="PADARIA", tax_id=tax_id, not_after=until, kept_at=self.clock.now
        )


class SqlWorld:
    """The real adapters on a real database."""

    def __init__(self, database: Database) -> None:
        self.clock = MovedClock()
        self.logos: Logos = StoredLogos(database, Seal("secret"), self.clock)
        self.database = database

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Ports]:
        async with self.database.transaction() as tx:
            yield Ports(
                SqlPeople(tx, clock=self.clock),
                SqlPlans(tx),
                SqlCatalog(tx, clock=self.clock),
                SqlCustomers(tx, clock=self.clock),
                SqlInvites(
                    tx,
                    TokenMaker("secret"),
                    bot_username="sol_bot",
                    whatsapp_number="5511912345678",
                    clock=self.clock,
                ),
                SqlLinks(tx, TokenMaker("secret"), "https://bot.example/", clock=self.clock),
                SqlFirstAccess(tx, clock=self.clock),
                SqlConcerned(tx),
                SqlTeam(
                    tx,
                    TokenMaker("secret"),
                    bot_username="sol_bot",
                    whatsapp_number="5511912345678",
                    clock=self.clock,
                ),
                SqlDeeds(tx, clock=self.clock),
                SqlReminders(tx),
                SqlRatings(tx, clock=self.clock),
            )

    async def reseller(self, name: str, support: str = "") -> tuple[Reseller, str]:
        async with self.database.transaction() as tx:
            return await add_reseller(tx, name, support, TokenMaker("secret"), clock=self.clock)

    async def demo(self) -> Reseller:
        async with self.database.transaction() as tx:
            return await add_demo(tx, clock=self.clock)

    async def sell_plans(self, reseller: Reseller) -> tuple[Category, ...]:
        async with self.database.transaction() as tx:
            await import_plans(tx, reseller.id, PLANS_FILE, clock=self.clock)
            return await SqlPlans(tx).of(reseller.id)

    async def stop_selling(self, reseller: Reseller, *plans: str) -> None:
        async with self.database.transaction() as tx:
            await tx.session.execute(
                update(PlanRow)
                .where(PlanRow.reseller_id == reseller.id, PlanRow.name.in_(plans))
                .values(withdrawn_at=self.clock())
            )

    async def create_password(self, customer_id: str) -> None:
        async with self.database.transaction() as tx:
            link = await SqlLinks(
                tx, TokenMaker("secret"), "https://bot.example/", clock=self.clock
            ).password(customer_id, "create_password", "key")
            assert await keep_password(tx, link.rsplit("/", 1)[1], "hash", self.clock())

    async def go_live(self, customer_id: str) -> None:
        async with self.database.transaction() as tx:
            row = await tx.session.get_one(CustomerRow, customer_id)
            row.environment = "producao"
            await announce(tx, "customer.environment_changed", customer_id, self.clock())

    async def send_certificate(self, customer_id: str, tax_id: str, until: datetime) -> None:
        taken = Taken(holder="PADARIA", tax_id=tax_id, serial="1", not_after=until, sealed=b"")
        async with self.database.transaction() as tx:
            await put_certificate(tx.session, customer_id, taken, self.clock.now)
            await announce_configuration(tx, customer_id, self.clock.now)


async def linked(world: World, name: str = "Contábil Sol", account: Account = ANA) -> "Shop":
    """A reseller with plans and a person."""
    reseller, token = await world.reseller(name)
    categories = await world.sell_plans(reseller)
    async with world.turn() as ports:
        person = await ports.people.link(token, account, "Ana")
    shelf = categories[0]
    return Shop(reseller, person.id, tuple(plan.id for plan in shelf.plans), shelf.id)


class Shop:
    """Who sells what: enough to register for."""

    def __init__(
        self, reseller: Reseller, person_id: str, plan_ids: tuple[str, ...], category_id: str = ""
    ) -> None:
        self.reseller, self.person_id = reseller, person_id
        self.plan_ids, self.category_id = plan_ids, category_id

    def registration(self, **changed: Any) -> Registration:
        """A bakery's registration; each changed answer makes it another."""
        answers: dict[str, Any] = {
            "key": "telegram:1001:draft1",
            "reseller_id": self.reseller.id,
            "person_id": self.person_id,
            "plan_ids": self.plan_ids,
            "name": "João da Silva",
            "phone": "+5511912345678",
            "email": "joao@padaria.example",
            "password_by": "link",
            "tax_id": "11222333000181",
            "legal_name": "Padaria Pão Quente Ltda",
            "trade_name": "Pão Quente",
            "status": "ATIVA",
            "opened": "2019-03-11",
            "activity": "4721102",
            "legal_nature": "Sociedade Empresária Limitada",
            "tax_regime": "1",
            "state": "SP",
            "state_registration": "110042490114",
            "cep": "01310100",
            "street": "Avenida Paulista",
            "number": "1000",
            "complement": "",
            "district": "Bela Vista",
            "city": "São Paulo",
            "city_code": "3550308",
            "trial_ends_at": datetime(2026, 12, 2, 2, 59, 59, tzinfo=UTC),
        }
        return Registration(**(answers | changed))
