"""What a one-time link opens, and how it is used up."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import contains_eager

from bot.db.database import Transaction
from bot.db.models import CustomerRow, OneTimeLinkRow, ResellerRow
from bot.sealing import token_digest


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A link that is still good, and all that its page may tell whoever opened it.

    Args:
        kind: `create_password` or `show_password`.
        email: the customer's login.
        company: the customer's legal name.
        reseller: who registered them.
    """

    kind: str
    email: str
    company: str
    reseller: str


async def open_link(tx: Transaction, token: str, now: datetime) -> OpenLink | None:
    """What the token opens; none if it is unknown, used or expired. Changes nothing."""
    query = (
        select(OneTimeLinkRow, ResellerRow.name)
        .join(OneTimeLinkRow.customer)
        .join(ResellerRow, ResellerRow.id == CustomerRow.reseller_id)
        .where(
            OneTimeLinkRow.digest == token_digest(token),
            OneTimeLinkRow.used_at.is_(None),
            OneTimeLinkRow.expires_at > now,
        )
        .options(contains_eager(OneTimeLinkRow.customer))
    )
    found = (await tx.session.execute(query)).one_or_none()
    if found is None:
        return None
    link, reseller = found
    return OpenLink(link.kind, link.customer.email, link.customer.legal_name, reseller)


async def use_link(tx: Transaction, token: str, password_hash: str, now: datetime) -> bool:
    """Uses up the link and keeps the hash, both in this transaction; False where it is no longer good.

    The customer's other open links are closed too: an old message must not set the password anew.
    """
    customer_id = await _locked_customer(tx, token)
    used = await tx.session.scalar(
        update(OneTimeLinkRow)
        .where(
            OneTimeLinkRow.digest == token_digest(token),
            OneTimeLinkRow.used_at.is_(None),
            OneTimeLinkRow.expires_at > now,
        )
        .values(used_at=now)
        .returning(OneTimeLinkRow.digest)
    )
    if used is None:
        return False
    others = (OneTimeLinkRow.customer_id == customer_id, OneTimeLinkRow.used_at.is_(None))
    await tx.session.execute(update(OneTimeLinkRow).where(*others).values(used_at=now))
    await tx.session.execute(
        update(CustomerRow)
        .where(CustomerRow.id == customer_id)
        .values(password_hash=password_hash, must_change=False)
    )
    return True


async def _locked_customer(tx: Transaction, token: str) -> str | None:
    """Whose link it is. Locked first, so that two links of one customer do not wait for each other."""
    query = (
        select(CustomerRow.id)
        .join(OneTimeLinkRow, OneTimeLinkRow.customer_id == CustomerRow.id)
        .where(OneTimeLinkRow.digest == token_digest(token))
        .with_for_update(of=CustomerRow)
    )
    customer_id: str | None = await tx.session.scalar(query)
    return customer_id
