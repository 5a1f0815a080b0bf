"""A phone in somebody's hand: what its owner can do, and see. The page and the tests use the same one."""

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from bot.simulator import attachments, view
from bot.simulator.chats import Answer, Chat, Json, Message, User
from bot.simulator.entities import split_units
from bot.simulator.handset import Handset, NotThere
from bot.simulator.view import Shown

if TYPE_CHECKING:
    from bot.simulator.world import World

LONGEST_TEXT = 4096


class Phone(Handset[Shown]):
    """One person's Telegram, with the chat of the world's bot open.

    Args:
        world: where it rings.
        title: whose phone, as the page heads it.
        user: its owner.
        start_payload: what "Iniciar" sends after /start.
    """

    def __init__(self, world: "World", title: str, user: User, start_payload: str = "") -> None:
        super().__init__(title, world.signal)
        self.world = world
        self.user = user
        self.start_payload = start_payload

    # What it shows

    @property
    def chat(self) -> Chat | None:
        """The chat with the bot; none before the first message."""
        return self.world.chats.get(self.user.id)

    @property
    def messages(self) -> list[Shown]:
        """All that is visible now, oldest first."""
        return view.visible(self.chat)

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
