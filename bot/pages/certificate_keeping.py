"""How a certificate that came by a link is kept."""

from datetime import datetime

from sqlalchemy import update

from bot.adapters.certificates_kept import Taken, put_certificate
from bot.db.database import Transaction
from bot.db.models import OneTimeLinkRow
from bot.db.models.one_time_links import CERTIFICATE
from bot.pages.links import locked_customer, use_up


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
    return True
