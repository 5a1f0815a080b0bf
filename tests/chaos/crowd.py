"""Everybody who registers at once, on one simulated Telegram."""

from collections.abc import Callable

from bot.db.database import Transaction
from bot.simulator.chats import Chat, Message
from bot.simulator.world import World
from conversations.ports.people import Person as OfReseller
from tests.chaos.dialogue import answers_of
from tests.chaos.person import Person
from tests.kit.given import CATEGORIES, SOL
from tests.kit.program import put_person, put_reseller

FIRST = 10_000  # the account of the first


class Crowd:
    """So many persons of one reseller.

    Args:
        world: where their phones are.
        count: how many.
        thinking: how many seconds somebody takes for an answer.
    """

    def __init__(self, world: World, count: int, thinking: Callable[[], float]) -> None:
        self.persons: list[Person] = []
        for number in range(count):
            name = f"Pessoa {number}"
            phone = world.add_phone(name, first_name=name, user_id=FIRST + number)
            self.persons.append(Person(phone, answers_of(number), thinking))
        world.watchers.append(self._look)

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
            account = person.phone.user.id
            await put_person(tx, OfReseller(f"p{account}", person.phone.title, SOL), account)

    def _look(self, chat: Chat, message: Message) -> None:
        self.persons[chat.user.id - FIRST].look(message)
