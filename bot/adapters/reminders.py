"""Reminders in the database."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, select

from bot.db.database import Transaction
from bot.db.models import RefusalRow, ReminderRow, UnfinishedRow
from conversations.ports.people import Account
from conversations.ports.reminders import Reminder


class SqlReminders:
    """What each account was reminded of.

    Args:
        tx: the turn's transaction: a turn that is rolled back reminded nobody.
    """

    def __init__(self, tx: Transaction) -> None:
        self._session = tx.session

    async def may(self, account: Account, today: date) -> bool:
        """As `conversations.ports.reminders.Reminders.may`."""
        had = exists().where(*_of(ReminderRow, account), ReminderRow.on_day == today)
        refused = exists().where(*_of(RefusalRow, account))
        return not await self._session.scalar(select(had | refused))

    async def is_new(self, account: Account, reminder: Reminder) -> bool:
        """As `conversations.ports.reminders.Reminders.is_new`."""
        key = (account.channel, account.id, reminder.kind, reminder.subject)
        return await self._session.get(ReminderRow, key) is None

    async def note(self, account: Account, reminders: tuple[Reminder, ...], today: date) -> None:
        """As `conversations.ports.reminders.Reminders.note`."""
        for reminder in reminders:
            row = ReminderRow(**_whose(account), kind=reminder.kind, subject=reminder.subject, on_day=today)
            self._session.add(row)
        await self._session.flush()

    async def refuse(self, account: Account, *, refused: bool) -> None:
        """As `conversations.ports.reminders.Reminders.refuse`."""
        if refused:
            await self._session.merge(RefusalRow(**_whose(account)))
        else:
            await self._session.execute(delete(RefusalRow).where(*_of(RefusalRow, account)))
        await self._session.flush()

    async def refused(self, account: Account) -> bool:
        """As `conversations.ports.reminders.Reminders.refused`."""
        return await self._session.get(RefusalRow, (account.channel, account.id)) is not None

    async def left(self, account: Account, draft: str, at: datetime) -> None:
        """As `conversations.ports.reminders.Reminders.left`."""
        await self._session.merge(UnfinishedRow(**_whose(account), draft=draft, touched_at=at))
        await self._session.flush()

    async def ended(self, account: Account) -> None:
        """As `conversations.ports.reminders.Reminders.ended`."""
        await self._session.execute(delete(UnfinishedRow).where(*_of(UnfinishedRow, account)))


def _whose(account: Account) -> dict[str, str]:
    return {"channel": account.channel, "account_id": account.id}


def _of(model: Any, account: Account) -> tuple[ColumnElement[bool], ...]:
    return model.channel == account.channel, model.account_id == account.id
