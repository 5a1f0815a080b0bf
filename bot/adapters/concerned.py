"""Whom something about a customer concerns, by the database."""

from sqlalchemy import ColumnElement, and_, func, select

from bot.db.database import Transaction
from bot.db.models import AccountRow, CustomerAccountRow, CustomerRow, InviteRow, PersonRow
from conversations.ports.people import Account


class SqlConcerned:
    """Whose chats are told of a customer.

    Args:
        tx: the turn's transaction.
    """

    def __init__(self, tx: Transaction) -> None:
        self._session = tx.session

    async def owners(self, reseller_id: str, customer_id: str) -> tuple[Account, ...]:
        """As `conversations.ports.concerned.Concerned.owners`."""
        query = (
            select(CustomerAccountRow.channel, CustomerAccountRow.account_id)
            .join(CustomerRow, CustomerRow.id == CustomerAccountRow.customer_id)
            .where(_is(reseller_id, customer_id))
            .order_by(CustomerAccountRow.channel, CustomerAccountRow.account_id)
        )
        return tuple(Account(*row) for row in await self._session.execute(query))

    async def keepers(self, reseller_id: str, customer_id: str) -> tuple[Account, ...]:
        """As `conversations.ports.concerned.Concerned.keepers`."""
        query = (
            select(func.coalesce(CustomerRow.registered_by, InviteRow.made_by))
            .outerjoin(InviteRow, InviteRow.id == CustomerRow.invite_id)
            .where(_is(reseller_id, customer_id))
        )
        found = (await self._session.execute(query)).one_or_none()
        if found is None:
            return ()
        own = await self._accounts(PersonRow.id == found[0])
        return own or await self._accounts(PersonRow.reseller_id == reseller_id)

    async def _accounts(self, whose: ColumnElement[bool]) -> tuple[Account, ...]:
        query = select(AccountRow.channel, AccountRow.account_id).join(AccountRow.person).where(whose)
        rows = await self._session.execute(query.order_by(AccountRow.channel, AccountRow.account_id))
        return tuple(Account(*row) for row in rows)


def _is(reseller_id: str, customer_id: str) -> ColumnElement[bool]:
    """Whether it is this customer, of this reseller; an id with strange signs is nobody's."""
    ours = customer_id.isascii() and customer_id.isalnum()
    return and_(CustomerRow.id == (customer_id if ours else ""), CustomerRow.reseller_id == reseller_id)
