"""A bot in a few lines of stock python-telegram-bot, for the phones to talk to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)
from telegram.request import HTTPXRequest

from bot.simulator.world import World

Context = ContextTypes.DEFAULT_TYPE


async def start(update: Update, context: Context) -> None:
    keys = [
        [
            InlineKeyboardButton("Avançar", callback_data="go"),
            InlineKeyboardButton("Ler", url="https://a.br"),
        ],
        [InlineKeyboardButton("Avisar", callback_data="alert")],
    ]
    said = " ".join(context.args or [])
    await update.message.reply_html(f"Olá, <b>Ana</b>! {said}", reply_markup=InlineKeyboardMarkup(keys))


async def go(update: Update, context: Context) -> None:
    if update.callback_query.data == "alert":
        await update.callback_query.answer("Cuidado!", show_alert=True)
        return
    await update.callback_query.answer("Feito")
    await update.callback_query.edit_message_text(f"Recebi {update.callback_query.data}")


async def ask(update: Update, context: Context) -> None:
    keys = [[KeyboardButton("Enviar meu contato", request_contact=True)]]
    await update.message.reply_text("Qual é o telefone?", reply_markup=ReplyKeyboardMarkup(keys))


async def contact(update: Update, context: Context) -> None:
    card = update.message.contact
    await update.message.reply_text(
        f"{card.first_name}: {card.phone_number}", reply_markup=ReplyKeyboardRemove()
    )


async def echo(update: Update, context: Context) -> None:
    await update.message.reply_text(update.message.text.removeprefix("/eco "))


async def forget(update: Update, context: Context) -> None:
    await update.message.delete()
    await update.message.chat.send_message("Apaguei.")


@asynccontextmanager
async def small_bot(world: World, url: str) -> AsyncIterator[None]:
    """The bot, polling; at the end it closes the world, which its long poll waits for."""
    application = (
        Application.builder()
        .token(world.token)
        .base_url(f"{url}/telegram/bot")
        .base_file_url(f"{url}/telegram/file/bot")
        .request(HTTPXRequest(httpx_kwargs={"verify": False}))
        .get_updates_request(HTTPXRequest(httpx_kwargs={"verify": False}))
        .build()
    )
    application.add_handlers(
        [
            CommandHandler("start", start),
            CommandHandler("contato", ask),
            CommandHandler("eco", echo),
            CallbackQueryHandler(go),
            MessageHandler(filters.CONTACT, contact),
            MessageHandler(filters.TEXT, forget),
        ]
    )
    async with application:
        await application.start()
        await application.updater.start_polling(poll_interval=0, timeout=5)
        yield
        await world.close()
        await application.updater.stop()
        await application.stop()
