"""Customers' certificates: the links to the page that takes them, and what is known of each."""

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, select

from bot.adapters.links import keep_link
from bot.db.clock import Clock, utc_now
from bot.db.database import Transaction
from bot.db.models import CertificateRow, CustomerRow, OneTimeLinkRow
from bot.db.models.one_time_links import CERTIFICATE
from bot.sealing import TokenMaker, token_digest
from conversations.ports.certificates import Certificate
from conversations.ports.customers import Gone
from conversations.ports.people import Account

LIFE = timedelta(days=7)


class SqlCertificates:
    """Makes the addresses of the pages that take certificates; `bot.pages` answers them.

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
        """As `conversations.ports.certificates.Certificates.available`."""
        return bool(self._public_url)

    async def link(self, reseller_id: str, customer_id: str, asked_by: Account, key: str) -> str:
        """As `conversations.ports.certificates.Certificates.link`.

        Raises:
            conversations.ports.customers.Gone: the reseller has no such customer, or no longer.
            RuntimeError: no page of ours can be opened from outside; ask `available` first.
        """
        if not self._public_url:
            raise RuntimeError("there is no public address to make a link of")
        if await self._session.scalar(select(CustomerRow.id).where(_is(reseller_id, customer_id))) is None:
            raise Gone
        token = self._tokens.token(CERTIFICATE, f"{customer_id}\0{key}")
        link = OneTimeLinkRow(
            digest=token_digest(token),
            kind=CERTIFICATE,
            customer_id=customer_id,
            asked_by_channel=asked_by.channel,
            asked_by_account=asked_by.id,
            expires_at=self._clock() + LIFE,
        )
        await keep_link(self._session, link)
        return f"{self._public_url}/s/{token}"

    async def find(self, reseller_id: str, customer_id: str) -> Certificate | None:
        """As `conversations.ports.certificates.Certificates.find`; what is sealed stays in the database."""
        query = (
            select(
                CertificateRow.holder,
                CertificateRow.tax_id,
                CertificateRow.not_after,
                CertificateRow.kept_at,
                CertificateRow.fetched_at,
            )
            .join(CustomerRow, CustomerRow.id == CertificateRow.customer_id)
            .where(_is(reseller_id, customer_id))
        )
        found = (await self._session.execute(query)).one_or_none()
        if found is None:
            return None
        return Certificate(
            holder=found.holder,
            tax_id=found.tax_id,
            not_after=found.not_after,
            kept_at=found.kept_at,
            fetched=found.fetched_at is not None,
        )


def _is(reseller_id: str, customer_id: str) -> ColumnElement[bool]:
    """Whether it is this customer, of this reseller; an id with strange signs is nobody's."""
    ours = customer_id.isascii() and customer_id.isalnum()
    return and_(CustomerRow.id == (customer_id if ours else ""), CustomerRow.reseller_id == reseller_id)
