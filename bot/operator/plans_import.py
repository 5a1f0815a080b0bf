"""Brings a reseller's plans to what a file says."""

from dataclasses import dataclass

from sqlalchemy import select

from bot.db.clock import Clock, utc_now
from bot.db.database import Transaction
from bot.db.ids import new_id
from bot.db.models import CategoryRow, PlanRow
from bot.operator.plans_file import CategoryInFile, PlanInFile, read_plans_file
from bot.operator.resellers import known_reseller


@dataclass(frozen=True, slots=True)
class PlansImported:
    """What an import did, by the names of plans; a plan put on sale again counts as updated."""

    added: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: tuple[str, ...]
    withdrawn: tuple[str, ...]


async def import_plans(
    tx: Transaction, reseller_id: str, yaml_text: str, *, clock: Clock = utc_now
) -> PlansImported:
    """Makes the file what the reseller sells: all of it, or nothing where the file has a mistake.

    A plan is known by its name, ignoring case, and keeps its id. One that the file leaves out is taken
    off sale; whoever bought it keeps it as it was sold, and naming it again puts it back.

    Raises:
        UnknownReseller: there is no reseller of this id.
        PlansFileError: what is wrong, with line and field.
    """
    file = read_plans_file(yaml_text)
    await known_reseller(tx, reseller_id)
    done = _Import(tx, reseller_id)
    await done.load()
    for position, category in enumerate(file.categories):
        await done.category(category, position)
    withdrawn = [plan for plan in done.left.values() if plan.withdrawn_at is None]
    for plan in withdrawn:
        plan.withdrawn_at = clock()
    await tx.session.flush()
    return PlansImported(
        added=tuple(done.added),
        updated=tuple(done.updated),
        unchanged=tuple(done.unchanged),
        withdrawn=tuple(plan.name for plan in withdrawn),
    )


class _Import:
    """One import under way; `left` are the plans the file has not named so far."""

    def __init__(self, tx: Transaction, reseller_id: str) -> None:
        self._session = tx.session
        self._reseller_id = reseller_id
        self._shelves: dict[str, CategoryRow] = {}
        self.left: dict[str, PlanRow] = {}
        self.added: list[str] = []
        self.updated: list[str] = []
        self.unchanged: list[str] = []

    async def load(self) -> None:
        """Reads what there is."""
        shelves = select(CategoryRow).where(CategoryRow.reseller_id == self._reseller_id)
        plans = select(PlanRow).where(PlanRow.reseller_id == self._reseller_id)
        self._shelves = {row.name.casefold(): row for row in await self._session.scalars(shelves)}
        self.left = {row.name.casefold(): row for row in await self._session.scalars(plans)}

    async def category(self, said: CategoryInFile, position: int) -> None:
        """Brings one category and its plans to what the file says."""
        shelf = self._shelves.get(said.name.casefold())
        if shelf is None:
            shelf = CategoryRow(id=new_id(), reseller_id=self._reseller_id)
            self._session.add(shelf)
        shelf.name, shelf.position = said.name, position
        await self._session.flush()  # before its plans, which refer to it
        for at, plan in enumerate(said.plans):
            self._plan(plan, shelf.id, at)

    def _plan(self, said: PlanInFile, shelf_id: str, position: int) -> None:
        row = self.left.pop(said.name.casefold(), None)
        new = row is None
        if row is None:
            row = PlanRow(id=new_id(), reseller_id=self._reseller_id)
            self._session.add(row)
        wanted = said.model_dump() | {"category_id": shelf_id, "position": position, "withdrawn_at": None}
        changed = {name: value for name, value in wanted.items() if new or getattr(row, name) != value}
        for name, value in changed.items():
            setattr(row, name, value)
        (self.added if new else self.updated if changed else self.unchanged).append(said.name)
