"""What customers say of how they were registered."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base


class RatingRow(Base):
    """One to five stars, and words or none; it goes with the customer."""

    __tablename__ = "ratings"
    __table_args__ = (Index(None, "reseller_id", "at"),)

    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True)
    reseller_id: Mapped[str] = mapped_column(ForeignKey("resellers.id"))
    stars: Mapped[int]
    comment: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime]
