"""Signing in to a customer's emitter, by one-time links kept in the database."""

from datetime import timedelta

from sqlalchemy import select

from bot.adapters.links import keep_link
from bot.db.clock import Clock, utc_now
from bot.db.database import Transaction
from bot.db.models import CustomerRow, OneTimeLinkRow
from bot.db.models.one_time_links import ACCESS
from bot.sealing import TokenMaker, token_digest
from conversations.ports.customers import Gone

LIFE = timedelta(minutes=10)


class SqlAccess:
    """Makes the addresses of the pages behind Acessar; `bot.pages` answers them.

    Args:
        tx: the turn's transaction: a turn that is rolled back leaves no link.
        tokens: makes the same token for the same key.
        public_url: where our pages are reached from outside, or none.
        clock: what time it is.
    """

    def __init__(
        self, tx: Transaction, tokens: TokenMaker, public_url: str | None, clock: Clock = utc_now
    ) -> None:
        self._session = tx.session
        self._tokens = tokens
        self._public_url = (public_url or "").rstrip("/")
        self._clock = clock

    def available(self) -> bool:
        """As `conversations.ports.access.Access.available`."""
        return bool(self._public_url)

    async def link(self, reseller_id: str, person_id: str, customer_id: str, key: str) -> str:
        """As `conversations.ports.access.Access.link`.

        Raises:
            conversations.ports.customers.Gone: the reseller has no such customer, or no longer.
            RuntimeError: no page of ours can be opened from outside; ask `available` first.
        """
        if not self._public_url:
            raise RuntimeError("there is no public address to make a link of")
        query = select(CustomerRow.id).where(
            CustomerRow.id == customer_id, CustomerRow.reseller_id == reseller_id
        )
        if await self._session.scalar(query) is None:
            raise Gone
        token = self._tokens.token(ACCESS, f"{customer_id}\0{person_id}\0{key}")
        link = OneTimeLinkRow(
            digest=token_digest(token),
            kind=ACCESS,
            customer_id=customer_id,
            person_id=person_id,
            expires_at=self._clock() + LIFE,
        )
        await keep_link(self._session, link)
        return f"{self._public_url}/s/{token}"
