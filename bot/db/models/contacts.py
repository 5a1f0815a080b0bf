"""People on WhatsApp, whom Meta calls by a number, by an id of its own, or by both."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, Id

PHONE, USER_ID = "phone", "user_id"
FORMER = "former"
"""The kind of a name of ours: the id of somebody who turned out to be somebody else."""
LONGEST = 140
"""Characters of a name: an id has a country, `ENT` if it is a parent's, and up to 128 more.

Source: WhatsApp Business Platform, Business-scoped user IDs.
"""


class ContactRow(Base):
    """Somebody: the id is the account's in all other tables, whatever number they have."""

    __tablename__ = "contacts"

    id: Mapped[Id]
    created_at: Mapped[datetime]


class AliasRow(Base):
    """A name that leads to somebody: a number with the Brazilian 9, a business-scoped user id, or `FORMER`.

    `spelled` is how Meta writes it, which is how it wants to be written to. Somebody has one number at most,
    and keeps the ids of before: a message may come late.
    """

    __tablename__ = "contact_aliases"

    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    value: Mapped[str] = mapped_column(String(LONGEST), primary_key=True)
    spelled: Mapped[str] = mapped_column(String(LONGEST))
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"), index=True)
    seen_at: Mapped[datetime]
