"""What issuing depends on, and how much of it is missing: kept with the customer, so that a list is quick.

Whoever changes a customer's registration, plans, password or certificate calls `settle` in the same
transaction.
"""

from datetime import datetime

from sqlalchemy import RowMapping, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.adapters.logos_kept import current_logo_id
from bot.db.clock import utc_now
from bot.db.models import CertificateRow, CustomerPlanRow, CustomerRow, FirstAccessRow, NumberingRow
from conversations.first_access.readiness import missing
from conversations.ports.catalog import DOCUMENTS
from conversations.ports.first_access import ENVIRONMENTS, Facts, Numbering, PasswordState

_REGISTERED = ("tax_id", "state", "state_registration", "city_code", "tax_regime")
_OF_PASSWORD = ("password_hash", "must_change")
_CONFIGURED = ("municipal_registration", "certificate_type", "configured_at")


async def settle(session: AsyncSession, customer_id: str, now: datetime | None = None) -> None:
    """Brings what is stored of a customer's readiness up to date.

    Args:
        session: of the transaction that changed something.
        customer_id: whose; one that is gone is nobody's business.
        now: UTC; the current time if none.
    """
    await session.flush()
    row = await _row(session, customer_id)
    if row is None:
        return
    left = missing(await _facts(session, row), now or utc_now())
    await session.execute(
        update(CustomerRow)
        .where(CustomerRow.id == customer_id, CustomerRow.missing != left)
        .values(missing=left)
        .execution_options(synchronize_session=False)
    )


async def facts_of(session: AsyncSession, reseller_id: str, customer_id: str) -> Facts | None:
    """What issuing depends on; none if the reseller has no such customer."""
    row = await _row(session, customer_id)
    return await _facts(session, row) if row and row["reseller_id"] == reseller_id else None


async def _row(session: AsyncSession, customer_id: str) -> RowMapping | None:
    query = (
        select(*(getattr(CustomerRow, name) for name in ("id", "reseller_id", *_REGISTERED, *_OF_PASSWORD)))
        .add_columns(*(getattr(FirstAccessRow, name) for name in _CONFIGURED))
        .add_columns(CertificateRow.not_after, CertificateRow.tax_id.label("certificate_tax_id"))
        .outerjoin(FirstAccessRow, FirstAccessRow.customer_id == CustomerRow.id)
        .outerjoin(CertificateRow, CertificateRow.customer_id == CustomerRow.id)
        .where(CustomerRow.id == customer_id)
    )
    return (await session.execute(query)).mappings().one_or_none()


async def _facts(session: AsyncSession, row: RowMapping) -> Facts:
    plans = select(CustomerPlanRow.documents).where(CustomerPlanRow.customer_id == row["id"])
    sold = {document for documents in await session.scalars(plans) for document in documents}
    return Facts(
        documents=tuple(document for document in DOCUMENTS if document in sold),
        municipal_registration=row["municipal_registration"] or "",
        numberings=await numberings_of(session, row["id"]),
        certificate_type=row["certificate_type"] or "",
        certificate_until=row["not_after"],
        certificate_tax_id=row["certificate_tax_id"] or "",
        password=_password(row),
        has_logo=await current_logo_id(session, row["id"]) != "",
        configured_at=row["configured_at"],
        **{name: row[name] for name in _REGISTERED},
    )


async def numberings_of(session: AsyncSession, customer_id: str) -> tuple[Numbering, ...]:
    """The series and next numbers of a customer, in the order they are asked for."""
    columns = ("document", "environment", "series", "next_number")
    query = select(*(getattr(NumberingRow, name) for name in columns))
    rows = await session.execute(query.where(NumberingRow.customer_id == customer_id))
    found = [Numbering(**dict(zip(columns, row, strict=True))) for row in rows]
    order = [(document, environment) for document in DOCUMENTS for environment in ENVIRONMENTS]
    return tuple(sorted(found, key=lambda one: order.index((one.document, one.environment))))


def _password(row: RowMapping) -> PasswordState:
    if not row["password_hash"]:
        return "none"
    return "must_change" if row["must_change"] else "created"
