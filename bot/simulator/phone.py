"""A phone in somebody's hand: what its owner can do, and see. The page and the tests use the same one."""

import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar, cast
from urllib.parse import parse_qs, urlsplit

from bot.simulator import attachments, view
from bot.simulator.chats import Answer, Chat, Json, Message, User
from bot.simulator.entities import split_units
from bot.simulator.view import Shown

if TYPE_CHECKING:
    from bot.simulator.world import World

T = TypeVar("T")

LONGEST_TEXT = 4096


class NotThere(AssertionError):  # noqa: N818 - what was looked for is not there
    """The phone does not show what was to be tapped or waited for; the message tells what it shows."""


class Phone:
    """One person's Telegram, with the chat of the world's bot open.

    Args:
        world: where it rings.
        title: whose phone, as the page heads it.
        user: its owner.
        start_payload: what "Iniciar" sends after /start.
    """

    def __init__(self, world: "World", title: str, user: User, start_payload: str = "") -> None:
        self.world = world
        self.title = title
        self.user = user
        self.start_payload = start_payload

    # What it shows

    @property
    def slug(self) -> str:
        """The title as addresses and test ids spell it: "Visitante do João" is `visitante-do-joao`."""
        plain = unicodedata.normalize("NFKD", self.title.lower()).encode("ascii", "ignore").decode()
        return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")

    @property
    def chat(self) -> Chat | None:
        """The chat with the bot; none before the first message."""
        return self.world.chats.get(self.user.id)

    @property
    def messages(self) -> list[Shown]:
        """All that is visible now, oldest first."""
        return view.visible(self.chat)

    @property
    def last(self) -> Shown:
        """The newest visible message of the bot.

        Raises:
            NotThere: the bot has not said anything that is still there.
        """
        newest = next((m for m in reversed(self.messages) if m.from_bot), None)
        if newest is None:
            raise NotThere(f"the bot has said nothing yet; the phone shows:\n{self}")
        return newest

    @property
    def keyboard(self) -> list[list[str]]:
        """The labels of the reply keyboard below the input, as rows."""
        return [[key["text"] for key in row] for row in self._keys()]

    @property
    def answers(self) -> list[Answer]:
        """What the bot answered to the latest taps, oldest first; those without text are there too."""
        return list(self.chat.answers) if self.chat else []

    @property
    def toasts(self) -> list[str]:
        """The texts of the answers that showed something."""
        return [answer.text for answer in self.answers if answer.text]

    @property
    def typing(self) -> bool:
        """Whether "digitando…" shows."""
        return self.chat is not None and self.chat.typing_until > self.world.clock()

    def __str__(self) -> str:
        return view.transcript(self.messages, self.keyboard)

    # What its owner does

    async def type(self, text: str) -> None:
        """Types and sends; a text too long for one message goes out in several, as on a real phone."""
        for part in split_units(text.strip(), LONGEST_TEXT):
            if part.strip():
                self._say({"text": part.strip()})

    async def command(self, command: str, payload: str = "") -> None:
        """Sends a command such as /start, with what follows it."""
        await self.type(f"{command} {payload}")

    async def start(self) -> None:
        """Taps "Iniciar"."""
        self._start(self.start_payload)

    async def open_link(self, link: str) -> None:
        """Opens a t.me link to the bot: its payload goes out with /start, which alone stays in the chat.

        Raises:
            ValueError: the link does not lead to this bot.
        """
        address = urlsplit(link if "://" in link else f"https://{link}")
        if address.netloc.lower() not in {"t.me", "telegram.me"} or (
            address.path.strip("/").lower() != self.world.username.lower()
        ):
            raise ValueError(f"not a link to @{self.world.username}: {link}")
        self._start(parse_qs(address.query).get("start", [""])[0])

    async def tap(self, label: str, message: Shown | None = None) -> None:
        """Taps a button: of the newest message that has it, else of the keyboard below the input.

        Args:
            label: the button's, or its beginning.
            message: look only here, and as it was then: the keyboard may be gone from it since.

        Raises:
            NotThere: no such button; says which there are.
        """
        for place in [message] if message else reversed(self.messages):
            if button := place.button(label):
                if button.data is None:
                    raise NotThere(f"[{button.label}] opens or copies something; the bot hears nothing of it")
                await self.press(place.id, button.data)
                return
        if message:
            raise NotThere(f"no button [{label}]; message {message.id} has {message.labels}")
        await self.tap_key(label)

    async def tap_key(self, label: str) -> None:
        """Taps a key of the keyboard below the input.

        Raises:
            NotThere: no such key.
        """
        chat, key = self.chat, self._key(label)
        if chat is None or key is None:
            raise NotThere(f"no button [{label}]; the phone shows:\n{self}")
        if chat.keyboard and chat.keyboard.get("one_time_keyboard"):
            chat.keyboard = None
        if key.get("request_contact"):
            await self.share_own_contact()
        else:
            await self.type(key["text"])

    async def press(self, message_id: int, data: str) -> None:
        """Sends the data of a button that hangs, or hung, below a message."""
        self.world.tapped(self.user, message_id, data)

    async def forge(self, data: str, message: Shown | None = None) -> None:
        """Sends callback data that no button has, as a changed app could, from the bot's newest message."""
        await self.press((message or self.last).id, data)

    async def attach_contact(self, phone_number: str, name: str) -> None:
        """Attaches somebody from the address book."""
        self._say(attachments.contact(phone_number, name))

    async def share_own_contact(self) -> None:
        """Shares the owner's own card, as a request_contact button does."""
        self._say(attachments.own_contact(self.user))

    async def send_photo(self, content: bytes | None = None, caption: str = "") -> None:
        """Sends a picture; without one, a sample."""
        self._say(attachments.photo(self.world.files, content, caption))

    async def send_sticker(self, emoji: str = "👍") -> None:
        """Sends a sticker."""
        self._say(attachments.sticker(self.world.files, emoji))

    async def send_voice(self) -> None:
        """Sends a voice message."""
        self._say(attachments.voice(self.world.files))

    async def send_document(self, name: str = "contrato.pdf", content: bytes | None = None) -> None:
        """Sends a file; without one, a sample."""
        self._say(attachments.document(self.world.files, name, content))

    async def send_location(self, latitude: float = -23.55052, longitude: float = -46.633308) -> None:
        """Sends where the owner is."""
        self._say(attachments.location(latitude, longitude))

    async def block(self) -> None:
        """Blocks the bot."""
        self.world.block(self.user, blocked=True)

    async def unblock(self) -> None:
        """Lets the bot write again."""
        self.world.block(self.user, blocked=False)

    # Waiting

    async def wait(self, condition: Callable[[], T], deadline: float = 5.0) -> T:
        """Waits until something is true, and gives it; `NotThere` in the condition is "not yet".

        Raises:
            NotThere: it was not within so many seconds; tells what the phone shows instead.
        """

        def look() -> T | None:
            with suppress(NotThere):
                return condition()
            return None

        try:
            found = await self.world.signal.wait(look, deadline)
        except TimeoutError:
            raise NotThere(f"waited {deadline} s in vain; the phone shows:\n{self}") from None
        return cast("T", found)  # Signal.wait gives only true values

    async def see(self, text: str, deadline: float = 5.0) -> Shown:
        """Waits for a visible message of the bot that contains this text, and gives the newest one.

        Raises:
            NotThere: as `wait`.
        """

        def look() -> Shown:
            for message in reversed(self.messages):
                if message.from_bot and text in message.text:
                    return message
            raise NotThere(text)

        try:
            return await self.wait(look, deadline)
        except NotThere as error:
            raise NotThere(f"“{text}” did not come: {error}") from None

    # Below

    def _start(self, payload: str) -> None:
        """As apps do it: the bot is told the payload, the chat shows the bare command."""
        self._say({"text": "/start"}, told={"text": f"/start {payload}".strip()})

    def _say(self, content: Json, told: Json | None = None) -> Message:
        if self.chat and self.chat.blocked:
            self.world.block(self.user, blocked=False)  # the app asks to unblock before it sends
        return self.world.said_by(self.user, content, told)

    def _keys(self) -> list[list[Json]]:
        keyboard = self.chat.keyboard if self.chat else None
        rows: list[list[Json]] = keyboard["keyboard"] if keyboard else []
        return rows

    def _key(self, label: str) -> Json | None:
        keys = [key for row in self._keys() for key in row]
        exact = (key for key in keys if key["text"] == label)
        return next(exact, None) or next((key for key in keys if key["text"].startswith(label)), None)
