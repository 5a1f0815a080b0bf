"""One-time pages, by links kept in the database."""

from datetime import timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.clock import Clock, utc_now
from bot.db.database import Transaction
from bot.db.models import OneTimeLinkRow
from bot.sealing import TokenMaker, token_digest
from conversations.ports.links import LinkKind

LIFE = timedelta(days=7)


class SqlLinks:
    """Makes the addresses of one-time pages; `bot.pages` answers them.

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
        """As `conversations.ports.links.Links.available`."""
        return bool(self._public_url)

    async def password(self, customer_id: str, kind: LinkKind, key: str) -> str:
        """As `conversations.ports.links.Links.password`.

        Raises:
            RuntimeError: no page of ours can be opened from outside; ask `available` first.
        """
        if not self._public_url:
            raise RuntimeError("there is no public address to make a link of")
        token = self._tokens.token(kind, f"{customer_id}\0{key}")
        link = OneTimeLinkRow(
            digest=token_digest(token), kind=kind, customer_id=customer_id, expires_at=self._clock() + LIFE
        )
        await keep_link(self._session, link)
        return f"{self._public_url}/s/{token}"


async def keep_link(session: AsyncSession, link: OneTimeLinkRow) -> None:
    """Keeps a link unless it is kept already: its digest follows from its turn."""
    if await session.get(OneTimeLinkRow, link.digest):
        return
    try:
        async with session.begin_nested():
            session.add(link)
    except IntegrityError:
        # The same turn, replayed elsewhere at this moment, made it; anything else is a real error.
        if await session.get(OneTimeLinkRow, link.digest) is None:
            raise
