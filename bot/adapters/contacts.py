"""People on WhatsApp: one id for somebody, by whatever names Meta knows them.

Source: WhatsApp Business Platform, Business-scoped user IDs: a message may come with a number, with such an
id, or with both; the id changes with the number.
"""

import asyncio
from collections.abc import Iterable, Sequence

from sqlalchemy import Row, Select, or_, select, tuple_
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm.exc import StaleDataError

from bot.adapters.contacts_known import Known
from bot.adapters.contacts_meeting import meet
from bot.adapters.contacts_naming import settle
from bot.db.clock import Clock, utc_now
from bot.db.database import Database
from bot.db.models.contacts import FORMER, PHONE, USER_ID, AliasRow
from bot.together import Together
from bot.whatsapp.client import Address

TRIES = 5  # of two who meet the same stranger at once
PATIENCE = 5.0  # seconds: everybody who writes waits behind this question
Alias = Row[str, str, str, str]
Aliases = dict[str, Alias]
"""The names that lead to somebody, by their kind."""

_ALIASES = select(AliasRow.kind, AliasRow.value, AliasRow.spelled, AliasRow.contact_id)


class Contacts:
    """The people.

    Args:
        database: where they are.
        clock: what time it is.
    """

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock
        self._aliases = Together(self._look_up)
        self._addresses = Together(self._look_up_addresses)

    async def resolve(self, known: Iterable[Known]) -> list[str]:
        """The ids of people who write, in their order; who writes for the first time gets one.

        Raises:
            sqlalchemy.exc.SQLAlchemyError, TimeoutError: the database fails.
        """
        asked = list(known)
        found = await asyncio.gather(*(self._aliases.ask(one) for one in asked))
        pairs = list(zip(asked, found, strict=True))
        met = await self._met([one for one, rows in pairs if not rows])
        # The others one after another: two messages of one body may be of the same person.
        return [_plainly(one, rows) or met.get(one) or await self._settled(one) for one, rows in pairs]

    async def find(self, known: Known) -> str:
        """The id of somebody, empty for a stranger; nothing is made or changed.

        Raises:
            sqlalchemy.exc.SQLAlchemyError, TimeoutError: the database fails.
        """
        rows = await self._aliases.ask(known)
        found = rows.get(USER_ID) or rows.get(PHONE)  # a number may be somebody else's by now
        return found.contact_id if found else ""

    async def moved(self, before: Known, now: Known) -> str:
        """Somebody goes by another number or id from now on, and stays who they are; their id.

        Of a stranger nothing is kept, and the id is empty.

        Raises:
            sqlalchemy.exc.SQLAlchemyError, TimeoutError: the database fails.
        """
        return await self._settled(now, before)

    async def address_of(self, id_: str) -> Address | None:
        """Where somebody is written to: none for nobody.

        Raises:
            sqlalchemy.exc.SQLAlchemyError, TimeoutError: the database fails.
        """
        return await self._addresses.ask(id_)

    async def _look_up(self, asked: list[Known]) -> list[Aliases | Exception]:
        names = [name for known in asked for name in known.names]
        rows = {
            (row.kind, row.value): row
            for row in await self._read(_ALIASES.where(tuple_(AliasRow.kind, AliasRow.value).in_(names)))
        }
        return [{name[0]: rows[name] for name in known.names if name in rows} for known in asked]

    async def _look_up_addresses(self, asked: list[str]) -> list[Address | Exception | None]:
        merged = select(AliasRow.contact_id).where(AliasRow.kind == FORMER, AliasRow.value.in_(asked))
        whose = or_(AliasRow.contact_id.in_(asked), AliasRow.contact_id.in_(merged))
        rows = await self._read(_ALIASES.where(whose).order_by(AliasRow.seen_at))
        now = {row.value: row.contact_id for row in rows if row.kind == FORMER}
        spelled: dict[str, dict[str, str]] = {}
        for row in rows:  # of several ids the one seen last stays
            spelled.setdefault(row.contact_id, {})[row.kind] = row.spelled
        found = (spelled.get(now.get(id_, id_)) for id_ in asked)
        return [Address(told.get(PHONE, ""), told.get(USER_ID, "")) if told else None for told in found]

    async def _read(self, query: Select[str, str, str, str]) -> Sequence[Alias]:
        async def read(connection: AsyncConnection) -> Sequence[Alias]:
            return (await connection.execute(query)).all()

        try:
            async with asyncio.timeout(PATIENCE):
                return await self._database.ask(read)
        except TimeoutError:
            await self._database.renew()
            raise

    async def _met(self, strangers: list[Known]) -> dict[Known, str]:
        """The ids of strangers who are met together; nobody's where one of them was met just now."""
        if len(strangers) < 2:
            return {}
        try:
            async with self._database.transaction() as tx:
                return await meet(tx, strangers, self._clock())
        except IntegrityError:
            return {}

    async def _settled(self, known: Known, before: Known | None = None) -> str:
        """Whose names these are, kept; the database decides between two who keep the same ones at once."""
        for left in reversed(range(TRIES)):
            try:
                async with self._database.transaction() as tx:
                    return await settle(tx, known, self._clock(), before)
            except (IntegrityError, StaleDataError):
                if not left:
                    raise
        raise AssertionError("a try returns or raises")


def _plainly(known: Known, rows: Aliases) -> str:
    """The id, where nothing is new: all names lead to one person, and the number is spelled as before."""
    ids = {row.contact_id for row in rows.values()}
    phone = rows.get(PHONE)
    same = len(rows) == len(known.names) and len(ids) == 1 and (phone is None or phone.spelled == known.phone)
    return ids.pop() if same else ""
