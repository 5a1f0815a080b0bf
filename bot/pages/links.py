"""What a one-time link opens, and how it is used up."""

from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from sqlalchemy import and_, select, update
from sqlalchemy.orm import contains_eager

from bot.access.entrance import Visit
from bot.adapters.announcing import announce_password
from bot.adapters.readiness import settle
from bot.db.database import Transaction
from bot.db.models import CustomerRow, OneTimeLinkRow, PersonRow, ResellerRow
from bot.sealing import token_digest
from conversations.ports.links import LinkKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLink:
    """A link that is still good, and all that its page may tell whoever opened it.

    Args:
        kind: `create_password`, `show_password`, `certificate` or `access`.
        email: the customer's login.
        company: the customer's legal name.
        environment: `homologacao` or `producao`.
        reseller: who registered them.
        person: who enters the customer's emitter, of an `access` link.
        visit: the same by ids; none of other links.
    """

    kind: str
    email: str
    company: str
    environment: str
    reseller: str
    person: str
    visit: Visit | None


async def open_link(tx: Transaction, token: str, now: datetime) -> OpenLink | None:
    """What the token opens; none if it is unknown, used or expired. Changes nothing."""
    whose = and_(PersonRow.id == OneTimeLinkRow.person_id, PersonRow.reseller_id == CustomerRow.reseller_id)
    query = (
        select(OneTimeLinkRow, ResellerRow.name, PersonRow)
        .join(OneTimeLinkRow.customer)
        .join(ResellerRow, ResellerRow.id == CustomerRow.reseller_id)
        .outerjoin(PersonRow, whose)
        .where(
            OneTimeLinkRow.digest == token_digest(token),
            OneTimeLinkRow.used_at.is_(None),
            OneTimeLinkRow.expires_at > now,
        )
        .options(contains_eager(OneTimeLinkRow.customer))
    )
    found = (await tx.session.execute(query)).one_or_none()
    return _opened(*found) if found else None


def _opened(link: OneTimeLinkRow, reseller: str, person: PersonRow | None) -> OpenLink:
    customer, visit = link.customer, None
    if person:
        visit = Visit(customer_id=customer.id, reseller_id=customer.reseller_id, person_id=person.id)
    return OpenLink(
        kind=link.kind,
        email=customer.email,
        company=customer.legal_name,
        environment=customer.environment,
        reseller=reseller,
        person=person.name if person else "",
        visit=visit,
    )


async def use_up(tx: Transaction, token: str, now: datetime) -> bool:
    """Uses up the link in this transaction; False where it is no longer good."""
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
    return used is not None


async def keep_password(tx: Transaction, token: str, password_hash: str, now: datetime) -> bool:
    """Uses up the link and keeps the hash, both in this transaction; False where it is no longer good.

    The customer's other open links to a password are closed too: an old message must not set it anew.
    """
    customer_id = await locked_customer(tx, token)
    if not await use_up(tx, token, now):
        return False
    others = (
        OneTimeLinkRow.customer_id == customer_id,
        OneTimeLinkRow.kind.in_(get_args(LinkKind)),
        OneTimeLinkRow.used_at.is_(None),
    )
    await tx.session.execute(update(OneTimeLinkRow).where(*others).values(used_at=now))
    await tx.session.execute(
        update(CustomerRow)
        .where(CustomerRow.id == customer_id)
        .values(password_hash=password_hash, must_change=False)
    )
    if customer_id:
        await settle(tx.session, customer_id, now)
        await announce_password(tx, customer_id, now)
    return True


async def locked_customer(tx: Transaction, token: str) -> str | None:
    """Whose link it is. Locked first, so that two links of one customer do not wait for each other."""
    query = (
        select(CustomerRow.id)
        .join(OneTimeLinkRow, OneTimeLinkRow.customer_id == CustomerRow.id)
        .where(OneTimeLinkRow.digest == token_digest(token))
        .with_for_update(of=CustomerRow)
    )
    customer_id: str | None = await tx.session.scalar(query)
    return customer_id
