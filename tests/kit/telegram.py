"""A player that is a person with a phone: everything goes through Telegram and the whole program."""

from bot.simulator import view
from bot.simulator.chats import Chat, Message
from bot.simulator.view import Shown
from bot.telegram.sending import KEYBOARD_GONE
from tests.kit.drawings import file_named
from tests.kit.given import PEOPLE
from tests.kit.pages import send_certificate
from tests.kit.program import Program
from tests.kit.said import (
    Attaches,
    Commands,
    Opens,
    Sends,
    SendsFile,
    Shares,
    Taps,
    Types,
    Uploads,
    understood,
)
from tests.transcript import BOT, DELETES, INVITE, LINK, SAME, TO, Line, document, picture, spoken

DEADLINE = 10.0  # seconds


class OnTelegram:
    """Everybody's chats on Telegram.

    Args:
        running: the program that answers.
    """

    def __init__(self, running: Program) -> None:
        self._phones = dict(zip(PEOPLE, running.world.phones, strict=True))
        self.phone = running.phone
        self.invite = ""  # the link of the invite that was said last
        self.page = ""  # the link of the page that was said last
        self._database = running.database
        self._heard: list[Line] = []
        self._looks: dict[int, list[Shown]] = {}  # of each message of the bot, as it looked over time
        running.world.watchers.append(self._watch)

    async def say(self, line: Line, expected: int) -> list[Line]:
        """Says something and gives what the bot says to it.

        Args:
            line: what to say.
            expected: how many messages, edits and deletions to wait for.
        """
        self._heard.clear()
        self.phone = self._phones[line.who]
        await self._act(line.text)
        await self.phone.wait(lambda: len(self._heard) >= expected, DEADLINE)
        return list(self._heard)

    def _watch(self, chat: Chat, message: Message) -> None:
        if message.deleted:
            self._hear(chat, DELETES)
        if message.deleted or not message.from_bot:
            return
        now, looks = view.shown(message), self._looks.setdefault(message.id, [])
        if now.text == KEYBOARD_GONE:
            return
        if looks and looks[-1].text == now.text and not now.buttons:
            return  # an answered question loses its buttons
        looks.append(now)
        if found := INVITE.search(now.text):
            self.invite = found[0]
        if found := LINK.search(now.text):
            self.page = found[0]
        keys = [[key["text"] for key in row] for row in (chat.keyboard or {}).get("keyboard", [])]
        shown = {"photo": picture, "document": document}.get(now.media)
        text = shown(now.text) if shown else spoken([now.text], now.labels or keys)
        self._hear(chat, (f"{SAME}\n" if len(looks) > 1 else "") + text)

    def _hear(self, chat: Chat, text: str) -> None:
        (name,) = [name for name, who in PEOPLE.items() if who.id == chat.user.id]
        here = chat.user.id == self.phone.user.id
        self._heard.append(Line(BOT if here else f"{TO}{name}", text))

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
            case Opens():
                await phone.open_link(self.invite)
            case Shares():
                await phone.share_own_contact()
            case Commands(name, payload):
                await phone.command(f"/{name}", payload)
            case Attaches(name, number):
                await phone.attach_contact(number, name)
            case Sends(kind):
                await getattr(phone, f"send_{kind}")()
            case SendsFile(name):
                await phone.send_document(name, file_named(name))
            case Types(words):
                await phone.type(words)
            case Uploads():
                await send_certificate(self._database, self.page)

    def _old(self) -> list[Shown]:
        """How messages looked before, newest first."""
        looks = [look for message in reversed(list(self._looks.values())) for look in reversed(message)]
        return looks[1:]
