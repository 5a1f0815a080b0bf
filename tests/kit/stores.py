"""Everything a conversation reaches, in memory: fakes that know each other."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime

from conversations.ports import Ports
from conversations.ports.cities import Cities
from conversations.ports.customers import Registration
from conversations.ports.people import Account, Person
from conversations.ports.plans import Category
from conversations.prompt import SentFile
from tests.contracts.registers import CITIES
from tests.fakes.access import FakeAccess
from tests.fakes.catalog import FakeCatalog
from tests.fakes.certificates import FakeCertificates
from tests.fakes.concerned import FakeConcerned
from tests.fakes.customers import FakeCustomers
from tests.fakes.deeds import FakeDeeds
from tests.fakes.first_access import FakeFirstAccess
from tests.fakes.invites import FakeInvites
from tests.fakes.links import FakeLinks
from tests.fakes.passwords import FakePasswords
from tests.fakes.people import FakePeople
from tests.fakes.plans import FakePlans
from tests.fakes.ratings import FakeRatings
from tests.fakes.reminders import FakeReminders
from tests.fakes.sent_files import FakeSentFiles
from tests.fakes.team import FakeTeam
from tests.kit.given import CATEGORIES, NOON, SOL


class Stores:
    """Fakes of all ports.

    Args:
        persons: who is whose, by account.
        plans: what each reseller sells, by its id.
        support: how strangers reach whoever runs the bot.
        pages: whether one-time pages can be opened from outside.
        clock: what time it is.
        cities: the table of cities.
    """

    def __init__(
        self,
        persons: Mapping[Account, Person] | None = None,
        *,
        plans: Mapping[str, tuple[Category, ...]] | None = None,
        support: str = "",
        pages: bool = True,
        clock: Callable[[], datetime] = lambda: NOON,
        cities: Cities = CITIES,
    ) -> None:
        self.plans = FakePlans({SOL.id: CATEGORIES} if plans is None else plans)
        self.customers = FakeCustomers(clock=clock, plans=self.plans)
        self.people = FakePeople(persons, support, clock, self.customers)
        self.customers.people = self.people
        self.invites = FakeInvites(self.people, self.plans, clock=clock)
        self.catalog = FakeCatalog(self.plans, self.customers, self.invites)
        self.team = FakeTeam(self.people)
        self.reminders = FakeReminders()
        self.ratings = FakeRatings(self.customers, clock)
        self.deeds = FakeDeeds(self.people, clock)
        self.access = FakeAccess(self.customers, available=pages, clock=clock)
        self.links = FakeLinks(available=pages)
        self.certificates = FakeCertificates(self.customers, available=pages, clock=clock)
        self.first_access = FakeFirstAccess(self.customers, self.certificates, clock)
        self.files = FakeSentFiles()
        self.ports = Ports(
            people=self.people,
            team=self.team,
            deeds=self.deeds,
            reminders=self.reminders,
            ratings=self.ratings,
            plans=self.plans,
            catalog=self.catalog,
            customers=self.customers,
            invites=self.invites,
            access=self.access,
            links=self.links,
            certificates=self.certificates,
            passwords=FakePasswords(),
            cities=cities,
            first_access=self.first_access,
            concerned=FakeConcerned(self.customers, self.people, self.invites),
        )

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Ports]:
        """The ports of a turn; it is nothing special to fakes."""
        yield self.ports

    def sends(self, name: str, content: bytes, channel: str = "telegram") -> SentFile:
        """A file on its way: it can be fetched."""
        self.files.sent[channel, name] = content
        return SentFile(name, len(content))

    @property
    def registrations(self) -> list[Registration]:
        """What is registered, oldest first."""
        return [kept.answers for kept in self.customers.kept.values()]
