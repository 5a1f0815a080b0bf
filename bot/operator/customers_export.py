"""A reseller's customers as flat records."""

import re
from collections.abc import AsyncIterator

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from bot.db.database import Transaction
from bot.db.models import CustomerRow
from bot.operator.resellers import known_reseller

PLAIN = (
    "name", "phone", "email", "tax_id", "legal_name", "trade_name", "status", "state", "state_registration",
    "tax_regime", "cep", "street", "number", "complement", "district", "city", "city_code",
    "opened", "activity", "legal_nature",
)  # fmt: skip
"""Columns that go out as they are. A list of what goes, so that a new column, or a hash, does not."""

FIELDS = ("id", *PLAIN, "category", "plans", "environment", "trial_ends_at", "registered_at")
"""The keys of a record, in its order."""

PORTION = 100

NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


async def export_customers(tx: Transaction, reseller_id: str) -> AsyncIterator[dict[str, str]]:
    """One flat record a customer, the oldest first; keys are the answers' last parts.

    Several plans are parted by "; ", times are ISO 8601 in UTC.

    Raises:
        UnknownReseller: there is no reseller of this id.
    """
    await known_reseller(tx, reseller_id)
    query = (
        select(CustomerRow)
        .where(CustomerRow.reseller_id == reseller_id)
        .order_by(CustomerRow.registered_at, CustomerRow.id)
        .options(selectinload(CustomerRow.plans))
        .execution_options(yield_per=PORTION)
    )
    async for row in await tx.session.stream_scalars(query):
        yield _record(row)


def _record(row: CustomerRow) -> dict[str, str]:
    return {
        "id": row.id,
        **{name: getattr(row, name) for name in PLAIN},
        "category": row.plans[0].category,
        "plans": "; ".join(plan.name for plan in row.plans),
        "environment": row.environment,
        "trial_ends_at": row.trial_ends_at.isoformat(),
        "registered_at": row.registered_at.isoformat(),
    }


def csv_cell(text: str) -> str:
    """The text as a spreadsheet may see it: what would run as a formula gets an apostrophe in front.

    A plain number with its sign, such as a phone in E.164, runs nothing and stays as it is.
    Source: OWASP, CSV Injection.
    """
    if text.startswith(FORMULA) and not NUMBER.fullmatch(text):
        return "'" + text
    return text
