"""Customers' logos in the database."""

import asyncio
import base64
import hashlib

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.clock import Clock, utc_now
from bot.db.database import Database
from bot.db.models import CustomerRow, LogoRow
from bot.pictures import Picture, drawn_anew
from bot.sealing import Seal
from conversations.ports.customers import Gone
from conversations.ports.logos import MOST_WAITING, Kind, Logo

AT_ONCE = 2
"""Pictures that are drawn at once by one process, for the memory they take."""


class StoredLogos:
    """The logos of all customers, in transactions of their own: tasks have none.

    Args:
        database: where they are.
        seal: closes the pictures.
        clock: what time it is.
    """

    def __init__(self, database: Database, seal: Seal, clock: Clock = utc_now) -> None:
        self._database = database
        self._seal = seal
        self._clock = clock
        self._few = asyncio.Semaphore(AT_ONCE)

    async def keep(self, reseller_id: str, customer_id: str, key: str, content: bytes) -> Logo:
        """As `conversations.ports.logos.Logos.keep`."""
        async with self._few:
            picture = await asyncio.to_thread(drawn_anew, content)
        id_ = hashlib.sha256(f"{customer_id}\0{key}".encode()).hexdigest()[:16]
        try:
            async with self._database.transaction() as tx:
                return await self._put(tx.session, reseller_id, customer_id, id_, picture)
        except IntegrityError:  # the same task, done elsewhere at this moment
            async with self._database.transaction() as tx:
                return await self._put(tx.session, reseller_id, customer_id, id_, picture)

    async def current(self, reseller_id: str, customer_id: str) -> Logo | None:
        """As `conversations.ports.logos.Logos.current`."""
        query = (
            select(LogoRow)
            .join(CustomerRow, CustomerRow.id == LogoRow.customer_id)
            .where(CustomerRow.reseller_id == reseller_id, LogoRow.current)
            .where(LogoRow.customer_id == _ours(customer_id))
        )
        async with self._database.transaction() as tx:
            row = await tx.session.scalar(query)
            return _logo(row) if row else None

    async def _put(
        self, session: AsyncSession, reseller_id: str, customer_id: str, id_: str, picture: Picture
    ) -> Logo:
        whose = select(CustomerRow.reseller_id).where(CustomerRow.id == _ours(customer_id))
        if await session.scalar(whose.with_for_update(key_share=True)) != reseller_id:
            raise Gone
        if kept := await session.get(LogoRow, id_):
            return _logo(kept)
        waits = select(LogoRow.id).where(LogoRow.customer_id == customer_id, LogoRow.current.is_(False))
        newest = waits.order_by(LogoRow.sent_at.desc(), LogoRow.id).offset(MOST_WAITING - 1)
        old = (await session.scalars(newest)).all()
        await session.execute(delete(LogoRow).where(LogoRow.id.in_(old)))
        row = LogoRow(
            id=id_,
            customer_id=customer_id,
            kind=picture.kind,
            width=picture.width,
            height=picture.height,
            sealed=self._seal.close_text(base64.b64encode(picture.content).decode()),
            current=False,
            sent_at=self._clock(),
        )
        session.add(row)
        await session.flush()
        return _logo(row)


def _logo(row: LogoRow) -> Logo:
    kind: Kind = "PNG" if row.kind == "PNG" else "JPEG"
    return Logo(row.id, kind, row.width, row.height)


def _ours(customer_id: str) -> str:
    """The id, if it can be one of ours: others may have signs that a database does not take."""
    return customer_id if customer_id.isascii() and customer_id.isalnum() else ""
