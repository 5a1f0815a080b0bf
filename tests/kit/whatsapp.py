"""A player that is a person with WhatsApp: everything goes through the webhook and the whole program.

Nothing is edited and nothing deleted there, what leads to a question stands in its message, and long choices
come page by page; so what it says is compared as `telling` has it.
"""

import re
from collections.abc import Iterable
from contextlib import suppress

from bot.simulator.whatsapp import view
from bot.simulator.whatsapp.chats import Chat, Message
from bot.whatsapp.formatting import HARMLESS, PICKED
from bot.whatsapp.rendering import FIRST_OPTIONS, MORE_OPTIONS
from conversations import words
from conversations.certificate.texts import ERASED as ERASED_KEY
from conversations.certificate.texts import NOT_ERASED as NOT_ERASED_KEY
from conversations.registration.texts import SHARE_PHONE
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
from tests.transcript import BOT, DELETES, LINK, SAME, TO, WHATSAPP, Line, document, picture, spoken

DEADLINE = 10.0  # seconds
LABEL = re.compile(r"\[([^\]]+)\](?: |$)")
BOLD = re.compile(r"^\*(.+)\*$", re.MULTILINE)
NOT_ERASED = {ERASED_KEY: NOT_ERASED_KEY, words.ERASED_GUESS: words.NOT_ERASED_GUESS}
WHAT_BECOMES_OF_IT = {words.ERASES, *words.STAYS.split("\n")}
"""What is said where nothing can be deleted, by what is said elsewhere; of a password, unless it is here."""
MEANT = {ord(alike) if isinstance(alike, str) else alike: sign for sign, alike in HARMLESS.items()}


class OnWhatsApp:
    """Everybody's chats on WhatsApp.

    Args:
        running: the program that answers.
    """

    def __init__(self, running: Program) -> None:
        assert running.world.whatsapp
        self._phones = dict(zip(PEOPLE, running.world.whatsapp.phones, strict=True))
        self.phone = self._phones["Ana"]
        self.invite = ""  # the link of the invite that was said last
        self.page = ""  # the link of the page that was said last
        self._database = running.database
        self._heard: list[Line] = []
        running.world.whatsapp.deliveries.statuses = False  # three for each message, and none says anything
        running.world.whatsapp.watchers.append(self._watch)
        self._told: set[tuple[int, int]] = set()

    async def say(self, line: Line, expected: Iterable[Line]) -> list[Line]:
        """Says something and gives what the bot says to it.

        Args:
            line: what to say.
            expected: what is waited for.
        """
        self._heard.clear()
        self.phone = self._phones[line.who]
        wanted = telling(expected)
        await self._act(line.text)
        with suppress(AssertionError):  # the comparison shows what is missing
            await self.phone.wait(lambda: _covers(telling(self._heard), wanted), DEADLINE)
        if any(f"[{MORE_OPTIONS}]" in line.text for line in self._heard):
            await self._leafed()
        return list(self._heard)

    def _watch(self, chat: Chat, message: Message) -> None:
        key = (chat.person.id, message.number)
        if not message.from_bot or key in self._told or message.status == "failed":
            return
        self._told.add(key)
        now = view.shown(message)
        if found := WHATSAPP.search(now.text):
            self.invite = found[0]
        if found := LINK.search(now.text):
            self.page = found[0]
        labels = [[label] for label in now.labels]
        words_ = plain_text(now.text)
        shown = {"image": picture, "document": document}.get(now.media)
        text = shown(words_) if shown else spoken([words_], labels)
        (name,) = [name for name, phone in self._phones.items() if phone.chat is chat]
        self._heard.append(Line(BOT if self._phones[name] is self.phone else f"{TO}{name}", text))

    async def _act(self, text: str) -> None:
        phone = self.phone
        match understood(text):
            case Taps(label, old=True):
                old = [m for m in reversed(phone.messages) if m.from_bot][1:]
                await phone.tap(label, next(m for m in old if m.choice(label)))
            case Taps(label):
                await phone.tap(label)
            case Opens():
                await phone.open_link(self.invite)
            case Shares():
                await phone.tap(SHARE_PHONE)
            case Commands(name, payload):
                await phone.type(f"/{name} {payload}")
            case Attaches(name, number):
                await phone.attach_contact(number, name)
            case Sends(kind):
                await getattr(phone, f"send_{kind}")()
            case SendsFile(name):
                await phone.send_document(name, file_named(name))
            case Types(typed):
                await phone.type(typed)
            case Uploads():
                await send_certificate(self._database, self.page)

    async def _leafed(self) -> None:
        """Turns all pages of a long list, and hears it as if it had stood on one."""
        found = [label for label in self.phone.last.labels if label != MORE_OPTIONS]
        while self.phone.last.choice(MORE_OPTIONS):
            before = self.phone.last
            await self.phone.tap(MORE_OPTIONS, before)
            await self.phone.wait(lambda before=before: self.phone.last.id != before.id, DEADLINE)  # type: ignore[misc]
            shown = self.phone.last.labels
            on_all = [label for label in found if label in shown]
            new = [label for label in shown if label not in {*found, MORE_OPTIONS, FIRST_OPTIONS}]
            found = [*(label for label in found if label not in on_all), *new, *on_all]
        first = next(line for line in self._heard if f"[{MORE_OPTIONS}]" in line.text)
        words_ = [one for one in first.text.split("\n") if not LABEL.fullmatch(one)]
        whole = Line(first.who, "\n".join([*words_, *(f"[{label}]" for label in found)]))
        self._heard = [*self._heard[: self._heard.index(first)], whole]


def plain_text(text: str) -> str:
    """A text without the marks of its titles."""
    return BOLD.sub(r"\1", text).translate(MEANT)


def telling(lines: Iterable[Line]) -> list[str]:
    """What is told, word for word and choice for choice, however it is parted into messages.

    A message that is edited elsewhere comes as a new one; one that would be deleted stays, and its writer is
    told how to delete it.
    """
    told: list[str] = []
    erased = False
    for line in lines:
        text = line.text.removeprefix(f"{SAME}\n")
        if text == DELETES:
            erased = True
            continue
        if erased:
            text, erased = NOT_ERASED.get(text, words.NOT_ERASED), False
        for one in text.split("\n"):
            labels = LABEL.findall(one) if one.startswith("[") and one.endswith("]") else []
            told += [f"[{label}]" for label in labels] or [one]
    return [one for one in told if one not in WHAT_BECOMES_OF_IT and not one.startswith(PICKED)]


def _covers(heard: list[str], wanted: list[str]) -> bool:
    """Whether all words that are wanted were told."""
    text = [one for one in wanted if not one.startswith("[")]
    return [one for one in heard if not one.startswith("[")][-len(text) :] == text if text else bool(heard)
