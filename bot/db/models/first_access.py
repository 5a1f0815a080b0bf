"""The first configuration of customers' emitters."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base


class FirstAccessRow(Base):
    """What the first configuration asks besides the registration, which it corrects."""

    __tablename__ = "first_access"

    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True)
    municipal_registration: Mapped[str] = mapped_column(String(15))
    certificate_type: Mapped[str] = mapped_column(String(2))
    configured_by: Mapped[str | None] = mapped_column(ForeignKey("persons.id"))  # none: the customer
    configured_at: Mapped[datetime]


class NumberingRow(Base):
    """Series and next number of one kind of document in one environment."""

    __tablename__ = "numberings"

    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True)
    document: Mapped[str] = mapped_column(String(5), primary_key=True)
    environment: Mapped[str] = mapped_column(String(11), primary_key=True)
    series: Mapped[int]
    next_number: Mapped[int]
