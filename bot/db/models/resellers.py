"""Resellers, the persons who work for them, and how these are recognised."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db.models.base import Base, Digest, Id


class ResellerRow(Base):
    """A company that resells the emitter; `support` is how its customers reach it."""

    __tablename__ = "resellers"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(60))
    support: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[datetime]


class PersonRow(Base):
    """Somebody who works for a reseller, and for one only."""

    __tablename__ = "persons"

    id: Mapped[Id]
    reseller_id: Mapped[str] = mapped_column(ForeignKey("resellers.id"))
    name: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]

    reseller: Mapped[ResellerRow] = relationship(lazy="raise")


class AccountRow(Base):
    """An account on a channel, and whose it is. A person may have several."""

    __tablename__ = "accounts"

    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("persons.id"))

    person: Mapped[PersonRow] = relationship(lazy="raise")


class ResellerTokenRow(Base):
    """A one-time token that makes whoever opens its link a person of the reseller.

    `made_from` tells the token only to who has SECRET_KEY: so an open link can be shown again.
    """

    __tablename__ = "reseller_tokens"

    digest: Mapped[Digest]
    reseller_id: Mapped[str] = mapped_column(ForeignKey("resellers.id"))
    made_from: Mapped[str] = mapped_column(String(32))
    made_by: Mapped[str | None] = mapped_column(ForeignKey("persons.id"))  # none: the operator
    expires_at: Mapped[datetime]
    used_by_channel: Mapped[str | None] = mapped_column(String(16))
    used_by_account: Mapped[str | None] = mapped_column(String(64))
