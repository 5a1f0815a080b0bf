# /// script
# requires-python = ">=3.11"
# dependencies = ["aiogram[redis]>=3.31", "uvloop>=0.23"]
# ///
"""The dialogue on aiogram, as its documentation does it: RedisStorage, RedisEventIsolation, aiohttp."""

import os
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import uvloop
from aiogram import Bot, Dispatcher, F
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.fsm.storage.redis import RedisEventIsolation, RedisStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web
from redis.asyncio import BlockingConnectionPool, Redis

from tests.benchmarks import dialogue

SECRET = "a-secret-of-the-benchmark"
TIDY = "TIDY" in os.environ  # a question that was answered loses its buttons, as ours do
STATES = [State(f"question_{number}", "Dialogue") for number in range(len(dialogue.QUESTIONS))]
FIRST = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text=dialogue.CANCEL, callback_data="cancel")]]
)
REST = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            InlineKeyboardButton(text=dialogue.BACK, callback_data="back"),
            InlineKeyboardButton(text=dialogue.CANCEL, callback_data="cancel"),
        ]
    ]
)
NEW = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text=dialogue.AGAIN, callback_data="bench|new")]]
)


async def begin(query: CallbackQuery, state: FSMContext) -> None:
    """Asks the first question."""
    await state.set_data({"message": query.message.message_id})
    await state.set_state(STATES[0])
    await query.answer()
    await query.message.edit_text(dialogue.asked(0), reply_markup=FIRST)


def answered(number: int) -> Callable[[Message, FSMContext], Awaitable[Any]]:
    """Keeps an answer and asks the next question."""

    async def handle(message: Message, state: FSMContext) -> None:
        data = await state.update_data({f"answer_{number}": message.text})
        if TIDY:
            await message.bot.edit_message_reply_markup(chat_id=message.chat.id, message_id=data["message"])
        if number + 1 < len(STATES):
            await state.set_state(STATES[number + 1])
            sent = await message.answer(dialogue.asked(number + 1), reply_markup=REST)
            if TIDY:
                await state.set_data({**data, "message": sent.message_id})
        else:
            answers = [data[f"answer_{n}"] for n in range(len(STATES))]
            await state.clear()
            await message.answer(dialogue.done(answers), reply_markup=NEW)

    return handle


def main(token: str, port: int) -> None:
    """Serves the bot."""
    redis = Redis.from_pool(BlockingConnectionPool.from_url(os.environ["REDIS_URL"], max_connections=100))
    api = TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"])
    bot = Bot(
        token,
        session=AiohttpSession(api=api, limit=1000),
        default=DefaultBotProperties(parse_mode="HTML", link_preview_is_disabled=True),
    )
    dispatcher = Dispatcher(storage=RedisStorage(redis), events_isolation=RedisEventIsolation(redis))
    dispatcher.callback_query.register(begin, F.data == "bench|new")
    for number, state in enumerate(STATES):
        dispatcher.message.register(answered(number), state)

    async def tell(bot: Bot) -> None:
        await bot.set_webhook(f"http://127.0.0.1:{port}/webhook", secret_token=SECRET)

    dispatcher.startup.register(tell)
    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(app, "/webhook")
    setup_application(app, dispatcher, bot=bot)
    uvloop.install()
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
