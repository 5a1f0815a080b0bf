"""The world of the simulator: people with their phones, and one bot, on one Telegram."""

import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

from bot.simulator import BOT_USERNAME, state
from bot.simulator.chats import Answer, Chat, Json, Message, User
from bot.simulator.courier import Courier
from bot.simulator.entities import content_with_found
from bot.simulator.files import Files
from bot.simulator.limits import Limits
from bot.simulator.phone import Phone
from bot.simulator.signal import Signal
from bot.simulator.updates import Updates
from bot.simulator.whatsapp.world import WhatsAppWorld

TOKEN = "7000000001:AASimulatorTokenForNobodysRealBot__"  # noqa: S105 - opens nothing outside this process
QUERY_LIFETIME = 60.0
"""Seconds in which a tap can be answered. Telegram does not say; bots fail after about a minute."""


class World:
    """Everything the emulator and the phones share. It lives on one event loop.

    Args:
        token: the bot's; any other is refused.
        username: the bot's, as in t.me links.
        name: the bot's, as phones show it.
        state_file: where everything is kept; none for memory only.
        clock: Unix time.
        webhook_pause: seconds until the first new attempt after a failed delivery.
    """

    def __init__(
        self,
        token: str = TOKEN,
        *,
        username: str = BOT_USERNAME,
        name: str = "Cadastro",
        state_file: Path | None = None,
        clock: Callable[[], float] = time.time,
        webhook_pause: float = 1.0,
    ) -> None:
        self.token = token
        self.bot_id = int(token.partition(":")[0])
        self.username = username
        self.name = name
        self.clock = clock
        self.limits: Limits | None = None
        self.phones: list[Phone] = []
        self.chats: dict[int, Chat] = {}
        self.updates = Updates()
        self.queries: dict[str, tuple[int, float]] = {}
        self.profile: Json = {}
        self.version = 0
        self.next_message_id = 1
        self.closed = False
        self.whatsapp: WhatsAppWorld | None = None
        """The WhatsApp of the same people, if they have one: it stands on the same page."""
        self.signal = Signal()
        self.watchers: list[Callable[[Chat, Message], None]] = []
        """Told of every new or changed message: who only looks now and then misses what was replaced."""
        self.courier = Courier(self, webhook_pause)
        self.files = Files.at(state_file.with_name(f"{state_file.name}.files") if state_file else None)
        self._state_file = state_file
        if state_file:
            state.load(self, state_file)

    async def __aenter__(self) -> Self:
        """The world itself, closed at the end of the block."""
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Ends deliveries, long polls and the page's event streams, so that a server can stop."""
        self.closed = True
        self.signal.wake()
        await self.courier.close()
        if self.whatsapp:
            await self.whatsapp.close()

    def add_phone(
        self,
        title: str,
        *,
        first_name: str,
        last_name: str = "",
        username: str = "",
        phone_number: str = "",
        user_id: int = 0,
        start_payload: str = "",
    ) -> Phone:
        """A phone and its owner; it stands on the page in the order of these calls.

        Args:
            title: whose phone, as the page heads it, such as "Revendedor".
            first_name: of the owner.
            last_name: of the owner.
            username: of the owner, without @.
            phone_number: of the owner, in E.164; the bot sees it only when it is shared.
            user_id: by default the first phone has 1001, the next 1002, so that a restarted program
                that adds the same phones finds their chats again.
            start_payload: what "Iniciar" sends after /start; may be changed later.
        """
        user = User(user_id or 1001 + len(self.phones), first_name, last_name, username, phone_number)
        if user.id in self.chats:
            self.chats[user.id].user = user
        phone = Phone(self, title, user, start_payload)
        self.phones.append(phone)
        return phone

    def me(self) -> Json:
        """The Bot API's User of the bot."""
        return {"id": self.bot_id, "is_bot": True, "first_name": self.name, "username": self.username}

    def said_by(self, user: User, content: Json, told: Json | None = None) -> Message:
        """A person writes: the message is in the chat and its update in the queue.

        Args:
            user: who writes.
            content: what both sides see from now on.
            told: what the bot is told instead, where that is more, such as a link's payload.
        """
        chat = self.chats.setdefault(user.id, Chat(user))
        message = self._add(chat, from_bot=False, content=content_with_found(content))
        self.updates.add(
            "message", self.message_to_api(chat, message) | content_with_found(told or content), user.id
        )
        self.changed(chat, message)
        return message

    def said_by_bot(
        self, chat: Chat, content: Json, markup: Json | None = None, reply_to: int = 0
    ) -> Message:
        """The bot writes; what it writes ends "digitando…"."""
        message = self._add(chat, from_bot=True, content=content_with_found(content))
        message.markup, message.reply_to = markup, reply_to
        chat.typing_until = 0
        self.changed(chat, message)
        return message

    def tapped(self, user: User, message_id: int, data: str) -> str:
        """A person taps a button of one of the bot's messages: the id of the callback query."""
        chat = self.chats[user.id]
        query = str(secrets.randbits(63))
        self.queries[query] = (user.id, self.clock() + QUERY_LIFETIME)
        message = chat.visible(message_id)
        about: Json = (
            self.message_to_api(chat, message)
            if message
            else {"chat": chat.to_api(), "message_id": message_id, "date": 0}
        )
        payload = {
            "id": query,
            "from": user.to_api(),
            "message": about,
            "chat_instance": str(user.id),
            "data": data,
        }
        self.updates.add("callback_query", payload, user.id)
        self.changed(chat)
        return query

    def answered(self, query: str, text: str, *, alert: bool, url: str) -> bool:
        """The bot answers a tap; says whether there was one to answer."""
        chat_id, until = self.queries.pop(query, (0, 0.0))
        if until < self.clock():
            return False
        chat = self.chats[chat_id]
        chat.answers = [*chat.answers[-19:], Answer(text, alert, url, self.version + 1)]
        self.changed(chat)
        return True

    def block(self, user: User, *, blocked: bool) -> None:
        """A person blocks the bot, or lets it write again; the bot is told."""
        chat = self.chats.setdefault(user.id, Chat(user))
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        member = {"user": self.me(), "status": "member"}
        kicked = {"user": self.me(), "status": "kicked", "until_date": 0}
        old, new = (member, kicked) if blocked else (kicked, member)
        payload = {
            "chat": chat.to_api(),
            "from": user.to_api(),
            "date": int(self.clock()),
            "old_chat_member": old,
            "new_chat_member": new,
        }
        self.updates.add("my_chat_member", payload, user.id)
        self.changed(chat)

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

    def message_to_api(self, chat: Chat, message: Message, *, with_reply: bool = True) -> Json:
        """The Bot API's Message; the one it answers to is told without its own."""
        told: Json = {
            "message_id": message.id,
            "from": self.me() if message.from_bot else chat.user.to_api(),
            "chat": chat.to_api(),
            "date": message.date,
        }
        if message.edited:
            told["edit_date"] = message.edited
        if message.markup:
            told["reply_markup"] = message.markup
        if with_reply and (original := chat.visible(message.reply_to)):
            told["reply_to_message"] = self.message_to_api(chat, original, with_reply=False)
        return told | message.content

    def _add(self, chat: Chat, *, from_bot: bool, content: Json) -> Message:
        message = Message(self.next_message_id, from_bot, int(self.clock()), content)
        self.next_message_id += 1
        chat.add(message)
        return message
