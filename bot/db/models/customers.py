"""The registered customers and what they were sold."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db.models.base import Base, Id


class CustomerPlanRow(Base):
    """A plan as it was when it was sold: later changes of the plan do not change it."""

    __tablename__ = "customer_plans"

    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plans.id"), primary_key=True)
    position: Mapped[int]
    category: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(60))
    documents: Mapped[list[str]]
    price: Mapped[Decimal]
    trial_days: Mapped[int]


class CustomerRow(Base):
    """A customer; the columns are the answers' names, lengths those of the NF-e `emit` group or above."""

    __tablename__ = "customers"
    __table_args__ = (UniqueConstraint("reseller_id", "tax_id", "state_registration"),)

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(200), unique=True)
    reseller_id: Mapped[str] = mapped_column(ForeignKey("resellers.id"))
    registered_by: Mapped[str] = mapped_column(ForeignKey("persons.id"))
    registered_at: Mapped[datetime]
    environment: Mapped[str] = mapped_column(String(11))
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
