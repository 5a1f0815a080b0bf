"""Links to one-time pages."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db.models.base import Base, Digest
from bot.db.models.customers import CustomerRow

ACCESS = "access"
"""The kind of page by which a person of the reseller enters a customer's emitter."""

CERTIFICATE = "certificate"
"""The kind of page that takes a customer's A1 certificate."""


class OneTimeLinkRow(Base):
    """A page that can be used once; `kind` says which.

    `person_id` is who enters, of an `access` page; the other pages are the customer's own. `asked_by_…` is
    the chat that is told what came of it, where one is.
    """

    __tablename__ = "one_time_links"

    digest: Mapped[Digest]
    kind: Mapped[str] = mapped_column(String(20))
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("persons.id"))
    asked_by_channel: Mapped[str | None] = mapped_column(String(16))
    asked_by_account: Mapped[str | None] = mapped_column(String(64))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    customer: Mapped[CustomerRow] = relationship(lazy="raise")
