"""A customer as it is registered, as a row, and as the conversations know it."""

from dataclasses import fields, replace
from typing import Any

from bot.db.ids import new_id
from bot.db.models import CustomerRow
from conversations.ports.customers import Customer, Record, Registration

_NOT_COLUMNS = {"person_id", "plan_ids"}
_MAY_BE_NONE = ("invite_id", "consent")

STAYS = {
    "key", "reseller_id", "person_id", "invite_id", "consent", "trial_ends_at",
    "password_by", "password_hash", "must_change",
}  # fmt: skip
"""The answers that a correction leaves as they are."""


def new_row(registration: Registration) -> CustomerRow:
    """The row of a new customer; the caller says when it was registered, and settles it."""
    columns = _columns(registration, without=_NOT_COLUMNS)
    columns |= {name: columns[name] or None for name in _MAY_BE_NONE}
    by = registration.person_id or None
    return CustomerRow(id=new_id(), registered_by=by, environment="homologacao", **columns)


def corrected_columns(answers: Registration) -> dict[str, Any]:
    """The columns that a correction sets."""
    return _columns(answers, without=_NOT_COLUMNS | STAYS)


def customer_of(row: CustomerRow) -> Customer:
    """The customer, as much of it as most need."""
    return Customer(**{f.name: getattr(row, f.name) for f in fields(Customer)})


def record_of(row: CustomerRow, registered_by: str, category_id: str) -> Record:
    """All of the customer.

    Args:
        row: with its plans loaded.
        registered_by: the name of the person.
        category_id: of its plans.
    """
    return Record(
        id=row.id,
        version=row.version,
        answers=_registration(row),
        category_id=category_id,
        category=row.plans[0].category,
        plans=tuple((plan.name, plan.price) for plan in row.plans),
        environment=row.environment,
        missing=row.missing,
        suspended=row.suspended_at is not None,
        password_pending=not row.password_hash,
        registered_by=registered_by,
        by_invite=row.registered_by is None,
        registered_at=row.registered_at,
    )


def is_corrected(record: Record, answers: Registration) -> bool:
    """Whether the answers are already what the record says."""
    stays = {name: getattr(record.answers, name) for name in STAYS}
    return replace(answers, email=answers.email.lower(), **stays) == record.answers


def _columns(answers: Registration, without: set[str]) -> dict[str, Any]:
    columns = {f.name: getattr(answers, f.name) for f in fields(answers) if f.name not in without}
    return columns | {"email": answers.email.lower()}


def _registration(row: CustomerRow) -> Registration:
    columns = {f.name: getattr(row, f.name) for f in fields(Registration) if f.name not in _NOT_COLUMNS}
    columns |= {name: columns[name] or "" for name in _MAY_BE_NONE} | {"password_hash": ""}
    return Registration(
        person_id=row.registered_by or "", plan_ids=tuple(plan.plan_id for plan in row.plans), **columns
    )
