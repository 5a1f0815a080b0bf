"""Invites in the database."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload, selectinload

from bot.adapters.guests import SqlGuests
from bot.chat_links import telegram_link, whatsapp_link
from bot.db.clock import Clock, utc_now
from bot.db.database import Transaction
from bot.db.ids import new_id
from bot.db.models import CategoryRow, InvitePlanRow, InviteRow, InviteTokenRow, PlanRow, VisitRow
from bot.sealing import TokenMaker, token_digest
from conversations.ports.invites import PAGE, Invite, InviteLinks

PURPOSE = "invite"
SENTENCE = "Olá! Quero fazer meu cadastro. Meu convite: c_{token}"
"""What a customer sends on WhatsApp; the token is found in it wherever it stands."""


class SqlInvites(SqlGuests):
    """The invites of all resellers.

    Args:
        tx: the turn's transaction.
        tokens: makes the same token for the same invite.
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
        super().__init__(tx, clock=clock)
        self._tokens = tokens
        self._bot_username = bot_username
        self._whatsapp_number = whatsapp_number

    async def make(
        self,
        reseller_id: str,
        person_id: str,
        *,
        category_id: str,
        plan_ids: tuple[str, ...],
        uses: int,
        expires_at: datetime,
        key: str,
    ) -> Invite:
        """As `conversations.ports.invites.Invites.make`."""
        # No key of another reseller can be hit, and who reads the table learns no account from it.
        made_from = hashlib.sha256(f"{reseller_id}\0{key}".encode()).hexdigest()
        made_before = _invites(reseller_id).where(InviteRow.made_from == made_from)
        if row := await self._session.scalar(made_before):
            return await self._seen(row)
        await self._check(reseller_id, category_id, plan_ids, uses)
        row = InviteRow(
            id=new_id(),
            reseller_id=reseller_id,
            made_by=person_id or None,
            made_from=made_from,
            category_id=category_id or None,
            uses=uses,
            registered=0,
            expires_at=expires_at,
            created_at=self._clock(),
        )
        try:
            async with self._session.begin_nested():
                await self._keep(row, plan_ids)
        except IntegrityError:
            # The same turn, replayed elsewhere at this moment, made it; anything else is a real error.
            if await self._session.scalar(made_before) is None:
                raise
        return await self._seen((await self._session.scalars(made_before)).one())

    async def page(self, reseller_id: str, *, number: int = 0) -> tuple[tuple[Invite, ...], bool]:
        """As `conversations.ports.invites.Invites.page`."""
        query = _invites(reseller_id).order_by(InviteRow.created_at.desc(), InviteRow.id.desc())
        rows = (await self._session.scalars(query.offset(number * PAGE).limit(PAGE + 1))).all()
        visits = await self._visits(row.id for row in rows)
        on_sale = await self._on_sale(reseller_id)
        shown = (_invite(row, on_sale, *visits.get(row.id, (0, 0))) for row in rows[:PAGE])
        return tuple(shown), len(rows) > PAGE

    async def get(self, reseller_id: str, invite_id: str) -> Invite | None:
        """As `conversations.ports.invites.Invites.get`."""
        row = await self._session.scalar(_invites(reseller_id).where(InviteRow.id == invite_id))
        return await self._seen(row) if row else None

    async def links(self, reseller_id: str, invite_id: str) -> InviteLinks | None:
        """As `conversations.ports.invites.Invites.links`.

        After a change of SECRET_KEY they are others; the ones sent out before stay good.
        """
        row = await self._session.scalar(_invites(reseller_id).where(InviteRow.id == invite_id))
        if row is None:
            return None
        token = self._tokens.token(PURPOSE, row.made_from)
        await self._session.merge(_opens(row, token))
        await self._session.flush()
        words = SENTENCE.format(token=token)
        return InviteLinks(
            telegram=telegram_link(self._bot_username, f"c_{token}"),
            whatsapp=whatsapp_link(self._whatsapp_number, words),
            words=words,
        )

    async def revoke(self, reseller_id: str, invite_id: str) -> None:
        """As `conversations.ports.invites.Invites.revoke`."""
        await self._session.execute(
            update(InviteRow)
            .where(
                InviteRow.reseller_id == reseller_id,
                InviteRow.id == invite_id,
                InviteRow.revoked_at.is_(None),
            )
            .values(revoked_at=self._clock())
        )

    async def _check(self, reseller_id: str, category_id: str, plan_ids: tuple[str, ...], uses: int) -> None:
        if uses < 1:
            raise ValueError(f"an invite is for at least one, this one for {uses}")
        shelf = CategoryRow.id == category_id, CategoryRow.reseller_id == reseller_id
        if category_id and await self._session.scalar(select(CategoryRow.id).where(*shelf)) is None:
            raise LookupError(f"not a category of reseller {reseller_id}: {category_id}")
        query = select(PlanRow.id).where(
            PlanRow.reseller_id == reseller_id, PlanRow.category_id == category_id, PlanRow.id.in_(plan_ids)
        )
        missing = set(plan_ids) - set(await self._session.scalars(query)) if plan_ids else set()
        if missing:
            raise LookupError(f"not plans of category {category_id!r}: {sorted(missing)}")

    async def _keep(self, row: InviteRow, plan_ids: tuple[str, ...]) -> None:
        self._session.add(row)
        await self._session.flush()
        self._session.add(_opens(row, self._tokens.token(PURPOSE, row.made_from)))
        self._session.add_all(
            InvitePlanRow(invite_id=row.id, plan_id=plan_id, position=position)
            for position, plan_id in enumerate(dict.fromkeys(plan_ids))
        )

    async def _seen(self, row: InviteRow) -> Invite:
        on_sale = await self._on_sale(row.reseller_id)
        return _invite(row, on_sale, *(await self._visits([row.id])).get(row.id, (0, 0)))

    async def _on_sale(self, reseller_id: str) -> set[str]:
        """The categories in which something is sold."""
        query = select(PlanRow.category_id).where(
            PlanRow.reseller_id == reseller_id, PlanRow.withdrawn_at.is_(None)
        )
        return set(await self._session.scalars(query.distinct()))

    async def _visits(self, invite_ids: Iterable[str]) -> dict[str, tuple[int, int]]:
        """How many opened each invite, and how many of them said yes to the notice."""
        query = (
            select(VisitRow.invite_id, func.count(), func.count(VisitRow.consented_at))
            .where(VisitRow.invite_id.in_(list(invite_ids)))
            .group_by(VisitRow.invite_id)
        )
        rows = await self._session.execute(query)
        return {invite_id: (opened, started) for invite_id, opened, started in rows}


