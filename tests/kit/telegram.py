"""A player that is a person with a phone: everything goes through Telegram and the whole program."""

from bot.simulator import view
from bot.simulator.chats import Chat, Message
from bot.simulator.view import Shown
from tests.kit.program import Program
from tests.kit.said import Attaches, Commands, Sends, Taps, Types, understood
from tests.transcript import DELETES, SAME, Line, spoken

DEADLINE = 10.0  # seconds


class OnTelegram:
    """One chat on Telegram.

    Args:
        running: the program that answers.
    """

    def __init__(self, running: Program) -> None:
        self.phone = running.phone
        self._heard: list[str] = []
        self._looks: dict[int, list[Shown]] = {}  # of each message of the bot, as it looked over time
        running.world.watchers.append(self._watch)

    async def say(self, line: Line, expected: int) -> list[str]:
        """Says something and gives what the bot says to it.

        Args:
            line: what to say.
            expected: how many messages, edits and deletions to wait for.
        """
        self._heard.clear()
        await self._act(line.text)
        await self.phone.wait(lambda: len(self._heard) >= expected, DEADLINE)
        return list(self._heard)

    def _watch(self, chat: Chat, message: Message) -> None:
        if message.deleted:
            self._heard.append(DELETES)
        if message.deleted or not message.from_bot:
            return
        now, looks = view.shown(message), self._looks.setdefault(message.id, [])
        if looks and looks[-1].text == now.text and not now.buttons:
            return  # an answered question loses its buttons
        looks.append(now)
        self._heard.append((f"{SAME}\n" if len(looks) > 1 else "") + spoken([now.text], now.labels))

    async def _act(self, text: str) -> None:
        phone = self.phone
        match understood(text):
            case Taps(label, old=True):
                message = next(look for look in self._old() if look.button(label))
                button = message.button(label)
                assert button is not None
                assert button.data is not None
                await phone.press(message.id, button.data)
            case Taps(label):
                await phone.tap(label)
            case Commands(name, payload):
                await phone.command(f"/{name}", payload)
            case Attaches(name, number):
                await phone.attach_contact(number, name)
            case Sends(kind):
                await getattr(phone, f"send_{kind}")()
            case Types(words):
                await phone.type(words)

    def _old(self) -> list[Shown]:
        """How messages looked before, newest first."""
        looks = [look for message in reversed(list(self._looks.values())) for look in reversed(message)]
        return looks[1:]
