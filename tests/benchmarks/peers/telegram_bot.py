# /// script
# requires-python = ">=3.11"
# dependencies = ["python-telegram-bot[webhooks]==22.8", "redis[hiredis]>=8.1", "uvloop>=0.23"]
# ///
"""The dialogue on stock python-telegram-bot: a persistent ConversationHandler, kept after each update."""

import json
import os
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import uvloop
from redis.asyncio import BlockingConnectionPool, Redis
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BasePersistence,
    CallbackQueryHandler,
    ContextTypes,
    ConversationHandler,
    Defaults,
    MessageHandler,
    PersistenceInput,
    filters,
)

from tests.benchmarks import dialogue

SECRET = "a-secret-of-the-benchmark"


def keyboard(**buttons: str) -> InlineKeyboardMarkup:
    """A row of buttons: what comes back, and what stands on them."""
    row = [InlineKeyboardButton(text, callback_data=data) for data, text in buttons.items()]
    return InlineKeyboardMarkup([row])


FIRST = keyboard(cancel=dialogue.CANCEL)
REST = keyboard(back=dialogue.BACK, cancel=dialogue.CANCEL)
NEW = keyboard(new=dialogue.AGAIN)


class RedisPersistence(BasePersistence):
    """Two hashes: states by chat, and answers by chat."""

    def __init__(self, redis: Redis) -> None:
        # The library's own flush every minute finds nothing to do.
        super().__init__(PersistenceInput(bot_data=False, user_data=False, callback_data=False), 60)
        self._redis = redis

    async def get_conversations(self, name: str) -> dict[Any, Any]:
        found = await self._redis.hgetall(f"ptb:{name}")
        return {tuple(json.loads(key)): json.loads(state) for key, state in found.items()}

    async def update_conversation(self, name: str, key: Any, new_state: object) -> None:
        if new_state is None:
            await self._redis.hdel(f"ptb:{name}", json.dumps(key))
        else:
            await self._redis.hset(f"ptb:{name}", json.dumps(key), json.dumps(new_state))

    async def get_chat_data(self) -> dict[int, dict[Any, Any]]:
        found = await self._redis.hgetall("ptb:chats")
        return {int(chat): json.loads(data) for chat, data in found.items()}

    async def update_chat_data(self, chat_id: int, data: dict[Any, Any]) -> None:
        await self._redis.hset("ptb:chats", str(chat_id), json.dumps(data))

    async def refresh_chat_data(self, chat_id: int, chat_data: dict[Any, Any]) -> None: ...
    async def drop_chat_data(self, chat_id: int) -> None: ...
    async def get_bot_data(self) -> dict[Any, Any]: ...
    async def update_bot_data(self, data: dict[Any, Any]) -> None: ...
    async def refresh_bot_data(self, bot_data: dict[Any, Any]) -> None: ...
    async def get_user_data(self) -> dict[int, dict[Any, Any]]: ...
    async def update_user_data(self, user_id: int, data: dict[Any, Any]) -> None: ...
    async def refresh_user_data(self, user_id: int, user_data: dict[Any, Any]) -> None: ...
    async def drop_user_data(self, user_id: int) -> None: ...
    async def get_callback_data(self) -> None: ...
    async def update_callback_data(self, data: Any) -> None: ...
    async def flush(self) -> None: ...


class Kept(Application):
    """Keeps what an update changed before the next one is taken."""

    async def process_update(self, update: object) -> None:
        await super().process_update(update)
        await self.update_persistence()


async def begin(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Asks the first question of somebody who types."""
    context.chat_data.clear()
    context.chat_data["mode"] = dialogue.TEXT
    await update.message.reply_text(dialogue.asked(0))
    return 0


async def begin_with_buttons(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Asks the first question of somebody who taps."""
    query = update.callback_query
    context.chat_data.clear()
    context.chat_data["mode"] = query.data.partition("|")[2]
    context.chat_data["message"] = query.message.message_id
    await query.answer()
    await query.edit_message_text(dialogue.asked(0), reply_markup=FIRST)
    return 0


def answered(number: int) -> Callable[[Update, ContextTypes.DEFAULT_TYPE], Awaitable[int]]:
    """Keeps an answer and asks the next question."""

    async def handle(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        data = context.chat_data
        data[f"answer_{number}"] = update.message.text
        if data["mode"] == dialogue.TIDY:
            await context.bot.edit_message_reply_markup(update.message.chat_id, data["message"])
        if number + 1 < len(dialogue.QUESTIONS):
            sent = await update.message.reply_text(
                dialogue.asked(number + 1), reply_markup=None if data["mode"] == dialogue.TEXT else REST
            )
            if data["mode"] == dialogue.TIDY:
                data["message"] = sent.message_id
            return number + 1
        answers = [data[f"answer_{n}"] for n in range(len(dialogue.QUESTIONS))]
        await update.message.reply_text(
            dialogue.done(answers), reply_markup=None if data["mode"] == dialogue.TEXT else NEW
        )
        return ConversationHandler.END

    return handle


def main(token: str, port: int) -> None:
    """Serves the bot."""
    uvloop.install()
    redis = Redis.from_pool(BlockingConnectionPool.from_url(os.environ["REDIS_URL"], max_connections=100))
    application = (
        ApplicationBuilder()
        .application_class(Kept)
        .token(token)
        .base_url(f"{os.environ['TELEGRAM_API_URL']}/bot")
        .connection_pool_size(512)
        .pool_timeout(60)
        .defaults(Defaults(parse_mode="HTML"))
        .persistence(RedisPersistence(redis))
        .build()
    )
    answer = filters.TEXT & ~filters.COMMAND
    states = {n: [MessageHandler(answer, answered(n))] for n in range(len(dialogue.QUESTIONS))}
    start = CallbackQueryHandler(begin_with_buttons, r"^bench\|")
    entries = [start, MessageHandler(answer, begin)]
    application.add_handler(ConversationHandler(entries, states, [start], name="dialogue", persistent=True))
    application.run_webhook(
        "127.0.0.1",
        port,
        "webhook",
        webhook_url=f"http://127.0.0.1:{port}/webhook",
        secret_token=SECRET,
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
