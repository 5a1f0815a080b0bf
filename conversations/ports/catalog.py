"""What a reseller keeps on its shelves, also what is not on sale, and how it is changed."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from conversations.ports.plans import Plan

DOCUMENTS = ("NF-e", "NFC-e", "NFS-e", "CT-e", "MDF-e")
"""What an emitter can issue."""


class NameTaken(Exception):  # noqa: N818 - told politely
    """The reseller has another plan, or category, of this name, whatever its capitals."""


class InUse(Exception):  # noqa: N818 - told politely
    """A customer or an invite has the plan, which can be hidden then, or the category is not empty."""


class NotThere(Exception):  # noqa: N818 - told politely
    """The reseller has no such plan or category, any more or at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a plan is to be.

    Args:
        category: the name of its category; a new name makes a new one.
        name: 2 to 60 characters.
        documents: some of `DOCUMENTS`, in their order.
        price: in reais a month, two places.
        trial_days: 0 to 365.
    """

    category: str
    name: str
    documents: tuple[str, ...]
    price: Decimal
    trial_days: int


@dataclass(frozen=True, slots=True)
class Stocked:
    """A plan on its shelf.

    Args:
        plan: as it is sold.
        category_id, category: its shelf.
        hidden: whether it is offered to nobody.
        used: whether a customer has it or an invite fixes it: then it can only be hidden.
    """

    plan: Plan
    category_id: str
    category: str
    hidden: bool
    used: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """A category with all its plans, in the reseller's order.

    Args:
        id, name: the category's.
        plans: each with whether it is hidden.
    """

    id: str
    name: str
    plans: tuple[tuple[Plan, bool], ...]


class Catalog(Protocol):
    """The shelves of all resellers; each question carries whose they are."""

    async def shelves(self, reseller_id: str) -> tuple[Shelf, ...]:
        """All categories in the reseller's order, empty ones and hidden plans too."""

    async def find(self, reseller_id: str, plan_id: str) -> Stocked | None:
        """One plan, none where the reseller has no such plan."""

    async def add(self, reseller_id: str, wanted: Wanted) -> str:
        """Puts a new plan at the end of its category, on sale; its id.

        Raises:
            NameTaken: also by a hidden plan.
        """

    async def change(self, reseller_id: str, plan_id: str, wanted: Wanted) -> None:
        """Changes a plan for those who buy it from now on; in another category it comes last.

        Raises:
            NameTaken: also by a hidden plan.
            NotThere: nothing to change.
        """

    async def hide(self, reseller_id: str, plan_id: str, *, hidden: bool) -> None:
        """Takes a plan off sale, or puts it back.

        Raises:
            NotThere: nothing to hide.
        """

    async def remove(self, reseller_id: str, plan_id: str) -> None:
        """Deletes a plan that nobody ever had; one that is not there is gone already.

        Raises:
            InUse: somebody has it.
        """

    async def move(self, reseller_id: str, plan_id: str, *, up: bool) -> None:
        """Swaps a plan with its neighbour in its category; at the end of the shelf it stays.

        Raises:
            NotThere: nothing to move.
        """

    async def rename_category(self, reseller_id: str, category_id: str, name: str) -> None:
        """Gives a category another name.

        Raises:
            NameTaken: by another category.
            NotThere: nothing to rename.
        """

    async def move_category(self, reseller_id: str, category_id: str, *, up: bool) -> None:
        """Swaps a category with its neighbour; at the end it stays.

        Raises:
            NotThere: nothing to move.
        """

    async def remove_category(self, reseller_id: str, category_id: str) -> None:
        """Deletes an empty category; one that is not there is gone already.

        Raises:
            InUse: it has plans, or an invite offers it.
        """
