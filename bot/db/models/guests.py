"""Who came by an invite: by account, as they are no persons of a reseller."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db.models.base import Base
from bot.db.models.customers import CustomerRow
from bot.db.models.invites import InviteRow


class GuestRow(Base):
    """The invite that an account opened last: the one it registers by."""

    __tablename__ = "guests"

    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    invite_id: Mapped[str] = mapped_column(ForeignKey("invites.id"))

    invite: Mapped[InviteRow] = relationship(lazy="raise")


class VisitRow(Base):
    """What an account did with one invite: opened it, said yes to the data notice, took a place."""

    __tablename__ = "invite_visits"

    invite_id: Mapped[str] = mapped_column(ForeignKey("invites.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    opened_at: Mapped[datetime]
    consent: Mapped[str] = mapped_column(String(20))  # the version of the notice; empty before the yes
    consented_at: Mapped[datetime | None]
    place_taken_at: Mapped[datetime | None]


class CustomerAccountRow(Base):
    """The account of somebody who registered alone, and the registration it made last."""

    __tablename__ = "customer_accounts"

    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), index=True)

    customer: Mapped[CustomerRow] = relationship(lazy="raise")
