"""Finds by the clock what people may be reminded of, and puts it into their mailboxes.

What is found is only a question: the turn that takes it holds it against what is true by then, and says it
once (`conversations.reminding`). The event's id carries the day, so that any number of runs and workers put
it there once a day, and what could not be said today is asked again tomorrow.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, literal, not_, or_, select, union_all

from bot.db.clock import Clock
from bot.db.database import Database
from bot.db.models import (
    AccountRow,
    CertificateRow,
    CustomerAccountRow,
    CustomerRow,
    FirstAccessRow,
    RatingRow,
    RefusalRow,
    ReminderRow,
    UnfinishedRow,
)
from bot.inbox import Inbox
from conversations.ports.people import Account
from conversations.ports.reminders import Kind, Reminder
from conversations.prompt import Event
from conversations.reminding import AFTER, EVENT, UNTIL, items
from conversations.written import BRASILIA

FROM_HOUR, TO_HOUR = 8, 20  # of America/Sao_Paulo, the second not included
PASSWORD_AFTER, FIRST_ACCESS_AFTER = timedelta(days=1), timedelta(days=2)
RATING_AFTER = timedelta(days=1)
LATEST = timedelta(days=14)
"""What was due longer ago is not brought up any more, such as by a program that stood still."""
MOST = 50
"""Reminders of a message; the rest comes another day."""
PORTION = 5000


async def find_reminders(database: Database, inbox: Inbox, clock: Clock) -> None:
    """Puts what is due into mailboxes, in the hours in which people may be reminded."""
    now = clock()
    there = now.astimezone(BRASILIA)
    if not FROM_HOUR <= there.hour < TO_HOUR:
        return
    found: dict[Account, list[Reminder]] = defaultdict(list)
    async with database.transaction() as tx:
        for kind, query in _queries(now):
            for channel, account_id, subject in await tx.session.execute(query.limit(PORTION)):
                found[Account(channel, account_id)].append(Reminder(kind, subject))
    for account, reminders in found.items():
        event = Event(EVENT, items(reminders[:MOST]), "found")
        id_ = f"remind:{there.date()}:{there.hour}" if _is_left(reminders) else f"remind:{there.date()}"
        await inbox.append(f"{account.channel}:{account.id}", id_, {"event": asdict(event)})


def _is_left(reminders: Sequence[Reminder]) -> bool:
    """Whether a registration that was left is among them: who went on may be asked again the same day."""
    return any(reminder.kind in AFTER for reminder in reminders)


def _queries(now: datetime) -> list[tuple[Kind, Select[Any]]]:
    """Each kind with whom it concerns and what it is about, the most urgent first."""
    certificates: list[Kind] = ["certificate_1", "certificate_7", "certificate_30"]
    trials: list[Kind] = ["trial_1", "trial_3"]
    return [
        *((kind, _of_customers(kind, _certificate_ends(now, UNTIL[kind]))) for kind in certificates),
        *((kind, _of_customers(kind, _trial_ends(now, UNTIL[kind]))) for kind in trials),
        *((kind, _left(kind, now)) for kind in AFTER),
        ("first_access", _of_customers("first_access", _no_first_access(now))),
        ("password", _of_customers("password", _no_password(now))),
        ("rating", _to_be_rated(now)),
    ]


def _trial_ends(now: datetime, within: timedelta) -> ColumnElement[bool]:
    return CustomerRow.trial_ends_at.between(now, now + within)


def _certificate_ends(now: datetime, within: timedelta) -> ColumnElement[bool]:
    ends = CertificateRow.not_after.between(now, now + within)
    return exists().where(CertificateRow.customer_id == CustomerRow.id, ends)


def _no_first_access(now: datetime) -> ColumnElement[bool]:
    done = exists().where(FirstAccessRow.customer_id == CustomerRow.id)
    return and_(_registered(now, FIRST_ACCESS_AFTER), not_(done))


def _no_password(now: datetime) -> ColumnElement[bool]:
    return and_(_registered(now, PASSWORD_AFTER), CustomerRow.password_hash == "")


def _registered(now: datetime, ago: timedelta) -> ColumnElement[bool]:
    return CustomerRow.registered_at.between(now - LATEST, now - ago)


def _of_customers(kind: Kind, holds: ColumnElement[bool]) -> Select[Any]:
    """The customers it is true of: told to themselves where they have a chat, else to who registered them."""
    true = (CustomerRow.suspended_at.is_(None), holds)
    own = CustomerAccountRow
    themselves = select(own.channel, own.account_id, CustomerRow.id.label("subject")).join(
        CustomerRow, CustomerRow.id == own.customer_id
    )
    has_chat = exists().where(own.customer_id == CustomerRow.id)
    theirs = select(AccountRow.channel, AccountRow.account_id, CustomerRow.id.label("subject")).join(
        CustomerRow, CustomerRow.registered_by == AccountRow.person_id
    )
    every = union_all(themselves.where(*true), theirs.where(*true, not_(has_chat))).subquery()
    return _new(kind, every.c.channel, every.c.account_id, every.c.subject)


def _to_be_rated(now: datetime) -> Select[Any]:
    """Customers who registered alone and have a chat: after the first access, or a day later without it."""
    own = CustomerAccountRow
    done = exists().where(FirstAccessRow.customer_id == CustomerRow.id)
    due = or_(_registered(now, RATING_AFTER), and_(done, CustomerRow.registered_at >= now - LATEST))
    rated = exists().where(RatingRow.customer_id == CustomerRow.id)
    alone = CustomerRow.registered_by.is_(None)
    every = (
        select(own.channel, own.account_id, CustomerRow.id.label("subject"))
        .join(CustomerRow, CustomerRow.id == own.customer_id)
        .where(alone, CustomerRow.suspended_at.is_(None), due, not_(rated))
        .subquery()
    )
    return _new("rating", every.c.channel, every.c.account_id, every.c.subject)


def _left(kind: Kind, now: datetime) -> Select[Any]:
    row = UnfinishedRow
    query = _new(kind, row.channel, row.account_id, row.draft)
    return query.where(row.touched_at.between(now - LATEST, now - AFTER[kind]))


def _new(kind: Kind, channel: Any, account_id: Any, subject: Any) -> Select[Any]:
    """Those of it who were not told yet, and want to be."""
    told = exists().where(
        ReminderRow.channel == channel,
        ReminderRow.account_id == account_id,
        ReminderRow.subject == subject,
        or_(*(ReminderRow.kind == literal(one) for one in _as_urgent(kind))),
    )
    refused = exists().where(RefusalRow.channel == channel, RefusalRow.account_id == account_id)
    return select(channel, account_id, subject).where(not_(told), not_(refused))


def _as_urgent(kind: Kind) -> list[Kind]:
    """The kind, and those after which it is old news: who read that one day is left is not told of three."""
    orders: list[list[Kind]] = [
        ["certificate_1", "certificate_7", "certificate_30"],
        ["trial_1", "trial_3"],
        ["unfinished_24", "unfinished_1"],
    ]
    order = next((order for order in orders if kind in order), [kind])
    return order[: order.index(kind) + 1]
