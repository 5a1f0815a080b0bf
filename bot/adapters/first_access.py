"""First configurations in the database."""

from dataclasses import fields

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.adapters.announcing import announce, announce_configuration
from bot.adapters.customers_rows import customer_of
from bot.adapters.logos_kept import current_logo_id, name_logo
from bot.adapters.readiness import facts_of, numberings_of, settle
from bot.db.clock import Clock, utc_now
from bot.db.database import Transaction
from bot.db.models import CustomerRow, FirstAccessRow, NumberingRow, PersonRow
from conversations.ports.customers import AlreadyCustomer, Changed, Gone
from conversations.ports.first_access import KEEP_LOGO, Configuration, Facts, NotReady, Numbering

_OF_CUSTOMER = ("state", "city", "city_code", "state_registration", "tax_regime")
_OF_FIRST_ACCESS = ("municipal_registration", "certificate_type")


class SqlFirstAccess:
    """The first configurations of all customers.

    Args:
        tx: the turn's transaction.
        clock: what time it is.
    """

    def __init__(self, tx: Transaction, *, clock: Clock = utc_now) -> None:
        self._tx = tx
        self._session = tx.session
        self._clock = clock

    async def facts(self, reseller_id: str, customer_id: str) -> Facts:
        """As `conversations.ports.first_access.FirstAccess.facts`."""
        found = await facts_of(self._session, reseller_id, _ours(customer_id))
        if found is None:
            raise Gone
        return found

    async def configure(self, configuration: Configuration) -> None:
        """As `conversations.ports.first_access.FirstAccess.configure`."""
        row = await self._locked(configuration.reseller_id, configuration.customer_id)
        if row.version == configuration.version + 1 and await self._is_kept(row, configuration):
            return
        if row.version != configuration.version:
            raise Changed(await self._name(row.updated_by))
        await self._correct(row, configuration)
        await self._keep(configuration)
        if configuration.logo != KEEP_LOGO:
            await name_logo(self._session, row.id, configuration.logo)
        await settle(self._session, row.id, self._clock())
        await announce_configuration(self._tx, row.id, self._clock())

    async def go_live(self, reseller_id: str, customer_id: str) -> bool:
        """As `conversations.ports.first_access.FirstAccess.go_live`."""
        row = await self._locked(reseller_id, customer_id)
        if row.environment == "producao":
            return False
        await settle(self._session, row.id, self._clock())  # a certificate may have ended meanwhile
        await self._session.refresh(row)
        if row.missing:
            raise NotReady
        row.environment = "producao"
        await announce(self._tx, "customer.environment_changed", row.id, self._clock())
        await self._session.flush()
        return True

    async def _locked(self, reseller_id: str, customer_id: str) -> CustomerRow:
        """The customer's row, which two who change it at once take one after the other."""
        query = (
            select(CustomerRow)
            .where(CustomerRow.id == _ours(customer_id), CustomerRow.reseller_id == reseller_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        row = await self._session.scalar(query)
        if row is None:
            raise Gone
        return row

    async def _correct(self, row: CustomerRow, configuration: Configuration) -> None:
        """Puts what was confirmed into the registration."""
        columns = {name: getattr(configuration, name) for name in _OF_CUSTOMER}
        columns |= {"version": row.version + 1, "updated_at": self._clock()}
        columns |= {"updated_by": configuration.person_id or None}
        change = update(CustomerRow).where(CustomerRow.id == row.id).values(**columns)
        try:
            async with self._session.begin_nested():
                await self._session.execute(change.execution_options(synchronize_session=False))
        except IntegrityError:
            await self._refuse(configuration, row)
            raise

    async def _refuse(self, configuration: Configuration, row: CustomerRow) -> None:
        """Says which customer has this tax id and IE already."""
        query = select(CustomerRow).where(
            CustomerRow.reseller_id == configuration.reseller_id,
            CustomerRow.tax_id == row.tax_id,
            CustomerRow.state_registration == configuration.state_registration,
        )
        if twin := await self._session.scalar(query):
            raise AlreadyCustomer(customer_of(twin))

    async def _keep(self, configuration: Configuration) -> None:
        customer_id = configuration.customer_id
        kept = FirstAccessRow(
            customer_id=customer_id,
            configured_by=configuration.person_id or None,
            configured_at=self._clock(),
            **{name: getattr(configuration, name) for name in _OF_FIRST_ACCESS},
        )
        await self._session.merge(kept)
        await self._session.flush()
        await self._session.execute(delete(NumberingRow).where(NumberingRow.customer_id == customer_id))
        if numberings := [_columns(customer_id, one) for one in configuration.numberings]:
            await self._session.execute(insert(NumberingRow), numberings)

    async def _is_kept(self, row: CustomerRow, configuration: Configuration) -> bool:
        kept = await self._session.get(FirstAccessRow, row.id, populate_existing=True)
        if kept is None or kept.configured_by != (configuration.person_id or None):
            return False
        same = all(getattr(row, name) == getattr(configuration, name) for name in _OF_CUSTOMER)
        same &= all(getattr(kept, name) == getattr(configuration, name) for name in _OF_FIRST_ACCESS)
        if configuration.logo not in {KEEP_LOGO, await current_logo_id(self._session, row.id)}:
            return False
        return same and await numberings_of(self._session, row.id) == configuration.numberings

    async def _name(self, person_id: str | None) -> str:
        query = select(PersonRow.name).where(PersonRow.id == person_id)
        return await self._session.scalar(query) or ""


def _columns(customer_id: str, one: Numbering) -> dict[str, str | int]:
    return {"customer_id": customer_id} | {f.name: getattr(one, f.name) for f in fields(one)}


def _ours(customer_id: str) -> str:
    """The id, if it can be one of ours: others may have signs that a database does not take."""
    return customer_id if customer_id.isascii() and customer_id.isalnum() else ""
