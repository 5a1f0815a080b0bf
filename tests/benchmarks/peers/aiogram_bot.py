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
from aiogram.fsm.state import State, default_state
from aiogram.fsm.storage.redis import RedisEventIsolation, RedisStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web
from redis.asyncio import BlockingConnectionPool, Redis

from tests.benchmarks import dialogue

SECRET = "a-secret-of-the-benchmark"
STATES = [State(f"question_{number}", "Dialogue") for number in range(len(dialogue.QUESTIONS))]


def keyboard(**buttons: str) -> InlineKeyboardMarkup:
    """A row of buttons: what comes back, and what stands on them."""
    row = [InlineKeyboardButton(text=text, callback_data=data) for data, text in buttons.items()]
    return InlineKeyboardMarkup(inline_keyboard=[row])


FIRST = keyboard(cancel=dialogue.CANCEL)
REST = keyboard(back=dialogue.BACK, cancel=dialogue.CANCEL)
NEW = keyboard(new=dialogue.AGAIN)


async def begin(message: Message, state: FSMContext) -> None:
    """Asks the first question of somebody who types."""
    await state.set_data({"mode": dialogue.TEXT})
    await state.set_state(STATES[0])
    await message.answer(dialogue.asked(0))


async def begin_with_buttons(query: CallbackQuery, state: FSMContext) -> None:
    """Asks the first question of somebody who taps."""
    mode = query.data.partition("|")[2]
    await state.set_data({"mode": mode, "message": query.message.message_id})
    await state.set_state(STATES[0])
    await query.answer()
    await query.message.edit_text(dialogue.asked(0), reply_markup=FIRST)


def answered(number: int) -> Callable[[Message, FSMContext], Awaitable[Any]]:
    """Keeps an answer and asks the next question."""

    async def handle(message: Message, state: FSMContext) -> None:
        data = await state.update_data({f"answer_{number}": message.text})
        mode = data["mode"]
        if mode == dialogue.TIDY:
            await message.bot.edit_message_reply_markup(chat_id=message.chat.id, message_id=data["message"])
        if number + 1 < len(STATES):
            await state.set_state(STATES[number + 1])
            sent = await message.answer(
                dialogue.asked(number + 1), reply_markup=None if mode == dialogue.TEXT else REST
            )
            if mode == dialogue.TIDY:
                await state.set_data({**data, "message": sent.message_id})
        else:
            answers = [data[f"answer_{n}"] for n in range(len(STATES))]
            await state.clear()
            await message.answer(dialogue.done(answers), reply_markup=None if mode == dialogue.TEXT else NEW)

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
    dispatcher.callback_query.register(begin_with_buttons, F.data.startswith("bench|"))
    dispatcher.message.register(begin, default_state)
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
