"""How a certificate that was checked is kept: sealed, one a customer, the newest in the place of the last."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.adapters.readiness import settle
from bot.db.ids import new_id
from bot.db.models import CertificateRow

A1 = "A1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A certificate as it is kept.

    Args:
        holder, tax_id, not_after: as in `conversations.ports.certificates.Certificate`.
        serial: its number, hexadecimal.
        sealed: key and certificates, closed; see `bot.icp_brasil.safe`.
    """

    holder: str
    tax_id: str
    serial: str
    not_after: datetime
    sealed: bytes


async def put_certificate(session: AsyncSession, customer_id: str, taken: Taken, now: datetime) -> str:
    """Keeps a customer's certificate in the place of the one before, and gives its id.

    Args:
        session: of the change; the caller has locked the customer's row, so that two do not come at once.
        customer_id: whose.
        taken: what is kept.
        now: UTC.
    """
    await session.execute(delete(CertificateRow).where(CertificateRow.customer_id == customer_id))
    row = CertificateRow(
        id=new_id(),
        customer_id=customer_id,
        kind=A1,
        holder=taken.holder,
        tax_id=taken.tax_id,
        serial=taken.serial,
        not_after=taken.not_after,
        sealed=taken.sealed,
        kept_at=now,
        fetched_at=None,
    )
    session.add(row)
    await settle(session, customer_id, now)
    return row.id
