"""Who writes: asked in every turn, so asked for together by all turns that begin at the same moment."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from sqlalchemy import BindParameter, Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.database import Database
from bot.db.models import AccountRow, CustomerAccountRow, GuestRow, PersonRow, ResellerRow
from bot.together import Together
from conversations.ports.people import Account, Person, Reseller

PATIENCE = 5.0
"""Seconds: everybody's next turn waits behind this question."""

_OF: BindParameter[str] = bindparam("ids", expanding=True)
_PERSONS = (
    select(
        AccountRow.account_id,
        PersonRow.id,
        PersonRow.name,
        ResellerRow.id,
        ResellerRow.name,
        ResellerRow.support,
    )
    .join(PersonRow, PersonRow.id == AccountRow.person_id)
    .join(ResellerRow, ResellerRow.id == PersonRow.reseller_id)
    .where(AccountRow.channel == bindparam("channel"), AccountRow.account_id.in_(_OF))
)
_GUESTS = select(GuestRow.account_id).where(
    GuestRow.channel == bindparam("channel"), GuestRow.account_id.in_(_OF)
)
_REGISTERED = select(CustomerAccountRow.account_id).where(
    CustomerAccountRow.channel == bindparam("channel"), CustomerAccountRow.account_id.in_(_OF)
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is behind an account.

    Args:
        person: of a reseller, if it is one; of others it is known whether they
        guest: have opened an invite, good or not,
        registered: and whether they registered by one.
    """

    person: Person | None = None
    guest: bool = False
    registered: bool = False


class Callers:
    """Knows who is behind an account, as the database has it when it is asked.

    Args:
        database: asked outside the turn's transaction; it is the same to it (READ COMMITTED).
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._together = Together(self._look_up)

    async def who(self, account: Account) -> Caller:
        """Who is behind an account.

        Raises:
            sqlalchemy.exc.SQLAlchemyError, TimeoutError: the database fails; all who ask now are told.
        """
        return await self._together.ask(account)

    async def _look_up(self, accounts: list[Account]) -> list[Caller | Exception]:
        try:
            async with asyncio.timeout(PATIENCE):
                found = await self._database.ask(partial(_callers, accounts=accounts))
        except TimeoutError:
            await self._database.renew()
            raise
        return [found.get(account, Caller()) for account in accounts]


async def _callers(connection: AsyncConnection, accounts: list[Account]) -> dict[Account, Caller]:
    found: dict[Account, Caller] = {}
    for channel in {account.channel for account in accounts}:
        ids = {account.id for account in accounts if account.channel == channel}
        known = await _of_channel(connection, channel, ids)
        found |= {Account(channel, id_): caller for id_, caller in known.items()}
    return found


async def _of_channel(connection: AsyncConnection, channel: str, ids: set[str]) -> dict[str, Caller]:
    rows = await connection.execute(_PERSONS, {"channel": channel, "ids": list(ids)})
    found = {row[0]: Caller(Person(row[1], row[2], Reseller(*row[3:]))) for row in rows}
    if others := ids - found.keys():
        guests = await _among(connection, _GUESTS, channel, others)
        registered = await _among(connection, _REGISTERED, channel, others)
        found |= {id_: Caller(None, id_ in guests, id_ in registered) for id_ in guests | registered}
    return found


async def _among(
    connection: AsyncConnection, query: Select[str], channel: str, ids: Iterable[str]
) -> set[str]:
    return set(await connection.scalars(query, {"channel": channel, "ids": list(ids)}))
