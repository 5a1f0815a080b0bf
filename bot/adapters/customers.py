"""Customers in the database."""

from sqlalchemy import ColumnElement, and_, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from bot.adapters.announcing import Change, announce, announce_password, announce_removal
from bot.adapters.customers_belongings import keep_plans, keep_words
from bot.adapters.customers_rows import corrected_columns, customer_of, is_corrected, new_row, record_of
from bot.adapters.customers_search import find_page
from bot.adapters.readiness import settle
from bot.db.clock import Clock, utc_now
from bot.db.database import Transaction
from bot.db.models import CustomerRow, PersonRow, PlanRow
from conversations.ports.customers import (
    AlreadyCustomer,
    Changed,
    Customer,
    EmailTaken,
    Gone,
    Only,
    Page,
    Record,
    Registration,
)

_SUSPENDED: dict[bool, Change] = {True: "customer.suspended", False: "customer.resumed"}
CNPJ_LENGTH, CNPJ_ROOT = 14, 8
FIRST_PLACE, LAST_PLACE = "0" * 6, "Z" * 6  # between them an index finds them; letters come after digits


class SqlCustomers:
    """The customers of all resellers.

    Args:
        tx: the turn's transaction.
        clock: what time it is.
    """

    def __init__(self, tx: Transaction, *, clock: Clock = utc_now) -> None:
        self._tx = tx
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
        return customer_of(row) if row else None

    async def sibling(self, reseller_id: str, tax_id: str) -> Record | None:
        """As `conversations.ports.customers.Customers.sibling`."""
        root = tax_id[:CNPJ_ROOT]
        query = (
            select(CustomerRow.id)
            .where(
                CustomerRow.reseller_id == reseller_id,
                CustomerRow.tax_id.between(root + FIRST_PLACE, root + LAST_PLACE),
                func.length(CustomerRow.tax_id) == CNPJ_LENGTH,
                CustomerRow.tax_id != tax_id,
            )
            .order_by(CustomerRow.registered_at.desc(), CustomerRow.id.desc())
            .limit(1)
        )
        found = await self._session.scalar(query)
        return await self.record(reseller_id, found) if found else None

    async def register(self, registration: Registration) -> Customer:
        """As `conversations.ports.customers.Customers.register`.

        Raises:
            LookupError: a plan that this reseller never sold; the conversation offers none.
        """
        made = await self._made_before(registration)
        if made:
            return made
        row = new_row(registration)
        row.registered_at = self._clock()
        try:
            async with self._session.begin_nested():  # a refusal leaves the turn's transaction usable
                self._session.add(row)
                await self._session.flush()
                await keep_plans(self._session, row.id, registration)
                await keep_words(self._session, row.id, registration, row.registered_at)
                await settle(self._session, row.id, row.registered_at)
        except IntegrityError:
            made = await self._made_before(registration)  # somebody came first: say who, as above
            if made is None:
                raise
            return made
        await self._announce_new(row)
        return customer_of(row)

    async def page(self, reseller_id: str, *, number: int = 0, query: str = "", only: Only = "all") -> Page:
        """As `conversations.ports.customers.Customers.page`; a query of punctuation alone finds all."""
        return await find_page(
            self._session, reseller_id, number=number, query=query, only=only, now=self._clock()
        )

    async def record(self, reseller_id: str, customer_id: str) -> Record:
        """As `conversations.ports.customers.Customers.record`."""
        query = (
            select(CustomerRow, PersonRow.name)
            .outerjoin(PersonRow, PersonRow.id == CustomerRow.registered_by)
            .where(_is(reseller_id, customer_id))
            .options(selectinload(CustomerRow.plans))
            .execution_options(populate_existing=True)
        )
        found = (await self._session.execute(query)).one_or_none()
        if found is None:
            raise Gone
        row, registered_by = found
        shelf = select(PlanRow.category_id).where(PlanRow.id == row.plans[0].plan_id)
        return record_of(row, registered_by or "", (await self._session.scalars(shelf)).one())

    async def correct(self, customer_id: str, version: int, answers: Registration) -> Record:
        """As `conversations.ports.customers.Customers.correct`.

        Raises:
            LookupError: as `register`.
        """
        try:
            async with self._session.begin_nested():
                put = await self._put(customer_id, version, answers)
        except IntegrityError:
            await self._refuse(answers, besides=customer_id)
            raise
        record = await self.record(answers.reseller_id, customer_id)
        if put or (record.version == version + 1 and is_corrected(record, answers)):
            return record
        raise Changed(await self._corrector(answers.reseller_id, customer_id))

    async def suspend(self, reseller_id: str, customer_id: str, *, suspended: bool) -> None:
        """As `conversations.ports.customers.Customers.suspend`; again keeps the time of the first."""
        is_other = CustomerRow.suspended_at.is_(None) if suspended else CustomerRow.suspended_at.is_not(None)
        change = update(CustomerRow).where(_is(reseller_id, customer_id), is_other)
        change = change.values(suspended_at=self._clock() if suspended else None)
        if await self._session.scalar(change.returning(CustomerRow.id)):
            await announce(self._tx, _SUSPENDED[suspended], customer_id, self._clock())
        elif await self._session.scalar(select(CustomerRow.id).where(_is(reseller_id, customer_id))) is None:
            raise Gone

    async def remove(self, reseller_id: str, customer_id: str) -> None:
        """As `conversations.ports.customers.Customers.remove`; the database takes along what refers to it."""
        removal = delete(CustomerRow).where(_is(reseller_id, customer_id)).returning(CustomerRow.id)
        if await self._session.scalar(removal) is None:
            raise Gone
        await announce_removal(self._tx, reseller_id, customer_id, self._clock())

    async def _announce_new(self, row: CustomerRow) -> None:
        await announce(self._tx, "customer.registered", row.id, row.registered_at)
        if row.password_hash:
            await announce_password(self._tx, row.id, row.registered_at)

    async def _made_before(self, registration: Registration) -> Customer | None:
        """The customer this very registration made, if it did.

        Raises:
            AlreadyCustomer, EmailTaken: another one stands in its way.
        """
        row = await self._session.scalar(select(CustomerRow).where(CustomerRow.key == registration.key))
        if row:
            return customer_of(row)
        await self._refuse(registration)
        return None

    async def _refuse(self, answers: Registration, besides: str = "") -> None:
        """Raises what stands in the way of these answers, if something other than `besides` does."""
        twin = await self.same(answers.reseller_id, answers.tax_id, answers.state_registration)
        if twin and twin.id != besides:
            raise AlreadyCustomer(twin)
        query = select(CustomerRow.id).where(CustomerRow.email == answers.email.lower())
        if await self._session.scalar(query) not in (None, besides):
            raise EmailTaken

    async def _put(self, customer_id: str, version: int, answers: Registration) -> bool:
        """Puts the answers in the place of that version; False if it is no longer, or not yet, the current.

        The database decides between two who correct at once: the second finds another version.
        """
        correction = (
            update(CustomerRow)
            .where(_is(answers.reseller_id, customer_id), CustomerRow.version == version)
            .values(
                version=version + 1,
                updated_by=answers.person_id or None,
                updated_at=self._clock(),
                **corrected_columns(answers),
            )
            .returning(CustomerRow.registered_at)
        )
        registered_at = await self._session.scalar(correction)
        if registered_at is None:
            return False
        await keep_plans(self._session, customer_id, answers)
        await keep_words(self._session, customer_id, answers, registered_at)
        await settle(self._session, customer_id, self._clock())
        await announce(self._tx, "customer.changed", customer_id, self._clock())
        return True

    async def _corrector(self, reseller_id: str, customer_id: str) -> str:
        query = (
            select(PersonRow.name)
            .join(CustomerRow, CustomerRow.updated_by == PersonRow.id)
            .where(_is(reseller_id, customer_id))
        )
        return await self._session.scalar(query) or ""


def _is(reseller_id: str, customer_id: str) -> ColumnElement[bool]:
    """Whether it is this customer, of this reseller.

    An id that is none of ours may have signs that a database does not take: it is looked for as nobody.
    """
    ours = customer_id.isascii() and customer_id.isalnum()
    return and_(CustomerRow.id == (customer_id if ours else ""), CustomerRow.reseller_id == reseller_id)
