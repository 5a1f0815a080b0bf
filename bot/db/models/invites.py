"""Invites, what they offer, and the tokens that open them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db.models.base import Base, Digest, Id
from bot.db.models.plans import CategoryRow, PlanRow
from bot.db.models.resellers import PersonRow, ResellerRow


class InvitePlanRow(Base):
    """A plan that an invite fixes."""

    __tablename__ = "invite_plans"

    invite_id: Mapped[str] = mapped_column(ForeignKey("invites.id"), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plans.id"), primary_key=True, index=True)
    position: Mapped[int]

    plan: Mapped[PlanRow] = relationship(lazy="raise")


class InviteRow(Base):
    """An invite by which `uses` customers may register; without a category they choose it themselves.

    `made_from` follows from the turn that made it, so that a replay finds it; the token follows from it
    and from SECRET_KEY, so that the link can be shown again. `registered` counts the places taken, each
    by one account: also those whose customer was removed since.
    """

    __tablename__ = "invites"
    __table_args__ = (Index(None, "reseller_id", "created_at", "id"),)

    id: Mapped[Id]
    reseller_id: Mapped[str] = mapped_column(ForeignKey("resellers.id"))
    made_by: Mapped[str | None] = mapped_column(ForeignKey("persons.id"))  # none: the operator
    made_from: Mapped[str] = mapped_column(String(64), unique=True)
    category_id: Mapped[str | None] = mapped_column(ForeignKey("categories.id"))
    uses: Mapped[int]
    registered: Mapped[int]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    reseller: Mapped[ResellerRow] = relationship(lazy="raise")
    maker: Mapped[PersonRow | None] = relationship(lazy="raise")
    category: Mapped[CategoryRow | None] = relationship(lazy="raise")
    plans: Mapped[list[InvitePlanRow]] = relationship(order_by=InvitePlanRow.position, lazy="raise")


class InviteTokenRow(Base):
    """What opens an invite. There are several where SECRET_KEY was changed: what was sent out stays good."""

    __tablename__ = "invite_tokens"

    digest: Mapped[Digest]
    invite_id: Mapped[str] = mapped_column(ForeignKey("invites.id"))

    invite: Mapped[InviteRow] = relationship(lazy="raise")
