"""What customers are found by."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base

WORD_LENGTH = 60
HEAD_LENGTH = 6


def _bytewise(length: int) -> String:
    """Compared byte by byte on both databases: a beginning is then a range of the index."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


class CustomerWordRow(Base):
    """A word of a customer's names, tax id, e-mail or phone, in small ASCII letters and digits.

    `head` is how it begins (see `bot.adapters.customers_words.head_of`): the index has the words of one head
    with the newest customer at the end, so that a page of them is read without sorting the rest. Reseller
    and time are the customer's and never change.
    """

    __tablename__ = "customer_words"
    __table_args__ = (
        Index("ix_customer_words_newest", "reseller_id", "head", "registered_at", "customer_id", "word"),
        {"sqlite_with_rowid": False},
    )

    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True)
    word: Mapped[str] = mapped_column(_bytewise(WORD_LENGTH), primary_key=True)
    head: Mapped[str] = mapped_column(_bytewise(HEAD_LENGTH))
    reseller_id: Mapped[str] = mapped_column(String(16))
    registered_at: Mapped[datetime]
