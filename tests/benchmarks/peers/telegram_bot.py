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
TIDY = "TIDY" in os.environ  # a question that was answered loses its buttons, as ours do
FIRST = InlineKeyboardMarkup([[InlineKeyboardButton(dialogue.CANCEL, callback_data="cancel")]])
REST = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton(dialogue.BACK, callback_data="back"),
            InlineKeyboardButton(dialogue.CANCEL, callback_data="cancel"),
        ]
    ]
)
NEW = InlineKeyboardMarkup([[InlineKeyboardButton(dialogue.AGAIN, callback_data="bench|new")]])


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
    """Asks the first question."""
    context.chat_data.clear()
    context.chat_data["message"] = update.callback_query.message.message_id
    await update.callback_query.answer()
    await update.callback_query.edit_message_text(dialogue.asked(0), reply_markup=FIRST)
    return 0


def answered(number: int) -> Callable[[Update, ContextTypes.DEFAULT_TYPE], Awaitable[int]]:
    """Keeps an answer and asks the next question."""

    async def handle(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        context.chat_data[f"answer_{number}"] = update.message.text
        if TIDY:
            chat, asked = update.message.chat_id, context.chat_data["message"]
            await context.bot.edit_message_reply_markup(chat, asked)
        if number + 1 < len(dialogue.QUESTIONS):
            sent = await update.message.reply_text(dialogue.asked(number + 1), reply_markup=REST)
            context.chat_data["message"] = sent.message_id
            return number + 1
        answers = [context.chat_data[f"answer_{n}"] for n in range(len(dialogue.QUESTIONS))]
        await update.message.reply_text(dialogue.done(answers), reply_markup=NEW)
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
    start = CallbackQueryHandler(begin, r"^bench\|new$")
    application.add_handler(ConversationHandler([start], states, [start], name="dialogue", persistent=True))
    application.run_webhook(
        "127.0.0.1",
        port,
        "webhook",
        webhook_url=f"http://127.0.0.1:{port}/webhook",
        secret_token=SECRET,
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
