"""What customers are found by."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base

WORD_LENGTH = 60

# Compared byte by byte on both databases: a beginning is then a range of the index.
_Word = String(WORD_LENGTH).with_variant(String(WORD_LENGTH, collation="C"), "postgresql")


class CustomerWordRow(Base):
    """A word of a customer's names, tax id, e-mail or phone, in small ASCII letters and digits."""

    __tablename__ = "customer_words"
    __table_args__ = (Index(None, "reseller_id", "word", "customer_id"),)

    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True)
    word: Mapped[str] = mapped_column(_Word, primary_key=True)
    reseller_id: Mapped[str] = mapped_column(String(16))  # the customer's, which never changes
