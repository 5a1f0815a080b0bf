"""Links to one-time pages."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db.models.base import Base, Digest
from bot.db.models.customers import CustomerRow


class OneTimeLinkRow(Base):
    """A page a customer can use once; `kind` says which."""

    __tablename__ = "one_time_links"

    digest: Mapped[Digest]
    kind: Mapped[str] = mapped_column(String(20))
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    customer: Mapped[CustomerRow] = relationship(lazy="raise")
