"""What hangs on a customer: the plans it was sold, and the words it is found by."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from bot.adapters.customers_words import FIND_BY, head_of, words_of
from bot.db.models import CustomerPlanRow, CustomerWordRow, PlanRow
from conversations.ports.customers import Registration


async def keep_plans(session: AsyncSession, customer_id: str, answers: Registration) -> None:
    """Sells what is picked and not had yet, as it is now, and takes back what is had and not picked.

    A plan that was taken off sale since it was picked is sold all the same: it was offered.

    Raises:
        LookupError: no plan, or one that this reseller never sold; the conversation offers none such.
    """
    query = select(CustomerPlanRow).where(CustomerPlanRow.customer_id == customer_id)
    had = {row.plan_id: row for row in await session.scalars(query)}
    new = await _offered(session, answers.reseller_id, [id_ for id_ in answers.plan_ids if id_ not in had])
    if not answers.plan_ids:
        raise LookupError("a customer without a plan")
    for plan_id in had.keys() - set(answers.plan_ids):
        await session.delete(had[plan_id])
    for position, plan_id in enumerate(answers.plan_ids):
        if plan_id in had:
            had[plan_id].position = position
        else:
            session.add(_sold(customer_id, new[plan_id], position))


async def keep_words(
    session: AsyncSession, customer_id: str, answers: Registration, registered_at: datetime
) -> None:
    """Makes the customer be found by its answers, and by no others."""
    await session.execute(delete(CustomerWordRow).where(CustomerWordRow.customer_id == customer_id))
    texts = [getattr(answers, name) for name in FIND_BY]
    own = {"customer_id": customer_id, "reseller_id": answers.reseller_id, "registered_at": registered_at}
    words = [{"word": word, "head": head_of(word), **own} for word in sorted(words_of(texts, answers.phone))]
    await session.execute(insert(CustomerWordRow), words)


async def _offered(session: AsyncSession, reseller_id: str, plan_ids: Sequence[str]) -> dict[str, PlanRow]:
    query = (
        select(PlanRow)
        .where(PlanRow.reseller_id == reseller_id, PlanRow.id.in_(plan_ids))
        .options(joinedload(PlanRow.category))
    )
    plans = {plan.id: plan for plan in await session.scalars(query)}
    if missing := set(plan_ids) - set(plans):
        raise LookupError(f"not plans of reseller {reseller_id}: {sorted(missing)}")
    return plans


def _sold(customer_id: str, plan: PlanRow, position: int) -> CustomerPlanRow:
    return CustomerPlanRow(
        customer_id=customer_id,
        plan_id=plan.id,
        position=position,
        category=plan.category.name,
        name=plan.name,
        documents=plan.documents,
        price=plan.price,
        trial_days=plan.trial_days,
    )
