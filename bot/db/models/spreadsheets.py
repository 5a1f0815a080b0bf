"""Files on their way to a chat."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base, Id


class SpreadsheetRow(Base):
    """A spreadsheet from the moment it is made until a day after: it is sent at least once from here."""

    __tablename__ = "spreadsheets"

    id: Mapped[Id]
    reseller_id: Mapped[str] = mapped_column(ForeignKey("resellers.id"))
    name: Mapped[str] = mapped_column(String(60))
    data: Mapped[bytes]
    lines: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(index=True)
