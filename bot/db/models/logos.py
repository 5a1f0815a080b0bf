"""The logos of customers, sealed."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base


class LogoRow(Base):
    """A logo: the customer's, or one that was sent and that no configuration has named yet.

    The id follows from the customer and from what was sent: a task that is done again keeps no second one.
    """

    __tablename__ = "logos"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(4))
    width: Mapped[int]
    height: Mapped[int]
    sealed: Mapped[bytes]
    current: Mapped[bool]
    sent_at: Mapped[datetime]
