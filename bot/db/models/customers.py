"""The registered customers and what they were sold."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, TextClause, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db.models.base import Base, Id


class CustomerPlanRow(Base):
    """A plan as it was when it was sold: later changes of the plan do not change it."""

    __tablename__ = "customer_plans"

    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plans.id"), primary_key=True, index=True)
    position: Mapped[int]
    category: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(60))
    documents: Mapped[list[str]]
    price: Mapped[Decimal]
    trial_days: Mapped[int]


PASSWORD_PENDING = text("password_hash = ''")
"""Nobody typed a password, and no one-time page made one yet. Without a parameter, as its index is."""

READY = text("missing = 0 AND environment = 'homologacao'")
"""Nothing is missing to issue, and Produção is not asked for yet."""

UNREADY = text("missing > 0")
"""Something is missing to issue."""


def _newest_of(name: str, mark: TextClause) -> Index:
    """An index of the few that a mark holds for, the newest at its end."""
    columns = ("reseller_id", "registered_at", "id")
    return Index(name, *columns, sqlite_where=mark, postgresql_where=mark)


class CustomerRow(Base):
    """A customer; the columns are the answers' names, lengths those of the NF-e `emit` group or above.

    What hangs on a customer refers to it with ON DELETE CASCADE, and goes with it.
    """

    __tablename__ = "customers"
    __table_args__ = (
        UniqueConstraint("reseller_id", "tax_id", "state_registration"),
        # The list, newest first, whole and narrowed; with what is counted and passed over on the way.
        Index("ix_customers_newest", "reseller_id", "registered_at", "id", "trial_ends_at"),
        Index("ix_customers_environment", "reseller_id", "environment", "registered_at", "id"),
        Index("ix_customers_trial_ends_at", "reseller_id", "trial_ends_at", "id"),
        _newest_of("ix_customers_password_pending", PASSWORD_PENDING),
        _newest_of("ix_customers_ready", READY),
        _newest_of("ix_customers_unready", UNREADY),
    )

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(200), unique=True)
    reseller_id: Mapped[str] = mapped_column(ForeignKey("resellers.id"))
    registered_by: Mapped[str | None] = mapped_column(ForeignKey("persons.id"))  # none: by the invite
    registered_at: Mapped[datetime]
    invite_id: Mapped[str | None] = mapped_column(String(16))
    consent: Mapped[str | None] = mapped_column(String(20))  # version of the data notice, if it was shown
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    updated_by: Mapped[str | None] = mapped_column(ForeignKey("persons.id"))
    updated_at: Mapped[datetime | None]
    suspended_at: Mapped[datetime | None]
    environment: Mapped[str] = mapped_column(String(11))
    missing: Mapped[int] = mapped_column(server_default="1")  # to issue: bot.adapters.readiness.settle
    trial_ends_at: Mapped[datetime]

    name: Mapped[str] = mapped_column(String(60))
    phone: Mapped[str] = mapped_column(String(16))
    email: Mapped[str] = mapped_column(String(254), unique=True)  # lower case
    password_by: Mapped[str] = mapped_column(String(9))
    password_hash: Mapped[str] = mapped_column(String(255))
    must_change: Mapped[bool]

    tax_id: Mapped[str] = mapped_column(String(14))
    legal_name: Mapped[str] = mapped_column(String(60))
    trade_name: Mapped[str] = mapped_column(String(60))
    status: Mapped[str] = mapped_column(String(30))
    opened: Mapped[str] = mapped_column(String(10), default="", server_default="")  # ISO date
    activity: Mapped[str] = mapped_column(String(7), default="", server_default="")  # CNAE
    legal_nature: Mapped[str] = mapped_column(String(100), default="", server_default="")
    tax_regime: Mapped[str] = mapped_column(String(1))
    state: Mapped[str] = mapped_column(String(2))
    state_registration: Mapped[str] = mapped_column(String(14))

    cep: Mapped[str] = mapped_column(String(8))
    street: Mapped[str] = mapped_column(String(60))
    number: Mapped[str] = mapped_column(String(60))
    complement: Mapped[str] = mapped_column(String(60))
    district: Mapped[str] = mapped_column(String(60))
    city: Mapped[str] = mapped_column(String(60))
    city_code: Mapped[str] = mapped_column(String(7))

    plans: Mapped[list[CustomerPlanRow]] = relationship(
        order_by=CustomerPlanRow.position, lazy="raise", passive_deletes="all"
    )
