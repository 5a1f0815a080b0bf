from collections.abc import Mapping
from dataclasses import replace

from conversations.ports.plans import Category


class FakePlans:
    """Categories by the id of their reseller; `hidden` are the ids of plans that are not on sale."""

    def __init__(self, categories: Mapping[str, tuple[Category, ...]] | None = None) -> None:
        self.categories = dict(categories or {})
        self.hidden: set[str] = set()

    async def of(self, reseller_id: str) -> tuple[Category, ...]:
        on_sale = (
            replace(shelf, plans=tuple(plan for plan in shelf.plans if plan.id not in self.hidden))
            for shelf in self.categories.get(reseller_id, ())
        )
        return tuple(category for category in on_sale if category.plans)
