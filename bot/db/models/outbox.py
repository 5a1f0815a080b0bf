"""What is still to be told to the emitter."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base

PARKED = text("failed_at IS NOT NULL")
"""Given up, until somebody has it tried again."""


GONE = "410 Gone"
"""The error of an event by which the emitter said that it wants nothing any more: then nothing is sent."""


class OutboxRow(Base):
    """An event that waits to be delivered; delivered ones are not kept.

    `number` gives the order: who writes one has the customer's row locked, so that a customer's numbers grow
    in the order in which the changes are committed. `id` is the same over all tries. `customer_id` refers to
    nothing, as the last event tells that the customer is gone. Who delivers it has it to itself until
    `claimed_until`. `body` is what is sent, to the letter: it is signed.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_customer_id", "customer_id", "number"),
        Index("ix_outbox_next_try_at", "next_try_at"),
        Index("ix_outbox_parked", "failed_at", sqlite_where=PARKED, postgresql_where=PARKED),
        {"sqlite_autoincrement": True},  # or the number of a delivered row would be given once more
    )

    number: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    id: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[str] = mapped_column(String(16))
    type: Mapped[str] = mapped_column(String(40))
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    first_tried_at: Mapped[datetime | None]
    next_try_at: Mapped[datetime]
    claimed_by: Mapped[str | None] = mapped_column(String(40))
    claimed_until: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(String(200))
    failed_at: Mapped[datetime | None]
