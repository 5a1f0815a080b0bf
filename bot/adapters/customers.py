"""Customers in the database."""

from dataclasses import fields

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from bot.db.clock import Clock, utc_now
from bot.db.database import Transaction
from bot.db.ids import new_id
from bot.db.models import CustomerPlanRow, CustomerRow, PlanRow
from conversations.ports.customers import AlreadyCustomer, Customer, EmailTaken, Registration

NOT_COLUMNS = {"person_id", "plan_ids"}


class SqlCustomers:
    """The customers of all resellers.

    Args:
        tx: the turn's transaction.
        clock: what time it is.
    """

    def __init__(self, tx: Transaction, *, clock: Clock = utc_now) -> None:
        self._session = tx.session
        self._clock = clock

    async def email_taken(self, email: str) -> bool:
        """As `conversations.ports.customers.Customers.email_taken`."""
        query = select(CustomerRow.id).where(CustomerRow.email == email.lower())
        return await self._session.scalar(query) is not None

    async def same(self, reseller_id: str, tax_id: str, state_registration: str) -> Customer | None:
        """As `conversations.ports.customers.Customers.same`."""
        query = select(CustomerRow).where(
            CustomerRow.reseller_id == reseller_id,
            CustomerRow.tax_id == tax_id,
            CustomerRow.state_registration == state_registration,
        )
        row = await self._session.scalar(query)
        return _customer(row) if row else None

    async def register(self, registration: Registration) -> Customer:
        """As `conversations.ports.customers.Customers.register`.

        Raises:
            LookupError: a plan that this reseller never sold; the conversation offers none.
        """
        made = await self._made_before(registration)
        if made:
            return made
        sold = await self._sold(registration)
        try:
            async with self._session.begin_nested():  # a refusal leaves the turn's transaction usable
                row = _row(registration)
                row.registered_at = self._clock()
                self._session.add(row)
                await self._session.flush()
                for plan in sold:
                    plan.customer_id = row.id
                self._session.add_all(sold)
        except IntegrityError:
            made = await self._made_before(registration)  # somebody came first: say who, as above
            if made is None:
                raise
            return made
        return _customer(row)

    async def _made_before(self, registration: Registration) -> Customer | None:
        """The customer this very registration made, if it did.

        Raises:
            AlreadyCustomer, EmailTaken: another one stands in its way.
        """
        row = await self._session.scalar(select(CustomerRow).where(CustomerRow.key == registration.key))
        if row:
            return _customer(row)
        twin = await self.same(registration.reseller_id, registration.tax_id, registration.state_registration)
        if twin:
            raise AlreadyCustomer(twin)
        if await self.email_taken(registration.email):
            raise EmailTaken
        return None

    async def _sold(self, registration: Registration) -> list[CustomerPlanRow]:
        """The picked plans as they are now, in the order they were picked.

        One that was taken off sale since it was picked is sold all the same: it was offered.
        """
        query = (
            select(PlanRow)
            .where(PlanRow.reseller_id == registration.reseller_id, PlanRow.id.in_(registration.plan_ids))
            .options(joinedload(PlanRow.category))
        )
        plans = {plan.id: plan for plan in await self._session.scalars(query)}
        missing = set(registration.plan_ids) - set(plans)
        if missing or not plans:
            raise LookupError(f"not plans of reseller {registration.reseller_id}: {sorted(missing)}")
        return [_sold(plans[plan_id], at) for at, plan_id in enumerate(registration.plan_ids)]


def _sold(plan: PlanRow, position: int) -> CustomerPlanRow:
    return CustomerPlanRow(
        plan_id=plan.id,
        position=position,
        category=plan.category.name,
        name=plan.name,
        documents=plan.documents,
        price=plan.price,
        trial_days=plan.trial_days,
    )


def _row(registration: Registration) -> CustomerRow:
    answers = {f.name: getattr(registration, f.name) for f in fields(registration)}
    columns = {name: value for name, value in answers.items() if name not in NOT_COLUMNS}
    columns["email"] = registration.email.lower()
    return CustomerRow(
        id=new_id(), registered_by=registration.person_id, environment="homologacao", **columns
    )


def _customer(row: CustomerRow) -> Customer:
    return Customer(**{f.name: getattr(row, f.name) for f in fields(Customer)})
