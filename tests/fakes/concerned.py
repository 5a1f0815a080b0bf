from collections.abc import Iterable

from conversations.ports.customers import Gone
from conversations.ports.people import Account
from tests.fakes.customers import FakeCustomers
from tests.fakes.invites import FakeInvites
from tests.fakes.people import FakePeople


class FakeConcerned:
    """Looks at who registered and who is in.

    Args:
        customers, people, invites: where it looks.
    """

    def __init__(self, customers: FakeCustomers, people: FakePeople, invites: FakeInvites) -> None:
        self._customers, self._people, self._invites = customers, people, invites

    async def owners(self, reseller_id: str, customer_id: str) -> tuple[Account, ...]:
        try:
            self._customers.of(reseller_id, customer_id)
        except Gone:
            return ()
        return _sorted(account for account, whose in self._people.owned.items() if whose == customer_id)

    async def keepers(self, reseller_id: str, customer_id: str) -> tuple[Account, ...]:
        try:
            answers = self._customers.of(reseller_id, customer_id).answers
        except Gone:
            return ()
        makers = (made.person_id for made in self._invites.made if made.invite.id == answers.invite_id)
        person_id = answers.person_id or next(makers, "")
        persons = self._people.persons.items()
        own = _sorted(account for account, person in persons if person.id == person_id)
        return own or _sorted(account for account, person in persons if person.reseller.id == reseller_id)


def _sorted(accounts: Iterable[Account]) -> tuple[Account, ...]:
    return tuple(sorted(accounts, key=lambda account: (account.channel, account.id)))
