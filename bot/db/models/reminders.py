"""Who was reminded of what, who wants no reminders, and whose registration lies unfinished."""

from datetime import date, datetime

from sqlalchemy import Date, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base


class ReminderRow(Base):
    """An account was reminded of something, which is done once."""

    __tablename__ = "reminders"
    __table_args__ = (Index(None, "channel", "account_id", "on_day"),)

    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    subject: Mapped[str] = mapped_column(String(16), primary_key=True)
    on_day: Mapped[date] = mapped_column(Date())  # in America/Sao_Paulo


class RefusalRow(Base):
    """An account that wants no reminders."""

    __tablename__ = "reminder_refusals"

    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(64), primary_key=True)


class UnfinishedRow(Base):
    """A chat in which a registration was begun and not ended; the draft itself is in Redis."""

    __tablename__ = "unfinished_registrations"

    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    draft: Mapped[str] = mapped_column(String(16))
    touched_at: Mapped[datetime] = mapped_column(index=True)
