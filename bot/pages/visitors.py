"""What the page in the emitter's place shows of a customer."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.access.entrance import Visit
from bot.adapters.customers import SqlCustomers
from bot.adapters.first_access import SqlFirstAccess
from bot.db.database import Transaction
from bot.db.models import PersonRow, ResellerRow
from conversations.first_access.readiness import checklist
from conversations.first_access.ready_texts import things_to_do
from conversations.ports.customers import Gone

BRASILIA = ZoneInfo("America/Sao_Paulo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A customer as somebody who has entered sees it.

    Args:
        person, reseller: who entered, by name.
        company, email: of the customer.
        environment: `homologacao` or `producao`.
        trial_ends: the last day of the trial, in Brazil.
        trial_over: whether it is past.
        suspended: by the reseller.
        password_pending: the customer has not created or seen the password yet.
        missing: what the customer lacks to issue, a sentence each.
    """

    person: str
    reseller: str
    company: str
    email: str
    environment: str
    trial_ends: date
    trial_over: bool
    suspended: bool
    password_pending: bool
    missing: tuple[str, ...]


async def look_up(tx: Transaction, visit: Visit, now: datetime) -> Visitor | None:
    """The customer that is visited, as it is now; none if there is no such visit any more."""
    try:
        record = await SqlCustomers(tx).record(visit.reseller_id, visit.customer_id)
    except Gone:
        return None
    names = (
        select(PersonRow.name, ResellerRow.name)
        .join(ResellerRow, ResellerRow.id == PersonRow.reseller_id)
        .where(PersonRow.id == visit.person_id, ResellerRow.id == visit.reseller_id)
    )
    who = (await tx.session.execute(names)).one_or_none()
    if who is None:
        return None
    ends = record.answers.trial_ends_at
    return Visitor(
        person=who[0],
        reseller=who[1],
        company=record.answers.legal_name,
        email=record.answers.email,
        environment=record.environment,
        trial_ends=ends.astimezone(BRASILIA).date(),
        trial_over=ends <= now,
        suspended=record.suspended,
        password_pending=record.password_pending,
        missing=await _missing(tx, visit, now),
    )


async def _missing(tx: Transaction, visit: Visit, now: datetime) -> tuple[str, ...]:
    facts = await SqlFirstAccess(tx).facts(visit.reseller_id, visit.customer_id)
    return things_to_do(facts, checklist(facts, now), owner=False)
