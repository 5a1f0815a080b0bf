"""Everybody who registers at once, on one simulated messenger."""

from collections.abc import Callable

from bot.db.database import Transaction
from conversations.ports.people import Person as OfReseller
from tests.chaos.dialogue import answers_of
from tests.chaos.messengers import Messenger
from tests.chaos.person import Person
from tests.kit.given import CATEGORIES, SOL
from tests.kit.program import put_reseller


class Crowd:
    """So many persons of one reseller.

    Args:
        messenger: where their phones are.
        count: how many.
        thinking: how many seconds somebody takes for an answer.
    """

    def __init__(self, messenger: Messenger, count: int, thinking: Callable[[], float]) -> None:
        self.persons: list[Person] = []
        for number in range(count):
            name = f"Pessoa {number}"
            phone = messenger.add(number, name)
            self.persons.append(Person(number, phone, answers_of(number), thinking))
        self._messenger = messenger
        messenger.watch(lambda number, seen: self.persons[number].hear(seen))

    def begin(self) -> None:
        """All of them at once."""
        for person in self.persons:
            person.begin()

    @property
    def heard(self) -> int:
        """How much of all dialogues was said."""
        return sum(person.heard for person in self.persons)

    @property
    def length(self) -> int:
        """Of all dialogues."""
        return sum(len(person.lines) for person in self.persons)

    @property
    def about_to_speak(self) -> bool:
        """Whether anybody is."""
        return any(person.about_to_speak for person in self.persons)

    async def arrange(self, tx: Transaction) -> None:
        """Puts the reseller and everybody into the database."""
        await put_reseller(tx, SOL, CATEGORIES)
        for person in self.persons:
            await self._messenger.link(tx, person.number, OfReseller(person.id, person.phone.title, SOL))
