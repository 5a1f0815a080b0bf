from collections.abc import Callable
from datetime import UTC, datetime

from conversations.ports.ratings import LAST, Comment, Rated
from tests.fakes.customers import FakeCustomers


class FakeRatings:
    """Stars, words and time by reseller and customer, oldest first."""

    def __init__(
        self, customers: FakeCustomers, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.kept: dict[tuple[str, str], tuple[int, str, datetime]] = {}
        self._customers, self._clock = customers, clock

    async def rate(self, reseller_id: str, customer_id: str, stars: int) -> bool:
        kept = self._customers.kept.get(customer_id)
        if kept is None or kept.answers.reseller_id != reseller_id or (reseller_id, customer_id) in self.kept:
            return False
        self.kept[reseller_id, customer_id] = (stars, "", self._clock())
        return True

    async def comment(self, reseller_id: str, customer_id: str, text: str) -> None:
        if given := self.kept.get((reseller_id, customer_id)):
            self.kept[reseller_id, customer_id] = (given[0], text, given[2])

    async def of(self, reseller_id: str) -> Rated:
        given = {c: said for (whose, c), said in self.kept.items() if whose == reseller_id}
        comments = [
            Comment(stars, text, answers.trade_name or answers.legal_name, at)
            for customer, (stars, text, at) in reversed(given.items())
            if text
            for answers in [self._customers.kept[customer].answers]
        ]
        stars = [number for number, _, _ in given.values()]
        return Rated(len(stars), sum(stars) / len(stars) if stars else 0.0, tuple(comments[:LAST]))
