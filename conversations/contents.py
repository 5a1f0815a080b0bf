"""All forms and screens there are, by their names."""

from conversations.certificate.screen import CERTIFICATE
from conversations.desk.correction import CORRECTION
from conversations.desk.customer import CUSTOMER
from conversations.desk.customers import CUSTOMERS
from conversations.desk.invites import INVITE, INVITES
from conversations.desk.inviting import INVITING
from conversations.desk.menu import MENU
from conversations.desk.plans import PLAN, PLANS, SHELF
from conversations.desk.selling import RENAMING, SELLING
from conversations.desk.spreadsheet import SPREADSHEET
from conversations.desk.support import SUPPORT
from conversations.desk.team import MEMBER, TEAM
from conversations.first_access.flow import FIRST_ACCESS
from conversations.first_access.ready import READY
from conversations.flow import Flow
from conversations.guest.home import HOME
from conversations.rating import RATING, RATINGS
from conversations.registration.flow import REGISTRATION
from conversations.reminding import REMINDERS
from conversations.screen import Screen

FORMS = (REGISTRATION, CORRECTION, INVITING, SELLING, RENAMING, SUPPORT, FIRST_ACCESS)
VIEWS = (
    *(MENU, CUSTOMERS, CUSTOMER, INVITES, INVITE, PLANS, SHELF, PLAN, TEAM, MEMBER, SPREADSHEET),
    *(CERTIFICATE, READY, HOME, REMINDERS, RATING, RATINGS),
)
FLOWS: dict[str, Flow] = {flow.form.name: flow for flow in FORMS}
SCREENS: dict[str, Screen] = {screen.name: screen for screen in VIEWS}
