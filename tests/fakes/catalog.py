from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from conversations.ports.catalog import InUse, NameTaken, NotThere, Shelf, Stocked, Wanted
from conversations.ports.plans import Category, Plan
from tests.fakes.customers import FakeCustomers
from tests.fakes.invites import FakeInvites
from tests.fakes.plans import FakePlans

One = TypeVar("One", Category, Plan)
Change = Callable[[Sequence[Plan]], Sequence[Plan]]


class FakeCatalog:
    """The shelves of `FakePlans`, changed."""

    def __init__(self, plans: FakePlans, customers: FakeCustomers, invites: FakeInvites) -> None:
        self._plans, self._customers, self._invites = plans, customers, invites
        self._made = 0

    async def shelves(self, reseller_id: str) -> tuple[Shelf, ...]:
        return tuple(
            Shelf(c.id, c.name, tuple((plan, plan.id in self._plans.hidden) for plan in c.plans))
            for c in self._of(reseller_id)
        )

    async def find(self, reseller_id: str, plan_id: str) -> Stocked | None:
        for shelf in self._of(reseller_id):
            for plan in shelf.plans:
                if plan.id == plan_id:
                    hidden = plan_id in self._plans.hidden
                    return Stocked(plan, shelf.id, shelf.name, hidden, self._used(plan_id))
        return None

    async def add(self, reseller_id: str, wanted: Wanted) -> str:
        plan_id = self._new_id("made")
        self._put(reseller_id, self._wanted(reseller_id, plan_id, wanted), wanted.category)
        return plan_id

    async def change(self, reseller_id: str, plan_id: str, wanted: Wanted) -> None:
        there = await self._there(reseller_id, plan_id)
        plan = self._wanted(reseller_id, plan_id, wanted)
        if there.category.casefold() == wanted.category.casefold():
            self._on(
                reseller_id, there.category_id, lambda plans: [plan if p.id == plan_id else p for p in plans]
            )
        else:
            self._on(reseller_id, there.category_id, lambda plans: [p for p in plans if p.id != plan_id])
            self._put(reseller_id, plan, wanted.category)

    async def hide(self, reseller_id: str, plan_id: str, *, hidden: bool) -> None:
        await self._there(reseller_id, plan_id)
        (self._plans.hidden.add if hidden else self._plans.hidden.discard)(plan_id)

    async def remove(self, reseller_id: str, plan_id: str) -> None:
        there = await self.find(reseller_id, plan_id)
        if there is None:
            return
        if there.used:
            raise InUse
        self._on(reseller_id, there.category_id, lambda plans: [p for p in plans if p.id != plan_id])

    async def move(self, reseller_id: str, plan_id: str, *, up: bool) -> None:
        there = await self._there(reseller_id, plan_id)
        self._on(reseller_id, there.category_id, lambda plans: _swapped(plans, plan_id, up=up))

    async def rename_category(self, reseller_id: str, category_id: str, name: str) -> None:
        shelves = self._of(reseller_id)
        if any(c.name.casefold() == name.casefold() and c.id != category_id for c in shelves):
            raise NameTaken
        if category_id not in {c.id for c in shelves}:
            raise NotThere
        self._set(reseller_id, [replace(c, name=name) if c.id == category_id else c for c in shelves])

    async def move_category(self, reseller_id: str, category_id: str, *, up: bool) -> None:
        shelves = self._of(reseller_id)
        if category_id not in {c.id for c in shelves}:
            raise NotThere
        self._set(reseller_id, _swapped(shelves, category_id, up=up))

    async def remove_category(self, reseller_id: str, category_id: str) -> None:
        offered = {made.invite.category_id for made in self._invites.made}
        if category_id in offered or any(c.plans for c in self._of(reseller_id) if c.id == category_id):
            raise InUse
        self._set(reseller_id, [c for c in self._of(reseller_id) if c.id != category_id])

    def _of(self, reseller_id: str) -> tuple[Category, ...]:
        return self._plans.categories.get(reseller_id, ())

    def _set(self, reseller_id: str, shelves: Sequence[Category]) -> None:
        self._plans.categories[reseller_id] = tuple(shelves)

    def _on(self, reseller_id: str, category_id: str, change: Change) -> None:
        shelves = self._of(reseller_id)
        self._set(
            reseller_id,
            [replace(c, plans=tuple(change(c.plans))) if c.id == category_id else c for c in shelves],
        )

    def _put(self, reseller_id: str, plan: Plan, category: str) -> None:
        shelves = self._of(reseller_id)
        named = next((c for c in shelves if c.name.casefold() == category.casefold()), None)
        if named is None:
            self._set(reseller_id, [*shelves, Category(self._new_id("shelf"), category, (plan,))])
        else:
            self._on(reseller_id, named.id, lambda plans: [*plans, plan])

    def _wanted(self, reseller_id: str, plan_id: str, wanted: Wanted) -> Plan:
        plans = [plan for shelf in self._of(reseller_id) for plan in shelf.plans]
        if any(p.name.casefold() == wanted.name.casefold() and p.id != plan_id for p in plans):
            raise NameTaken
        return Plan(plan_id, wanted.name, wanted.documents, wanted.price, wanted.trial_days)

    def _used(self, plan_id: str) -> bool:
        had = any(plan_id in kept.answers.plan_ids for kept in self._customers.kept.values())
        return had or any(plan_id in made.invite.plan_ids for made in self._invites.made)

    async def _there(self, reseller_id: str, plan_id: str) -> Stocked:
        there = await self.find(reseller_id, plan_id)
        if there is None:
            raise NotThere
        return there

    def _new_id(self, kind: str) -> str:
        self._made += 1
        return f"{kind}{self._made}"


def _swapped(ordered: Sequence[One], which: str, *, up: bool) -> list[One]:
    order = list(ordered)
    at = next(n for n, one in enumerate(order) if one.id == which)
    other = at - 1 if up else at + 1
    if 0 <= other < len(order):
        order[at], order[other] = order[other], order[at]
    return order
