"""The A1 certificates of customers, sealed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, Id


class CertificateRow(Base):
    """The certificate a customer signs with. A new one takes the place of the old, under an id of its own, so
    that who acknowledges the old one does not delete the new.
    """

    __tablename__ = "certificates"
    __table_args__ = (Index("ix_certificates_not_after", "not_after"),)

    id: Mapped[Id]
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), unique=True)
    kind: Mapped[str] = mapped_column(String(2))  # A1: an A3 never leaves its token or card
    holder: Mapped[str] = mapped_column(String(120))
    tax_id: Mapped[str] = mapped_column(String(14))
    serial: Mapped[str] = mapped_column(String(64))  # hexadecimal, as it is written
    not_after: Mapped[datetime]
    sealed: Mapped[bytes | None]  # none once the emitter has it
    kept_at: Mapped[datetime]
    fetched_at: Mapped[datetime | None]
