"""Ratings in the database."""

from sqlalchemy import exists, func, select, update

from bot.db.clock import Clock, utc_now
from bot.db.database import Transaction
from bot.db.models import CustomerRow, RatingRow
from conversations.ports.ratings import LAST, Comment, Rated


class SqlRatings:
    """The ratings of all resellers' customers.

    Args:
        tx: the turn's transaction.
        clock: what time it is.
    """

    def __init__(self, tx: Transaction, *, clock: Clock = utc_now) -> None:
        self._session = tx.session
        self._clock = clock

    async def rate(self, reseller_id: str, customer_id: str, stars: int) -> bool:
        """As `conversations.ports.ratings.Ratings.rate`."""
        theirs = exists().where(CustomerRow.id == customer_id, CustomerRow.reseller_id == reseller_id)
        if not await self._session.scalar(select(theirs)):
            return False
        if await self._session.get(RatingRow, customer_id):
            return False
        row = RatingRow(
            customer_id=customer_id, reseller_id=reseller_id, stars=stars, comment="", at=self._clock()
        )
        self._session.add(row)
        await self._session.flush()
        return True

    async def comment(self, reseller_id: str, customer_id: str, text: str) -> None:
        """As `conversations.ports.ratings.Ratings.comment`."""
        whose = RatingRow.customer_id == customer_id, RatingRow.reseller_id == reseller_id
        await self._session.execute(update(RatingRow).where(*whose).values(comment=text))

    async def of(self, reseller_id: str) -> Rated:
        """As `conversations.ports.ratings.Ratings.of`."""
        numbers = select(func.count(), func.sum(RatingRow.stars)).where(RatingRow.reseller_id == reseller_id)
        count, total = (await self._session.execute(numbers)).one()
        name = func.coalesce(func.nullif(CustomerRow.trade_name, ""), CustomerRow.legal_name)
        said = (
            select(RatingRow.stars, RatingRow.comment, name, RatingRow.at)
            .join(CustomerRow, CustomerRow.id == RatingRow.customer_id)
            .where(RatingRow.reseller_id == reseller_id, RatingRow.comment != "")
            .order_by(RatingRow.at.desc(), RatingRow.customer_id)
            .limit(LAST)
        )
        comments = tuple(Comment(*row) for row in await self._session.execute(said))
        return Rated(count, float(total) / count if count else 0.0, comments)
