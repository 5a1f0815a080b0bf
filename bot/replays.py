"""Turns that may be played again after a crash: what they changed in the database is changed once.

A turn's SQL is committed before its chat and its messages are, in Redis. Whoever dies in between leaves a
turn that is done, and nobody knows. So a turn that wrote leaves its result, sealed, in the same transaction;
when it is played again that is its result. See docs/adr/0011.
"""

import hashlib
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from bot.db.database import Transaction
from bot.db.models import PlayedTurnRow
from bot.sealing import Seal


class PlayedMeanwhile(Exception):  # noqa: N818 - a state of the turn
    """Somebody else committed the same turn first.

    Args:
        result: what came of it.
    """

    def __init__(self, result: Any) -> None:
        super().__init__("the turn was played meanwhile")
        self.result = result


class Overtaken(Exception):  # noqa: N818 - a state of the mailbox
    """Somebody took the mailbox later and has written: what is played here comes too late."""


class Replays:
    """The results of turns that wrote.

    Args:
        seal: closes and opens them.
    """

    def __init__(self, seal: Seal) -> None:
        self._seal = seal

    async def find(self, tx: Transaction, mailbox: str, id_: str) -> Any:
        """What came of a turn that was committed before; none if it was not."""
        query = select(PlayedTurnRow.result).where(
            PlayedTurnRow.mailbox == mailbox, PlayedTurnRow.turn == _digest(id_)
        )
        sealed = await tx.session.scalar(query)
        return self._seal.open(sealed) if sealed else None

    async def note(self, tx: Transaction, mailbox: str, id_: str, result: Any, since: int = 0) -> None:
        """Leaves a turn's result, in the place of the one before.

        The database decides between two who play at once: for the second, or for one whose mailbox was taken
        by somebody else since, there is nothing to replace, and no place to insert.

        Args:
            tx: the turn's transaction.
            mailbox: whose turn.
            id_: the update's id in it.
            result: what came of it.
            since: when the mailbox was taken for this turn, in µs.

        Raises:
            PlayedMeanwhile: somebody else left the result of this turn.
            Overtaken: somebody who took the mailbox later left the result of another one.
        """
        turn, sealed = _digest(id_), self._seal.close(result)
        row = PlayedTurnRow(mailbox=mailbox, turn=turn, taken=since, result=sealed)
        replace = (
            update(PlayedTurnRow)
            .where(PlayedTurnRow.mailbox == mailbox, PlayedTurnRow.turn != turn, PlayedTurnRow.taken <= since)
            .values(turn=turn, taken=since, result=sealed)
            .returning(PlayedTurnRow.mailbox)
        )
        if await tx.session.scalar(replace):
            return
        try:
            async with tx.session.begin_nested():
                tx.session.add(row)
        except IntegrityError:
            found = await self.find(tx, mailbox, id_)
            raise (PlayedMeanwhile(found) if found else Overtaken()) from None


def _digest(id_: str) -> str:
    return hashlib.sha256(id_.encode()).hexdigest()
