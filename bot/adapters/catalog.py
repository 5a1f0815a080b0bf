"""The reseller's shelves in the database.

Whoever changes them holds the reseller's row meanwhile: two people who reorder at once take turns, and
positions stay a gapless order.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import contains_eager

from bot.adapters.holding import hold_reseller
from bot.adapters.plans import plan_of
from bot.db.clock import Clock, utc_now
from bot.db.database import Transaction
from bot.db.ids import new_id
from bot.db.models import CategoryRow, CustomerPlanRow, InvitePlanRow, InviteRow, PlanRow
from conversations.ports.catalog import InUse, NameTaken, NotThere, Shelf, Stocked, Wanted

Row = TypeVar("Row", CategoryRow, PlanRow)


class SqlCatalog:
    """The shelves of all resellers.

    Args:
        tx: the turn's transaction.
        clock: what time it is.
    """

    def __init__(self, tx: Transaction, *, clock: Clock = utc_now) -> None:
        self._session = tx.session
        self._clock = clock

    async def shelves(self, reseller_id: str) -> tuple[Shelf, ...]:
        """As `conversations.ports.catalog.Catalog.shelves`."""
        query = select(PlanRow).where(PlanRow.reseller_id == reseller_id)
        rows = (await self._session.scalars(query.order_by(PlanRow.position, PlanRow.id))).all()
        return tuple(
            Shelf(
                id=shelf.id,
                name=shelf.name,
                plans=tuple(
                    (plan_of(row), row.withdrawn_at is not None)
                    for row in rows
                    if row.category_id == shelf.id
                ),
            )
            for shelf in await self._categories(reseller_id)
        )

    async def find(self, reseller_id: str, plan_id: str) -> Stocked | None:
        """As `conversations.ports.catalog.Catalog.find`."""
        query = (
            _plans(reseller_id)
            .where(PlanRow.id == plan_id)
            .join(PlanRow.category)
            .options(contains_eager(PlanRow.category))
        )
        row = await self._session.scalar(query)
        if row is None:
            return None
        return Stocked(
            plan=plan_of(row),
            category_id=row.category_id,
            category=row.category.name,
            hidden=row.withdrawn_at is not None,
            used=await self._used(row.id),
        )

    async def add(self, reseller_id: str, wanted: Wanted) -> str:
        """As `conversations.ports.catalog.Catalog.add`."""
        await self._hold(reseller_id)
        row = PlanRow(id=new_id(), reseller_id=reseller_id)
        await self._write(row, wanted)
        self._session.add(row)
        await self._session.flush()
        return row.id

    async def change(self, reseller_id: str, plan_id: str, wanted: Wanted) -> None:
        """As `conversations.ports.catalog.Catalog.change`."""
        await self._hold(reseller_id)
        await self._write(await self._plan(reseller_id, plan_id), wanted)
        await self._session.flush()

    async def hide(self, reseller_id: str, plan_id: str, *, hidden: bool) -> None:
        """As `conversations.ports.catalog.Catalog.hide`."""
        await self._hold(reseller_id)
        row = await self._plan(reseller_id, plan_id)
        if hidden != (row.withdrawn_at is not None):
            row.withdrawn_at = self._clock() if hidden else None
            await self._session.flush()

    async def remove(self, reseller_id: str, plan_id: str) -> None:
        """As `conversations.ports.catalog.Catalog.remove`."""
        await self._hold(reseller_id)
        row = await self._session.scalar(_plans(reseller_id).where(PlanRow.id == plan_id))
        if row is None:
            return
        if await self._used(plan_id):
            raise InUse
        await self._session.delete(row)
        await self._session.flush()

    async def move(self, reseller_id: str, plan_id: str, *, up: bool) -> None:
        """As `conversations.ports.catalog.Catalog.move`."""
        await self._hold(reseller_id)
        row = await self._plan(reseller_id, plan_id)
        await self._swap(row, await self._on(row.category_id), up=up)

    async def rename_category(self, reseller_id: str, category_id: str, name: str) -> None:
        """As `conversations.ports.catalog.Catalog.rename_category`."""
        await self._hold(reseller_id)
        shelves = await self._categories(reseller_id)
        named = _named(shelves, name)
        if named and named.id != category_id:
            raise NameTaken
        _there(shelves, category_id).name = name
        await self._session.flush()

    async def move_category(self, reseller_id: str, category_id: str, *, up: bool) -> None:
        """As `conversations.ports.catalog.Catalog.move_category`."""
        await self._hold(reseller_id)
        shelves = await self._categories(reseller_id)
        await self._swap(_there(shelves, category_id), shelves, up=up)

    async def remove_category(self, reseller_id: str, category_id: str) -> None:
        """As `conversations.ports.catalog.Catalog.remove_category`."""
        await self._hold(reseller_id)
        row = next((row for row in await self._categories(reseller_id) if row.id == category_id), None)
        if row is None:
            return
        if await self._is(or_(_any(PlanRow, category_id), _any(InviteRow, category_id))):
            raise InUse
        await self._session.delete(row)
        await self._session.flush()

    async def _hold(self, reseller_id: str) -> None:
        if not await hold_reseller(self._session, reseller_id):
            raise NotThere

    async def _categories(self, reseller_id: str) -> Sequence[CategoryRow]:
        query = select(CategoryRow).where(CategoryRow.reseller_id == reseller_id)
        ordered = query.order_by(CategoryRow.position, CategoryRow.id)
        return (await self._session.scalars(ordered.execution_options(populate_existing=True))).all()

    async def _on(self, category_id: str) -> Sequence[PlanRow]:
        query = select(PlanRow).where(PlanRow.category_id == category_id)
        ordered = query.order_by(PlanRow.position, PlanRow.id)
        return (await self._session.scalars(ordered.execution_options(populate_existing=True))).all()

    async def _plan(self, reseller_id: str, plan_id: str) -> PlanRow:
        row = await self._session.scalar(_plans(reseller_id).where(PlanRow.id == plan_id))
        if row is None:
            raise NotThere
        return row

    async def _write(self, row: PlanRow, wanted: Wanted) -> None:
        plans = (await self._session.scalars(_plans(row.reseller_id))).all()
        named = _named(plans, wanted.name)
        if named and named.id != row.id:
            raise NameTaken
        shelf = await self._shelf(row.reseller_id, wanted.category)
        if row.category_id != shelf.id:
            on_it = [plan.position for plan in plans if plan.category_id == shelf.id]
            row.category_id, row.position = shelf.id, max(on_it, default=-1) + 1
        row.name, row.documents = wanted.name, list(wanted.documents)
        row.price, row.trial_days = wanted.price, wanted.trial_days

    async def _shelf(self, reseller_id: str, name: str) -> CategoryRow:
        shelves = await self._categories(reseller_id)
        if named := _named(shelves, name):
            return named
        last = max((shelf.position for shelf in shelves), default=-1)
        made = CategoryRow(id=new_id(), reseller_id=reseller_id, name=name, position=last + 1)
        self._session.add(made)
        await self._session.flush()  # before its plans, which refer to it
        return made

    async def _swap(self, row: Row, ordered: Sequence[Row], *, up: bool) -> None:
        """Numbers the rows anew, this one before the one before it, or behind the one behind it."""
        order = list(ordered)
        for at, (one, other) in enumerate(pairwise(ordered)):
            if (other if up else one) is row:
                order[at], order[at + 1] = other, one
        for position, moved in enumerate(order):
            moved.position = position
        await self._session.flush()

    async def _used(self, plan_id: str) -> bool:
        had = exists().where(CustomerPlanRow.plan_id == plan_id)
        return await self._is(or_(had, exists().where(InvitePlanRow.plan_id == plan_id)))

    async def _is(self, claim: ColumnElement[bool]) -> bool:
        return bool(await self._session.scalar(select(claim)))


def _plans(reseller_id: str) -> Select[PlanRow]:
    """A reseller's plans as they are now."""
    return select(PlanRow).where(PlanRow.reseller_id == reseller_id).execution_options(populate_existing=True)


def _any(model: type[PlanRow | InviteRow], category_id: str) -> ColumnElement[bool]:
    return exists(select(model.id).where(model.category_id == category_id))


def _named(rows: Sequence[Row], name: str) -> Row | None:
    return next((row for row in rows if row.name.casefold() == name.casefold()), None)


def _there(shelves: Sequence[CategoryRow], category_id: str) -> CategoryRow:
    found = next((row for row in shelves if row.id == category_id), None)
    if found is None:
        raise NotThere
    return found
