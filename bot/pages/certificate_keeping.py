"""How a certificate that came by a link is kept."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from bot.adapters.announcing import announce_configuration
from bot.adapters.certificates_kept import Taken, put_certificate
from bot.adapters.readiness import settle
from bot.db.database import Transaction
from bot.db.models import CustomerRow, OneTimeLinkRow
from bot.db.models.one_time_links import CERTIFICATE
from bot.pages.links import locked_customer, use_up
from bot.sealing import token_digest
from conversations.ports.people import Account


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose certificate a link is for.

    Args:
        id: the customer's.
        tax_id: which it must be good for.
        asked_by: whose chat is told of it; none of a link that nobody asked for in a chat.
    """

    id: str
    tax_id: str
    asked_by: Account | None


async def wanted(tx: Transaction, token: str, now: datetime) -> Wanted | None:
    """Whose certificate is sent by this link; none where it is no longer good. Changes nothing."""
    query = (
        select(CustomerRow.id, CustomerRow.tax_id, OneTimeLinkRow)
        .join(OneTimeLinkRow, OneTimeLinkRow.customer_id == CustomerRow.id)
        .where(
            OneTimeLinkRow.digest == token_digest(token),
            OneTimeLinkRow.kind == CERTIFICATE,
            OneTimeLinkRow.used_at.is_(None),
            OneTimeLinkRow.expires_at > now,
        )
    )
    found = (await tx.session.execute(query)).one_or_none()
    if found is None:
        return None
    id_, tax_id, link = found
    channel, account = link.asked_by_channel, link.asked_by_account
    return Wanted(id_, tax_id, Account(channel, account) if channel and account else None)


async def keep_certificate(tx: Transaction, token: str, taken: Taken, now: datetime) -> bool:
    """Uses up the link and keeps the certificate, both in this transaction; False where it is no longer good.

    The customer's other open links to this page are closed too: an old message must not replace it.
    """
    customer_id = await locked_customer(tx, token)
    if customer_id is None or not await use_up(tx, token, now):
        return False
    others = (
        OneTimeLinkRow.customer_id == customer_id,
        OneTimeLinkRow.kind == CERTIFICATE,
        OneTimeLinkRow.used_at.is_(None),
    )
    await tx.session.execute(update(OneTimeLinkRow).where(*others).values(used_at=now))
    await put_certificate(tx.session, customer_id, taken, now)
    await settle(tx.session, customer_id, now)
    await announce_configuration(tx, customer_id, now)
    return True
