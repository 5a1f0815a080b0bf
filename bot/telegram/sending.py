"""Sends what a turn says over the Bot API: edits in place where it can, so that a chat stays readable."""

from contextlib import suppress
from typing import Any

import structlog
from redis.exceptions import RedisError
from telegram import Bot
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.channel import CannotSend, SendLater
from bot.files import Files, no_files
from bot.limiter import Pace
from bot.outgoing import Again, Message, News, Outgoing, Tapped, Typing
from bot.qr import invite_picture
from bot.telegram.api import Api
from bot.telegram.rendering import Keyboard, contact_keyboard, keyboard_of, pieces, text_of
from conversations.prompt import Document, Erase, Picture

log = structlog.get_logger()
PAUSE = 1.0  # seconds after the Bot API could not be reached
LONG_PAUSE = 10.0  # seconds after it did not know the bot
NO_PREVIEW = {"is_disabled": True}  # a preview would open a one-time link

KEYBOARD_GONE = "Certo."
"""A keyboard below the input goes only with a message; it confirms what was shared."""

Screen = dict[str, Any]
NO_KEYBOARD: Keyboard = {"remove_keyboard": True}


class Sender:
    """Sends to private chats.

    Args:
        bot: the library's client.
        pace: how fast; kept for what counts as a message: what is said, and edits of it.
        files: what is sent as a document.
    """

    def __init__(self, bot: Bot, pace: Pace, files: Files = no_files) -> None:
        self._files = files
        self._bot = bot
        self._api = Api(bot)
        self._pace = pace

    async def send(self, chat: str, outgoing: Outgoing, screen: Screen) -> Screen:
        """As `bot.channel.Channel.send`; the screen names the last message and whether it has buttons.

        Raises:
            RedisError: the pace is not known; nothing was sent, or the first of several pieces.
        """
        try:
            return await self._send(chat, outgoing, screen)
        except RetryAfter as error:
            await self._pace.hold(_seconds(error))
            raise SendLater(_seconds(error)) from error
        except Forbidden as error:
            raise CannotSend from error
        except BadRequest as error:
            if "chat not found" in error.message.lower():
                raise CannotSend from error
            raise
        except InvalidToken as error:
            log.warning("telegram refuses the bot's token", mend="set the right TELEGRAM_BOT_TOKEN")
            raise SendLater(LONG_PAUSE) from error
        except TelegramError as error:  # out of reach, or what answers is not Telegram
            raise SendLater(PAUSE) from error

    async def _send(self, chat: str, outgoing: Outgoing, screen: Screen) -> Screen:
        if isinstance(outgoing, Tapped):
            await self._quietly("answerCallbackQuery", callback_query_id=outgoing.query)
        elif isinstance(outgoing, Typing):
            await self._quietly("sendChatAction", chat_id=chat, action=ChatAction.TYPING)
        elif isinstance(outgoing, Erase):
            await self._erase(chat, outgoing)
        elif isinstance(outgoing, Picture):
            picture = await invite_picture(outgoing.link, outgoing.title)
            await self._pace.wait(chat)
            await self._bot.send_photo(chat, picture, caption=outgoing.caption)
        elif isinstance(outgoing, Document):
            await self._send_document(chat, outgoing)
        elif isinstance(outgoing, News | Again):
            raise TypeError(f"no message of Telegram's: {type(outgoing).__name__}")
        elif outgoing.prompt.aside:
            await self._send_message(chat, text_of(outgoing.prompt), keyboard_of(outgoing.prompt))
        elif await self._edit(chat, outgoing, screen):
            return {**screen, "buttons": bool(outgoing.prompt.choices)}
        else:
            return await self._say(chat, outgoing, screen)
        return screen

    async def _send_document(self, chat: str, document: Document) -> None:
        file = await self._files(document.file)
        if file is None:
            await self._send_message(chat, document.gone)
            return
        name, data = file
        await self._pace.wait(chat)
        await self._bot.send_document(chat, data, filename=name, caption=document.caption)

    async def _edit(self, chat: str, message: Message, screen: Screen) -> bool:
        """Edits the chat's last message in place; False if the prompt is to be a message of its own."""
        ours = str(screen.get("message", ""))
        last = bool(ours) and (message.unasked or message.tapped == ours)
        text = text_of(message.prompt)
        in_place = message.prompt.replaces and last and not message.prompt.asks_contact
        if not in_place or len(pieces(text)) > 1:
            return False
        await self._pace.wait(chat)
        try:
            await self._api.call(
                "editMessageText",
                text=text,
                chat_id=chat,
                message_id=int(ours),
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard_of(message.prompt),
                link_preview_options=NO_PREVIEW,
            )
        except BadRequest as error:
            return "message is not modified" in error.message.lower()
        return True

    async def _say(self, chat: str, message: Message, screen: Screen) -> Screen:
        """Sends a new message; then the one before loses its buttons, as nobody should wait for that."""
        if screen.get("keyboard"):
            await self._send_message(chat, KEYBOARD_GONE, NO_KEYBOARD)
        *before, last = pieces(text_of(message.prompt))
        for piece in before:
            await self._send_message(chat, piece)
        asks_contact = bool(message.prompt.asks_contact)
        keyboard = contact_keyboard(message.prompt) if asks_contact else keyboard_of(message.prompt)
        sent = await self._send_message(chat, last, keyboard)
        if screen.get("buttons"):
            await self._clear(chat, int(screen["message"]))
        buttons = bool(message.prompt.choices) and not asks_contact
        return {"message": str(sent["message_id"]), "buttons": buttons, "keyboard": asks_contact}

    async def _clear(self, chat: str, message: int) -> None:
        """Takes the buttons off a message. Whatever happens, the message after it is sent and must count as
        sent: buttons that stay say by themselves that they are old.
        """
        try:
            await self._pace.wait(chat)
            await self._api.call("editMessageReplyMarkup", chat_id=chat, message_id=message)
        except RetryAfter as error:
            with suppress(RedisError):
                await self._pace.hold(_seconds(error))
        except (TelegramError, RedisError) as error:
            log.debug("buttons stay", error=type(error).__name__)

    async def _send_message(self, chat: str, text: str, keyboard: Keyboard | None = None) -> Any:
        await self._pace.wait(chat)
        return await self._api.call(
            "sendMessage",
            chat_id=chat,
            text=text,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
            link_preview_options=NO_PREVIEW,
        )

    async def _erase(self, chat: str, erase: Erase) -> None:
        """Deletes a message of the person and says how that went. A second try finds it deleted."""
        gone = True
        try:
            await self._api.call("deleteMessage", chat_id=chat, message_id=int(erase.ref))
        except BadRequest as error:
            gone = "message to delete not found" in error.message.lower()
        await self._pace.wait(chat)
        await self._api.call("sendMessage", chat_id=chat, text=erase.done if gone else erase.failed)

    async def _quietly(self, method: str, **parameters: Any) -> None:
        """A nicety: where Telegram refuses it, because it came late, the conversation goes on."""
        try:
            await self._api.call(method, **parameters)
        except BadRequest as error:
            log.debug("nicety refused", error=error.message)


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after  # a timedelta, see bot/telegram/__init__.py
    return wait if isinstance(wait, int) else wait.total_seconds()
