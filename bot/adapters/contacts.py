"""People on WhatsApp: one id for somebody, by whatever names Meta knows them.

Source: Business-scoped user IDs: a message may come with a number, with such an id, or with both; the id
changes with the number.
"""

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, or_, select
from sqlalchemy.exc import IntegrityError

from bot.adapters.contacts_merging import merge
from bot.db.clock import Clock, utc_now
from bot.db.database import Database, Transaction
from bot.db.ids import new_id
from bot.db.models.contacts import PHONE, USER_ID, AliasRow, ContactRow
from bot.together import Together
from bot.whatsapp.client import Address

TRIES = 5  # of two who meet the same stranger at once
_WITHOUT_NINE = re.compile(r"55([1-9][0-9])([6-9][0-9]{7})")


@dataclass(frozen=True, slots=True)
class Known:
    """What Meta tells of who writes: at least one of the two.

    Args:
        phone: the digits of a `wa_id`.
        user_id: a business-scoped user id.
    """

    phone: str = ""
    user_id: str = ""

    @property
    def number(self) -> str:
        """The number as it is compared: some Brazilian mobile numbers lack their 9 on WhatsApp."""
        found = _WITHOUT_NINE.fullmatch(self.phone)
        return f"55{found[1]}9{found[2]}" if found else self.phone

    @property
    def names(self) -> list[tuple[str, str]]:
        """The names that lead to them."""
        return [(kind, value) for kind, value in ((PHONE, self.number), (USER_ID, self.user_id)) if value]


class Contacts:
    """The people.

    Args:
        database: where they are.
        clock: what time it is.
    """

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock
        self._together = Together(self._look_up)

    async def resolve(self, known: Iterable[Known]) -> list[str]:
        """The ids of people who write, in their order; who writes for the first time gets one.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database fails.
        """
        asked = list(known)
        found = await asyncio.gather(*(self._together.ask(one) for one in asked))
        # One after another: two messages of one body may be of the same stranger.
        return [id_ or await self._settled(one) for one, id_ in zip(asked, found, strict=True)]

    async def find(self, known: Known) -> str:
        """The id of somebody, empty for a stranger; nothing is made or changed.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database fails.
        """
        async with self._database.transaction() as tx:
            rows = await _aliases(tx, known.names)
        return next((row.contact_id for row in rows), "")

    async def moved(self, before: Known, now: Known) -> str:
        """Somebody goes by another number or id from now on, and stays who they are; their id.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database fails.
        """
        id_ = await self.find(before)
        return await self._settled(now, id_)

    async def address_of(self, id_: str) -> Address | None:
        """Where somebody is written to: none for nobody.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database fails.
        """
        query = select(AliasRow).where(AliasRow.contact_id == id_).order_by(AliasRow.seen_at)
        async with self._database.transaction() as tx:
            spelled = {row.kind: row.spelled for row in await tx.session.scalars(query)}
        return Address(spelled.get(PHONE, ""), spelled.get(USER_ID, "")) if spelled else None

    async def _look_up(self, asked: list[Known]) -> list[str | Exception]:
        """The ids of those about whom there is nothing new; empty for the others."""
        names = [name for known in asked for name in known.names]
        async with self._database.transaction() as tx:
            rows = {(row.kind, row.value): row for row in await _aliases(tx, names)}
        return [_plainly(known, rows) for known in asked]

    async def _settled(self, known: Known, id_: str = "") -> str:
        """Whose names these are, kept; the database decides between two who keep the same ones at once."""
        for left in reversed(range(TRIES)):
            try:
                async with self._database.transaction() as tx:
                    return await self._settle(tx, known, id_)
            except IntegrityError:
                if not left:
                    raise
        raise AssertionError("a try returns or raises")

    async def _settle(self, tx: Transaction, known: Known, id_: str) -> str:
        rows = {row.kind: row for row in await _aliases(tx, known.names)}
        ids = {kind: row.contact_id for kind, row in rows.items()}
        id_ = id_ or await self._whose(tx, ids, known.user_id) or await self._new(tx)
        for kind, value in known.names:
            await self._lead(tx, kind, value, known.phone if kind == PHONE else value, id_)
        return id_

    async def _whose(self, tx: Transaction, ids: dict[str, str], user_id: str) -> str:
        """To whom the names lead; where they lead to two people, it is found out whether these are one."""
        by_phone, by_id = ids.get(PHONE, ""), ids.get(USER_ID, "")
        if not (by_phone and by_id) or by_phone == by_id:
            return by_phone or by_id
        others = select(AliasRow.value).where(
            AliasRow.contact_id == by_phone, AliasRow.kind == USER_ID, AliasRow.value != user_id
        )
        if await tx.session.scalar(others):  # the number was somebody else's, and was given away
            return by_id
        return await merge(tx, by_phone, by_id)

    async def _new(self, tx: Transaction) -> str:
        row = ContactRow(id=new_id(), created_at=self._clock())
        tx.session.add(row)
        await tx.session.flush()
        return row.id

    async def _lead(self, tx: Transaction, kind: str, value: str, spelled: str, id_: str) -> None:
        """Lets a name lead to somebody, and takes the number they had before."""
        if kind == PHONE:
            await tx.session.execute(
                delete(AliasRow).where(
                    AliasRow.contact_id == id_, AliasRow.kind == PHONE, AliasRow.value != value
                )
            )
        row = await tx.session.get(AliasRow, (kind, value), populate_existing=True)
        if row is None:
            row = AliasRow(kind=kind, value=value)
            tx.session.add(row)
        row.contact_id, row.spelled, row.seen_at = id_, spelled, self._clock()
        await tx.session.flush()


async def _aliases(tx: Transaction, names: Iterable[tuple[str, str]]) -> list[AliasRow]:
    by_kind = {kind: {value for of, value in names if of == kind} for kind in (PHONE, USER_ID)}
    wanted = [(AliasRow.kind == kind) & AliasRow.value.in_(values) for kind, values in by_kind.items()]
    query = select(AliasRow).where(or_(*wanted)).execution_options(populate_existing=True)
    return list(await tx.session.scalars(query))


def _plainly(known: Known, rows: dict[tuple[str, str], AliasRow]) -> str:
    """The id where all names lead to one person and the number is spelled as before."""
    found = [rows.get(name) for name in known.names]
    ids = {row.contact_id if row else "" for row in found}
    phone = rows.get((PHONE, known.number))
    same = len(ids) == 1 and (phone is None or phone.spelled == known.phone)
    return ids.pop() if same else ""
