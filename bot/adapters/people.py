"""Persons and their accounts in the database."""

from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import IntegrityError

from bot.db.clock import Clock, utc_now
from bot.db.database import Transaction
from bot.db.models import (
    AccountRow,
    CustomerAccountRow,
    CustomerRow,
    PersonRow,
    ResellerRow,
    ResellerTokenRow,
)
from bot.sealing import token_digest
from conversations.ports.people import Account, LinkInvalid, Own, Person, Reseller

LONGEST_NAME, LONGEST_SUPPORT = 60, 500

DEMO_ID = "demo"
"""The reseller of whoever tries the program (`bot.operator.add_demo`); its telephone is nobody's."""

_FIND = (
    select(PersonRow.id, PersonRow.name, ResellerRow.id, ResellerRow.name, ResellerRow.support)
    .join(AccountRow, AccountRow.person_id == PersonRow.id)
    .join(ResellerRow, ResellerRow.id == PersonRow.reseller_id)
    .where(AccountRow.channel == bindparam("channel"), AccountRow.account_id == bindparam("account_id"))
)
"""Made once and of columns alone: it is asked in every turn."""


class SqlPeople:
    """The persons of all resellers.

    Args:
        tx: the turn's transaction.
        support_contact: how a stranger reaches whoever runs this bot; where it is empty, the words of the
            oldest reseller that has any stand in, and the demo's only where there is no other reseller.
        clock: what time it is.
    """

    def __init__(self, tx: Transaction, *, support_contact: str = "", clock: Clock = utc_now) -> None:
        self._session = tx.session
        self._support_contact = support_contact
        self._clock = clock

    async def find(self, account: Account) -> Person | None:
        """As `conversations.ports.people.People.find`."""
        whose = {"channel": account.channel, "account_id": account.id}
        found = (await self._session.execute(_FIND, whose)).one_or_none()
        return Person(found[0], found[1], Reseller(*found[2:])) if found else None

    async def link(self, token: str, account: Account, name: str) -> Person:
        """As `conversations.ports.people.People.link`."""
        offer = await self._offer(token)
        known = await self.find(account)
        if offer is None or (known and known.reseller.id != offer.reseller_id):
            raise LinkInvalid
        if known and (offer.used_by_channel, offer.used_by_account) == (account.channel, account.id):
            return known
        if offer.used_by_account is not None or offer.expires_at <= self._clock():
            raise LinkInvalid
        # A colleague's link opened by somebody who is in already stays good for the colleague.
        return known or await self._make(offer, account, name)

    async def own(self, account: Account) -> Own | None:
        """As `conversations.ports.people.People.own`."""
        query = (
            select(CustomerAccountRow.customer_id, ResellerRow)
            .join(CustomerAccountRow.customer)
            .join(ResellerRow, ResellerRow.id == CustomerRow.reseller_id)
            .where(CustomerAccountRow.channel == account.channel, CustomerAccountRow.account_id == account.id)
            .execution_options(populate_existing=True)
        )
        found = (await self._session.execute(query)).one_or_none()
        return Own(customer_id=found[0], reseller=reseller_of(found[1])) if found else None

    async def own_registration(self, account: Account, customer_id: str) -> None:
        """As `conversations.ports.people.People.own_registration`."""
        row = CustomerAccountRow(channel=account.channel, account_id=account.id, customer_id=customer_id)
        await self._session.merge(row)
        await self._session.flush()

    async def set_support(self, reseller_id: str, support: str) -> None:
        """As `conversations.ports.people.People.set_support`."""
        support = _storable(support).strip()
        if len(support) > LONGEST_SUPPORT:
            raise ValueError(f"a support text has at most {LONGEST_SUPPORT} characters")
        await self._session.execute(
            update(ResellerRow).where(ResellerRow.id == reseller_id).values(support=support)
        )

    async def support(self) -> str:
        """As `conversations.ports.people.People.support`."""
        if self._support_contact:
            return self._support_contact
        query = select(ResellerRow.id, ResellerRow.support).order_by(ResellerRow.created_at, ResellerRow.id)
        rows = (await self._session.execute(query)).all()
        real = [support for reseller_id, support in rows if reseller_id != DEMO_ID]
        return next(filter(None, real or [support for _, support in rows]), "")

    async def _offer(self, token: str) -> ResellerTokenRow | None:
        if not token.isascii():  # none of ours; half a surrogate pair could not even be hashed
            return None
        return await self._session.get(ResellerTokenRow, token_digest(token), populate_existing=True)

    async def _make(self, offer: ResellerTokenRow, account: Account, name: str) -> Person:
        """Uses up the token and makes the person: both or neither.

        The database decides between two accounts that open one link at once, and between two links
        that one account opens at once.
        """
        person = PersonRow(
            reseller_id=offer.reseller_id, name=_storable(name)[:LONGEST_NAME], created_at=self._clock()
        )
        try:
            async with self._session.begin_nested():
                await self._use(offer, account)
                self._session.add(person)
                await self._session.flush()
                self._session.add(
                    AccountRow(channel=account.channel, account_id=account.id, person_id=person.id)
                )
        except IntegrityError as error:
            raise LinkInvalid from error
        reseller = await self._session.get_one(ResellerRow, offer.reseller_id)
        return _person(person, reseller)

    async def _use(self, offer: ResellerTokenRow, account: Account) -> None:
        used = await self._session.scalar(
            update(ResellerTokenRow)
            .where(ResellerTokenRow.digest == offer.digest, ResellerTokenRow.used_by_account.is_(None))
            .values(used_by_channel=account.channel, used_by_account=account.id)
            .returning(ResellerTokenRow.digest)
        )
        if used is None:
            raise LinkInvalid


def _storable(text: str) -> str:
    """The text without what no database takes: NUL, and half of a surrogate pair."""
    return text.encode(errors="ignore").decode().replace("\0", "")


def reseller_of(row: ResellerRow) -> Reseller:
    """The reseller as the conversations know it."""
    return Reseller(id=row.id, name=row.name, support=row.support)


def _person(row: PersonRow, reseller: ResellerRow) -> Person:
    return Person(id=row.id, name=row.name, reseller=reseller_of(reseller))
