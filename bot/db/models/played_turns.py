"""The last turn of each chat that changed something here."""

from sqlalchemy import BigInteger, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.models.base import Base


class PlayedTurnRow(Base):
    """What a chat's last writing turn came to. A chat's turns are played one after another, so that none
    before the last can be played again.

    `turn` is a digest of the turn's key; `taken` is when its mailbox was taken, in µs by Redis' clock, so
    that who lost the mailbox does not write after who has it; `result` is sealed.
    """

    __tablename__ = "played_turns"

    mailbox: Mapped[str] = mapped_column(String(200), primary_key=True)
    turn: Mapped[str] = mapped_column(String(64))
    taken: Mapped[int] = mapped_column(BigInteger)
    result: Mapped[bytes] = mapped_column(LargeBinary)