def _invites(reseller_id: str) -> Select[InviteRow]:
    """A reseller's invites as they are now, with all that is shown of them."""
    return (
        select(InviteRow)
        .where(InviteRow.reseller_id == reseller_id)
        .options(
            joinedload(InviteRow.maker),
            joinedload(InviteRow.category),
            selectinload(InviteRow.plans).joinedload(InvitePlanRow.plan),
        )
        .execution_options(populate_existing=True)
    )


def _opens(row: InviteRow, token: str) -> InviteTokenRow:
    return InviteTokenRow(digest=token_digest(token), invite_id=row.id)


def _invite(row: InviteRow, on_sale: set[str], opened: int, started: int) -> Invite:
    left = any(fixed.plan.withdrawn_at is None for fixed in row.plans)
    return Invite(
        id=row.id,
        category_id=row.category_id or "",
        category=row.category.name if row.category else "",
        plan_ids=tuple(fixed.plan_id for fixed in row.plans),
        plans=tuple(fixed.plan.name for fixed in row.plans),
        uses=row.uses,
        expires_at=row.expires_at,
        revoked=row.revoked_at is not None,
        opened=opened,
        started=started,
        registered=row.registered,
        sold_out=row.category_id is not None and not (left if row.plans else row.category_id in on_sale),
        made_by=row.maker.name if row.maker else "",
        created_at=row.created_at,
    )
