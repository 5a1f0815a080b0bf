"""What a conversation needs from outside; `bot/adapters/` has each under the same file name."""

from dataclasses import dataclass

from conversations.ports.access import Access
from conversations.ports.catalog import Catalog
from conversations.ports.certificates import Certificates
from conversations.ports.cities import Cities
from conversations.ports.concerned import Concerned
from conversations.ports.customers import Customers
from conversations.ports.deeds import Deeds
from conversations.ports.first_access import FirstAccess
from conversations.ports.invites import Invites
from conversations.ports.links import Links
from conversations.ports.passwords import Passwords
from conversations.ports.people import People
from conversations.ports.plans import Plans
from conversations.ports.ratings import Ratings
from conversations.ports.reminders import Reminders
from conversations.ports.team import Team


@dataclass(frozen=True, slots=True)
class Ports:
    """What one turn can reach. Companies and addresses are not here: they are asked by tasks."""

    people: People
    team: Team
    deeds: Deeds
    reminders: Reminders
    ratings: Ratings
    plans: Plans
    catalog: Catalog
    customers: Customers
    invites: Invites
    access: Access
    links: Links
    certificates: Certificates
    passwords: Passwords
    cities: Cities
    first_access: FirstAccess
    concerned: Concerned
