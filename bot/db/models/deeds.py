"""Who did what."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base


class DeedRow(Base):
    """Something that a person did to a customer or a plan: ids alone, so it may outlive either.

    Without a person the customer did it.
    """

    __tablename__ = "deeds"
    __table_args__ = (Index(None, "reseller_id", "subject", "number"),)

    number: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    reseller_id: Mapped[str] = mapped_column(ForeignKey("resellers.id"))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("persons.id"))
    what: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]
