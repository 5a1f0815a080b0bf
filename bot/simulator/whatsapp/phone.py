"""A WhatsApp phone in somebody's hand: what its owner can do, and see."""

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from bot.simulator.chats import Json
from bot.simulator.handset import Handset, NotThere
from bot.simulator.whatsapp import attachments, envelope, view
from bot.simulator.whatsapp.chats import Chat, Message
from bot.simulator.whatsapp.people import Person, digits, made_user_id
from bot.simulator.whatsapp.view import Choice, Section, Shown

if TYPE_CHECKING:
    from bot.simulator.whatsapp.world import WhatsAppWorld


class WhatsAppPhone(Handset[Shown]):
    """One person's WhatsApp, with the chat of the bot's number open.

    Args:
        world: where it rings.
        title: whose phone, as the page heads it.
        person_id: of its owner.
    """

    def __init__(self, world: "WhatsAppWorld", title: str, person_id: int) -> None:
        super().__init__(title, world.signal)
        self.world = world
        self.first_words = "Oi"
        """What the page offers to send in an empty chat, such as the text of the link that one came by."""
        self._person_id = person_id

    # What it shows

    @property
    def slug(self) -> str:
        """What the page calls this phone, beside the owner's Telegram."""
        return f"{self.owner}-whatsapp"

    @property
    def chat(self) -> Chat:
        """The chat with the bot."""
        return self.world.chats[self._person_id]

    @property
    def person(self) -> Person:
        """The owner."""
        return self.chat.person

    @property
    def messages(self) -> list[Shown]:
        """All that is visible now, oldest first; what failed never reached the phone."""
        return [m for m in view.visible(self.chat) if not (m.from_bot and m.status in {"sent", "failed"})]

    @property
    def typing(self) -> bool:
        """Whether "digitando…" shows."""
        return self.chat.typing_until > self.world.clock()

    def __str__(self) -> str:
        return view.transcript(self.messages)

    def message(self, message_id: int) -> Shown:
        """A visible message.

        Raises:
            NotThere: there is none of this id.
        """
        found = next((m for m in self.messages if m.id == message_id), None)
        if found is None:
            raise NotThere(f"no message {message_id}; the phone shows:\n{self}")
        return found

    # What its owner does

    async def type(self, text: str, reply_to: Shown | None = None) -> None:
        """Types and sends, as an answer to a message if there is one given."""
        if text.strip():
            self._say("text", {"body": text.strip()}, reply_to.wamid if reply_to else "")

    async def start(self) -> None:
        """Sends the first words."""
        await self.type(self.first_words)

    async def open_link(self, link: str) -> None:
        """Opens a wa.me link to the bot and sends the text that stands ready in it.

        Raises:
            ValueError: the link does not lead to this bot.
        """
        number, text = told_by(link)
        if number != self.world.number:
            raise ValueError(f"not a link to {self.world.number}: {link}")
        await self.type(text)

    async def tap(self, label: str, message: Shown | None = None) -> None:
        """Taps a button, or a row of a list: of the newest message that has it.

        Args:
            label: the whole label or its beginning; of a row whose title is cut, what its description says.
            message: look only here. On WhatsApp buttons of old messages stay.

        Raises:
            NotThere: no such button or row; says which there are.
        """
        for place in [message] if message else [m for m in reversed(self.messages) if m.from_bot]:
            if choice := place.choice(label):
                if choice.kind == "link":
                    raise NotThere(f"[{choice.label}] opens {choice.url}; the bot hears nothing of it")
                self._answer(place, choice)
                return
        if message:
            raise NotThere(f"no button [{label}]; message {message.id} has {message.labels}")
        raise NotThere(f"no button [{label}]; the phone shows:\n{self}")

    async def press(self, message_id: int, choice_id: str) -> None:
        """Taps what has this id below, or in the list of, a message.

        Raises:
            NotThere: there is no such message, or no such choice in it.
        """
        place = self.message(message_id)
        choice = next((c for c in place.choices if c.id == choice_id), None)
        if choice is None:
            raise NotThere(f"no choice {choice_id} at message {message_id}; the phone shows:\n{self}")
        self._answer(place, choice)

    async def forge(self, choice_id: str, message: Shown | None = None) -> None:
        """Sends the id of a button that no message has, as a changed app could."""
        self._answer(message or self.last, Choice("button", "Forjado", choice_id))

    def opened_list(self, message: Shown | None = None) -> tuple[Section, ...]:
        """What stands in the list of a message, by default the newest that has one.

        Raises:
            NotThere: no message has a list.
        """
        found = message or next((m for m in reversed(self.messages) if m.list_button), None)
        if found is None or not found.list_button:
            raise NotThere(f"no list to open; the phone shows:\n{self}")
        return found.sections

    async def attach_contact(self, phone_number: str, name: str) -> None:
        """Attaches somebody from the address book."""
        self._say("contacts", {"contacts": [attachments.contact(phone_number, name)]})

    async def share_own_contact(self) -> None:
        """Sends the owner's own card."""
        await self.attach_contact(self.person.phone_number, self.person.name)

    async def send_photo(self, content: bytes | None = None, caption: str = "") -> None:
        """Sends a picture; without one, a sample."""
        self._say("image", attachments.photo(self.world.media, content, caption))

    async def send_sticker(self) -> None:
        """Sends a sticker."""
        self._say("sticker", attachments.sticker(self.world.media))

    async def send_voice(self) -> None:
        """Sends a voice message."""
        self._say("audio", attachments.voice(self.world.media))

    async def send_document(
        self, name: str = "contrato.pdf", content: bytes | None = None, caption: str = ""
    ) -> None:
        """Sends a file; without one, a sample."""
        self._say("document", attachments.document(self.world.media, name, content, caption))

    async def send_location(self, latitude: float = -23.55052, longitude: float = -46.633308) -> None:
        """Sends where the owner is."""
        self._say("location", attachments.location(latitude, longitude))

    async def send_unsupported(self) -> None:
        """Sends what the Cloud API does not pass on, such as a poll."""
        self.chat.heard_at = self.world.clock()
        told = envelope.told_unsupported(self.person, int(self.world.clock()))
        self.world.tell(f"messages:{self.person.id}", told)
        self.world.changed(self.chat)

    async def react(self, emoji: str = "👍", message: Shown | None = None) -> None:
        """Puts an emoji on a message of the bot, by default the newest; an empty one takes it away."""
        place = message or self.last
        self.chat.messages[place.id].reaction = emoji
        content = {"message_id": place.wamid} | ({"emoji": emoji} if emoji else {})
        self.world.said_unseen(self.chat, "reaction", content)
        self.world.changed(self.chat, self.chat.messages[place.id])

    async def delete(self, message: Shown) -> None:
        """Takes back a message of one's own, for everybody; the bot is told which."""
        found = self.chat.messages[message.id]
        found.erase()
        self.world.said_unseen(self.chat, "revoke", {"original_message_id": message.wamid})
        self.world.changed(self.chat, found)

    async def read(self) -> None:
        """Looks at the chat: what the bot wrote is read. Whoever writes has looked too."""
        self.world.read_by(self.chat)

    async def block(self) -> None:
        """Blocks the bot's number, which is not told of it: its messages just do not arrive."""
        self.chat.blocked = True
        self.world.changed(self.chat)

    async def unblock(self) -> None:
        """Lets the bot write again."""
        self.chat.blocked = False
        self.world.changed(self.chat)

    async def change_number(self, phone_number: str) -> None:
        """Takes the account to another number; Meta gives it another business-scoped id with it."""
        person, old = self.person, self.person.wa_id
        person.phone_number, person.wa_id = phone_number, digits(phone_number)
        person.user_id = made_user_id(person.wa_id)
        self._tell(envelope.told_new_number(person, old, int(self.world.clock())))

    async def change_user_id(self, user_id: str = "") -> None:
        """Gets another business-scoped id, of which alone the bot is told."""
        person, old = self.person, self.person.user_id
        person.user_id = user_id or made_user_id(old)
        self._tell(envelope.told_new_user_id(person, old, int(self.world.clock())))

    # Below

    def _say(self, kind: str, content: Json, reply_to: str = "") -> Message:
        self.chat.blocked = False  # the app asks to unblock before it sends
        self.world.read_by(self.chat)
        return self.world.said_by(self.chat, kind, content, reply_to)

    def _answer(self, place: Shown, choice: Choice) -> None:
        if choice.kind == "quick":
            self._say("button", {"payload": choice.id, "text": choice.title}, place.wamid)
            return
        told = {"id": choice.id, "title": choice.title}
        if choice.description:
            told["description"] = choice.description
        kind = "list_reply" if choice.kind == "row" else "button_reply"
        self._say("interactive", {"type": kind, kind: told}, place.wamid)

    def _tell(self, value: Json) -> None:
        self.world.tell(f"messages:{self.person.id}", value)
        self.world.changed(self.chat)


def told_by(link: str) -> tuple[str, str]:
    """The number and the text of a wa.me link, or of its long form; empty where it is no such link."""
    address = urlsplit(link if "://" in link else f"https://{link}")
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    match address.netloc.lower():
        case "wa.me" | "www.wa.me":
            return digits(address.path), asked.get("text", "")
        case "api.whatsapp.com":
            return digits(asked.get("phone", "")), asked.get("text", "")
        case _:
            return "", ""
