"""The people of a reseller in the database."""

import hashlib
from datetime import timedelta

from sqlalchemy import delete, exists, func, select

from bot.adapters.holding import hold_reseller
from bot.chat_links import linking_words, telegram_link, whatsapp_link
from bot.db.clock import Clock, utc_now
from bot.db.database import Transaction
from bot.db.models import AccountRow, OneTimeLinkRow, PersonRow, ResellerTokenRow
from bot.db.models.one_time_links import ACCESS
from bot.sealing import TokenMaker, token_digest
from conversations.ports.people import Account
from conversations.ports.team import LastOne, Member, TeamLinks

LIFE = timedelta(days=7)
PURPOSE = "reseller"
"""Of the tokens by which somebody becomes a person of a reseller, and how long they are good."""


class SqlTeam:
    """The teams of all resellers.

    Args:
        tx: the turn's transaction.
        tokens: makes the same token for the same turn.
        bot_username: of the bot on Telegram.
        whatsapp_number: of the bot on WhatsApp, digits with the country's code; empty for none.
        clock: what time it is.
    """

    def __init__(
        self,
        tx: Transaction,
        tokens: TokenMaker,
        *,
        bot_username: str,
        whatsapp_number: str,
        clock: Clock = utc_now,
    ) -> None:
        self._session = tx.session
        self._tokens = tokens
        self._bot_username, self._whatsapp_number = bot_username, whatsapp_number
        self._clock = clock

    async def members(self, reseller_id: str) -> tuple[Member, ...]:
        """As `conversations.ports.team.Team.members`."""
        has_account = exists().where(AccountRow.person_id == PersonRow.id)
        query = (
            select(PersonRow.id, PersonRow.name, PersonRow.created_at)
            .where(PersonRow.reseller_id == reseller_id, has_account)
            .order_by(PersonRow.created_at, PersonRow.name, PersonRow.id)
        )
        return tuple(Member(*row) for row in await self._session.execute(query))

    async def invite(self, reseller_id: str, person_id: str, key: str) -> TeamLinks:
        """As `conversations.ports.team.Team.invite`."""
        made_from = hashlib.sha256(f"{reseller_id}\0{person_id}\0{key}".encode()).hexdigest()[:32]
        token = self._tokens.token(PURPOSE, made_from)
        if await self._session.get(ResellerTokenRow, token_digest(token)) is None:
            self._session.add(
                ResellerTokenRow(
                    digest=token_digest(token),
                    reseller_id=reseller_id,
                    made_by=person_id or None,
                    made_from=made_from,
                    expires_at=self._clock() + LIFE,
                )
            )
            await self._session.flush()
        return TeamLinks(
            telegram_link(self._bot_username, f"r_{token}"),
            whatsapp_link(self._whatsapp_number, linking_words(token)),
        )

    async def remove(self, reseller_id: str, person_id: str) -> tuple[Account, ...]:
        """As `conversations.ports.team.Team.remove`."""
        await hold_reseller(self._session, reseller_id)  # two who remove each other at once take turns
        query = (
            select(AccountRow.channel, AccountRow.account_id)
            .join(PersonRow, PersonRow.id == AccountRow.person_id)
            .where(PersonRow.reseller_id == reseller_id, PersonRow.id == person_id)
            .order_by(AccountRow.channel, AccountRow.account_id)
        )
        accounts = tuple(Account(*row) for row in await self._session.execute(query))
        if not accounts:
            return ()
        if await self._size(reseller_id) == 1:
            raise LastOne
        await self._session.execute(delete(AccountRow).where(AccountRow.person_id == person_id))
        await self._end_links(person_id)
        return accounts

    async def _size(self, reseller_id: str) -> int:
        query = (
            select(func.count(func.distinct(AccountRow.person_id)))
            .join(PersonRow, PersonRow.id == AccountRow.person_id)
            .where(PersonRow.reseller_id == reseller_id)
        )
        return await self._session.scalar(query) or 0

    async def _end_links(self, person_id: str) -> None:
        """What somebody could come back by, or enter a customer's emitter."""
        unused = ResellerTokenRow.made_by == person_id, ResellerTokenRow.used_by_account.is_(None)
        await self._session.execute(delete(ResellerTokenRow).where(*unused))
        entering = OneTimeLinkRow.person_id == person_id, OneTimeLinkRow.kind == ACCESS
        await self._session.execute(delete(OneTimeLinkRow).where(*entering))
