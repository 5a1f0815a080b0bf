from collections.abc import Mapping

from conversations.ports.plans import Category


class FakePlans:
    """Categories by the id of their reseller."""

    def __init__(self, categories: Mapping[str, tuple[Category, ...]] | None = None) -> None:
        self.categories = dict(categories or {})

    async def of(self, reseller_id: str) -> tuple[Category, ...]:
        return tuple(category for category in self.categories.get(reseller_id, ()) if category.plans)
