"""The world of the simulated WhatsApp: people with their phones, and the number of one bot."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

from starlette.routing import Route

from bot.simulator import whatsapp
from bot.simulator.chats import Json
from bot.simulator.files import Files
from bot.simulator.signal import Signal
from bot.simulator.whatsapp import envelope, state
from bot.simulator.whatsapp.api import cloud_api_routes
from bot.simulator.whatsapp.chats import Chat, Message, new_wamid
from bot.simulator.whatsapp.courier import Courier
from bot.simulator.whatsapp.deliveries import Deliveries
from bot.simulator.whatsapp.errors import CloudError, undeliverable, window_closed
from bot.simulator.whatsapp.limits import Limits
from bot.simulator.whatsapp.media import Media
from bot.simulator.whatsapp.people import Person, digits, made_user_id, same_number
from bot.simulator.whatsapp.phone import WhatsAppPhone
from bot.simulator.whatsapp.templates import Template

WINDOW = 24 * 3600.0
"""Seconds after a person's last message in which the bot may write what it likes."""

Watch = Callable[[Chat, Message], None]


class WhatsAppWorld:
    """Everything the emulator and the phones share. It lives on one event loop.

    Args:
        token: the bot's access token; any other is refused.
        app_secret: what deliveries are signed with.
        verify_token: what the webhook is asked with.
        phone_number_id: of the bot's number.
        number: the bot's, digits alone, as in wa.me links.
        name: the bot's, as phones show it.
        state_file: where everything is kept; none for memory only.
        clock: Unix time.
        webhook_pause: seconds until the first new attempt after a failed delivery.
        signal: what wakes up who waits, where several worlds are looked at together.
    """

    business_account_id = whatsapp.BUSINESS_ACCOUNT_ID
    app_id = whatsapp.APP_ID

    def __init__(
        self,
        token: str = whatsapp.TOKEN,
        *,
        app_secret: str = whatsapp.APP_SECRET,
        verify_token: str = whatsapp.VERIFY_TOKEN,
        phone_number_id: str = whatsapp.PHONE_NUMBER_ID,
        number: str = whatsapp.NUMBER,
        name: str = "Cadastro",
        state_file: Path | None = None,
        clock: Callable[[], float] = time.time,
        webhook_pause: float = 1.0,
        signal: Signal | None = None,
    ) -> None:
        self.token = token
        self.app_secret = app_secret
        self.verify_token = verify_token
        self.phone_number_id = phone_number_id
        self.number = digits(number)
        self.name = name
        self.clock = clock
        self.limits: Limits | None = None
        self.refusals: list[CloudError] = []
        """What the next messages of the bot are answered with, oldest first."""
        self.failures: list[CloudError] = []
        """What the next messages of the bot fail with after they were taken, oldest first."""
        self.templates: list[Template] = []
        self.subscribed = True
        self.fields = ["messages"]
        """Which fields of its webhook the app is subscribed to."""
        self.phones: list[WhatsAppPhone] = []
        self.chats: dict[int, Chat] = {}
        self.deliveries = Deliveries()
        self.version = 0
        self.next_number = 1
        self.closed = False
        self.signal = signal or Signal()
        self.watchers: list[Watch] = []
        """Told of every new or changed message."""
        self.courier = Courier(self, webhook_pause)
        self.media = Media(Files.at(state_file.with_name(f"{state_file.name}.files") if state_file else None))
        self._state_file = state_file
        if state_file:
            state.load(self, state_file)

    async def __aenter__(self) -> Self:
        """The world itself, closed at the end of the block."""
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Ends deliveries and the page's event streams, so that a server can stop."""
        self.closed = True
        self.signal.wake()
        await self.courier.close()

    def add_phone(
        self,
        title: str,
        *,
        first_name: str,
        last_name: str = "",
        phone_number: str,
        wa_id: str = "",
        user_id: str = "",
    ) -> WhatsAppPhone:
        """A phone and its owner; it stands on the page in the order of these calls.

        A restarted program that adds the same phones in the same order finds their chats again.

        Args:
            title: whose phone, as the page heads it, such as "Revendedor".
            first_name: of the owner.
            last_name: of the owner.
            phone_number: of the owner, in E.164.
            wa_id: the number as Meta spells it, if not as it is; older accounts lack the Brazilian 9.
            user_id: the business-scoped id; made from the number by default.
        """
        number = digits(phone_number)
        person = Person(
            id=len(self.phones) + 1,
            first_name=first_name,
            last_name=last_name,
            phone_number=phone_number,
            wa_id=wa_id or number,
            user_id=user_id or made_user_id(number),
        )
        self.chats.setdefault(person.id, Chat(person))
        phone = WhatsAppPhone(self, title, person.id)
        self.phones.append(phone)
        return phone

    async def deliver_to(self, url: str) -> None:
        """Enters the address of the webhook: it is verified, and then told what waits and what comes.

        Raises:
            ValueError: it did not give the challenge back.
        """
        await self.courier.verify(url)
        self.deliveries.url = url
        self.changed()

    def metadata(self) -> Json:
        """What every change says of the bot's number."""
        return {"display_phone_number": self.number, "phone_number_id": self.phone_number_id}

    def find(self, to: str = "", user_id: str = "") -> Chat | None:
        """The chat of who has this number, or else this business-scoped id."""
        for chat in self.chats.values():
            if same_number(chat.person.wa_id, to) if to else chat.person.user_id == user_id:
                return chat
        return None

    def routes(self) -> list[Route]:
        """The Cloud API, below `/whatsapp/`."""
        return cloud_api_routes(self)

    # What people do

    def said_by(self, chat: Chat, kind: str, content: Json, reply_to: str = "") -> Message:
        """A person writes: the message is in the chat, the bot will be told, and the 24 hours begin anew."""
        message = self._add(chat, from_bot=False, kind=kind, content=content)
        message.reply_to = reply_to
        chat.heard_at = self.clock()
        self.tell(f"messages:{chat.person.id}", envelope.told_message(chat.person, message, self.number))
        self.changed(chat, message)
        return message

    def said_unseen(self, chat: Chat, kind: str, content: Json) -> None:
        """A person does what is a message for the bot and none in the chat, such as a reaction."""
        wamid = new_wamid(chat.person.wa_id)
        message = Message(0, wamid, from_bot=False, date=int(self.clock()), kind=kind, content=content)
        chat.heard_at = self.clock()
        self.tell(f"messages:{chat.person.id}", envelope.told_message(chat.person, message, self.number))
        self.changed(chat)

    def read_by(self, chat: Chat) -> None:
        """A person looks at the chat: what the bot wrote is read."""
        for message in chat.messages.values():
            if message.from_bot and message.status == "delivered":
                self._fares(chat, message, "read")

    # What the bot does

    def said_by_bot(
        self, chat: Chat, kind: str, content: Json, *, reply_to: str = "", to_number: bool = True
    ) -> Message:
        """The bot writes, within the 24 hours or by a template; what it writes ends "digitando…".

        Outside of them Meta takes the message all the same, and tells afterwards that it failed.
        """
        message = self._add(chat, from_bot=True, kind=kind, content=content)
        message.reply_to = reply_to if chat.by_wamid(reply_to) else ""
        message.to_number = to_number
        chat.typing_until = 0
        if error := self._failure(chat, kind):
            message.status, message.error = "failed", error.code
            self._tell_failure(self._address(chat.person, message), message.wamid, error)
            self.changed(chat, message)
            return message
        self._fares(chat, message, "sent")
        if not chat.blocked:
            self._fares(chat, message, "delivered")
        return message

    def said_to_nobody(self, to: Json) -> str:
        """The bot writes to a number that is none of WhatsApp's: the id of a message that fails."""
        wamid = new_wamid(to.get("recipient_id", ""))
        self._tell_failure(to, wamid, undeliverable())
        self.changed()
        return wamid

    def seen_by_bot(self, wamid: str, *, typing_until: float = 0.0) -> bool:
        """The bot has read a message, and with it all before; says whether a person wrote such a one."""
        for chat in self.chats.values():
            if (read := chat.by_wamid(wamid)) and not read.from_bot:
                for message in chat.messages.values():
                    if not message.from_bot and message.number <= read.number and message.status != "read":
                        message.status = "read"
                        self.changed(chat, message)
                chat.typing_until = typing_until
                self.changed(chat)
                return True
        return False

    def window_open(self, chat: Chat) -> bool:
        """Whether the person wrote in the last 24 hours."""
        return bool(chat.heard_at) and self.clock() - chat.heard_at < WINDOW

    # What the bot is told

    def tell(self, lane: str, value: Json, field: str = "messages") -> None:
        """Queues one thing for the webhook; tests tell it anything else that Meta could."""
        self.deliveries.add(lane, value, field)
        self.courier.kick()

    def hold(self) -> None:
        """Keeps all deliveries back, so that they can be told together."""
        self.deliveries.held = True

    def release(self) -> None:
        """Lets deliveries go on."""
        self.deliveries.held = False
        self.changed()

    def changed(self, chat: Chat | None = None, message: Message | None = None) -> None:
        """Counts a change, keeps it on disk, and wakes whoever waits for one."""
        self.version += 1
        for what in (chat, message):
            if what is not None:
                what.version = self.version
        if chat is not None and message is not None:
            for watch in self.watchers:
                watch(chat, message)
        if self._state_file:
            state.save(self, self._state_file)
        self.signal.wake()
        self.courier.kick()

    # Below

    def _add(self, chat: Chat, *, from_bot: bool, kind: str, content: Json) -> Message:
        message = Message(
            self.next_number, new_wamid(chat.person.wa_id), from_bot, int(self.clock()), kind, content
        )
        self.next_number += 1
        chat.add(message)
        return message

    def _failure(self, chat: Chat, kind: str) -> CloudError | None:
        if kind != "template" and not self.window_open(chat):
            return window_closed()
        return self.failures.pop(0) if self.failures else None

    def _fares(self, chat: Chat, message: Message, status: str) -> None:
        message.status = status
        if self.deliveries.statuses:
            told = envelope.told_status(chat.person, message, status, int(self.clock()))
            self.tell(f"statuses:{chat.person.id}", told)
        self.changed(chat, message)

    def _tell_failure(self, to: Json, wamid: str, error: CloudError) -> None:
        told = envelope.told_failure(to, wamid, error, int(self.clock()))
        self.tell("failures", told)

    def _address(self, person: Person, message: Message) -> Json:
        if message.to_number:
            return {"recipient_id": person.wa_id}
        return {"recipient_user_id": person.user_id}
