"""What the emitter is told of a customer; docs/provisioning.md says what it means."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.adapters.readiness import numberings_of
from bot.db.models import CertificateRow, CustomerPlanRow, CustomerRow, FirstAccessRow, LogoRow

R = TypeVar("R", FirstAccessRow, CertificateRow, LogoRow)

PLAIN = (
    "id", "reseller_id", "version", "environment",
    "name", "phone", "email",
    "tax_id", "legal_name", "trade_name", "status", "tax_regime", "state", "state_registration",
    "cep", "street", "number", "complement", "district", "city", "city_code",
    "opened", "activity", "legal_nature",
)  # fmt: skip
"""Columns that are told as they are. A list of what is, so that a new column, or a hash, is not."""

CONFIGURED = ("municipal_registration", "certificate_type")
LOGO = ("id", "kind", "width", "height")
CERTIFICATE = ("id", "kind", "holder", "tax_id", "serial")


def told_customer(row: CustomerRow) -> dict[str, Any]:
    """A customer as it is now.

    Args:
        row: with its plans loaded.
    """
    return {
        **{name: getattr(row, name) for name in PLAIN},
        "suspended": row.suspended_at is not None,
        "trial_ends_at": told_time(row.trial_ends_at),
        "registered_at": told_time(row.registered_at),
        "plans": [_plan(plan) for plan in row.plans],
    }


def told_password(row: CustomerRow) -> dict[str, Any]:
    """What a customer signs in with: the hash, and whether it must be changed at the first access."""
    return {"hash": row.password_hash, "must_change": row.must_change}


async def told_configuration(session: AsyncSession, row: CustomerRow) -> dict[str, Any]:
    """How a customer's emitter is configured; null for what nobody said yet."""
    kept = await session.scalar(_fresh(FirstAccessRow, row.id))
    certificate = await session.scalar(_fresh(CertificateRow, row.id))
    logo = await session.scalar(_fresh(LogoRow, row.id).where(LogoRow.current))
    return {
        **{name: getattr(kept, name, None) for name in CONFIGURED},
        "configured_at": told_time(kept.configured_at) if kept else None,
        "numberings": [asdict(one) for one in await numberings_of(session, row.id)],
        "certificate": told_certificate(certificate) if certificate else None,
        "logo": {name: getattr(logo, name) for name in LOGO} if logo else None,
    }


def told_certificate(row: CertificateRow) -> dict[str, Any]:
    """What is known of a certificate, which goes another way itself: see `bot.provisioning.certificates`."""
    return {name: getattr(row, name) for name in CERTIFICATE} | {"not_after": told_time(row.not_after)}


def told_time(at: datetime) -> str:
    """A time as it is written in events."""
    return at.isoformat().replace("+00:00", "Z")


def _fresh(row: type[R], customer_id: str) -> Select[R]:
    """A customer's rows as they are now, not as the turn saw them before."""
    return select(row).filter_by(customer_id=customer_id).execution_options(populate_existing=True)


def _plan(plan: CustomerPlanRow) -> dict[str, Any]:
    return {
        "id": plan.plan_id,
        "category": plan.category,
        "name": plan.name,
        "documents": plan.documents,
        "price": str(plan.price),
        "trial_days": plan.trial_days,
    }
