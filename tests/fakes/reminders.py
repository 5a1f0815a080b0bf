from datetime import date, datetime

from conversations.ports.people import Account
from conversations.ports.reminders import Reminder


class FakeReminders:
    """Who was reminded of what, and when; `unfinished` by account."""

    def __init__(self) -> None:
        self.noted: dict[tuple[Account, Reminder], date] = {}
        self.refusals: set[Account] = set()
        self.unfinished: dict[Account, tuple[str, datetime]] = {}

    async def may(self, account: Account, today: date) -> bool:
        had = any(whose == account and day == today for (whose, _), day in self.noted.items())
        return account not in self.refusals and not had

    async def is_new(self, account: Account, reminder: Reminder) -> bool:
        return (account, reminder) not in self.noted

    async def note(self, account: Account, reminders: tuple[Reminder, ...], today: date) -> None:
        self.noted |= {(account, reminder): today for reminder in reminders}

    async def refuse(self, account: Account, *, refused: bool) -> None:
        (self.refusals.add if refused else self.refusals.discard)(account)

    async def refused(self, account: Account) -> bool:
        return account in self.refusals

    async def left(self, account: Account, draft: str, at: datetime) -> None:
        self.unfinished[account] = (draft, at)

    async def ended(self, account: Account) -> None:
        self.unfinished.pop(account, None)
