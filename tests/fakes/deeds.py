from collections.abc import Callable
from datetime import UTC, datetime

from conversations.ports.deeds import LAST, Deed, What
from tests.fakes.people import FakePeople


class FakeDeeds:
    """Deeds in a list: whose, who, what, about what, when."""

    def __init__(self, people: FakePeople, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.noted: list[tuple[str, str, What, str, datetime]] = []
        self._people, self._clock = people, clock

    async def note(self, reseller_id: str, person_id: str, what: What, subject: str) -> None:
        self.noted.append((reseller_id, person_id, what, subject, self._clock()))

    async def of(self, reseller_id: str, subject: str) -> tuple[Deed, ...]:
        return tuple(
            Deed(what, self._people.names.get(person_id, ""), at)
            for whose, person_id, what, about, at in self.noted
            if (whose, about) == (reseller_id, subject)
        )[-LAST:]
