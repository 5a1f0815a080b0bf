"""What resellers sell."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db.models.base import Base, Id


class CategoryRow(Base):
    """A shelf of plans, in the reseller's own order."""

    __tablename__ = "categories"
    __table_args__ = (UniqueConstraint("reseller_id", "name"),)

    id: Mapped[Id]
    reseller_id: Mapped[str] = mapped_column(ForeignKey("resellers.id"))
    name: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]


class PlanRow(Base):
    """A plan. One that was taken off sale stays, for those who have it or are about to finish."""

    __tablename__ = "plans"
    __table_args__ = (UniqueConstraint("reseller_id", "name"),)

    id: Mapped[Id]
    reseller_id: Mapped[str] = mapped_column(ForeignKey("resellers.id"))
    category_id: Mapped[str] = mapped_column(ForeignKey("categories.id"))
    name: Mapped[str] = mapped_column(String(60))
    documents: Mapped[list[str]]
    price: Mapped[Decimal]
    trial_days: Mapped[int]
    position: Mapped[int]
    withdrawn_at: Mapped[datetime | None]

    category: Mapped[CategoryRow] = relationship(lazy="raise")
