import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, MenuButtonCommands

from bot.simulator.methods.profile import menu
from bot.simulator.phone import Phone
from bot.simulator.world import World
from tests.bot.simulator.conftest import Call, Clock


async def test_get_me(bot: Bot, world: World) -> None:
    """The bot learns who it is."""
    me = await bot.get_me()
    assert (world.bot_id, world.username, world.name, True) == (me.id, me.username, me.first_name, me.is_bot)


async def test_commands_of_private_chats_are_the_menu(bot: Bot, world: World) -> None:
    """The most special commands stand in the menu; others are kept apart."""
    await bot.set_my_commands([BotCommand("start", "Começar")])
    await bot.set_my_commands([BotCommand("menu", "Menu")], scope=BotCommandScopeAllPrivateChats())
    assert ((BotCommand("start", "Começar"),), [{"command": "menu", "description": "Menu"}]) == (
        await bot.get_my_commands(),
        menu(world),
    )


async def test_deleted_commands_are_gone(bot: Bot, world: World) -> None:
    """Without commands there is no menu."""
    await bot.set_my_commands([BotCommand("start", "Começar")])
    await bot.delete_my_commands()
    assert ((), []) == (await bot.get_my_commands(), menu(world))


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ({"command": "Início", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "inicio", "description": ""}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
async def test_refuses_command(call: Call, command: dict[str, str], sentence: str) -> None:
    """Commands are small letters, digits and underscores, with a description."""
    assert (400, f"Bad Request: {sentence}") == await call("setMyCommands", commands=[command])


async def test_descriptions_and_menu_button(bot: Bot) -> None:
    """What the bot says of itself is kept."""
    await bot.set_my_description("Cadastro")
    await bot.set_my_short_description("Curto")
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    told = (
        (await bot.get_my_description()).description,
        (await bot.get_my_short_description()).short_description,
    )
    assert ("Cadastro", "Curto") == told


async def test_typing_shows_for_five_seconds(bot: Bot, ana: Phone, chat: int, clock: Clock) -> None:
    """The word "digitando…" goes away by itself."""
    await bot.send_chat_action(chat, "typing")
    shown = ana.typing
    clock.now += 5
    assert (True, False) == (shown, ana.typing)


async def test_message_ends_typing(bot: Bot, ana: Phone, chat: int) -> None:
    """What was being typed has come."""
    await bot.send_chat_action(chat, "typing")
    await bot.send_message(chat, "oi")
    assert not ana.typing


async def test_answer_with_alert(bot: Bot, world: World, ana: Phone, chat: int) -> None:
    """An alert is told apart from a toast."""
    message = await bot.send_message(chat, "oi")
    query = world.tapped(ana.user, message.message_id, "a")
    await bot.answer_callback_query(query, "Atenção", show_alert=True)
    assert [("Atenção", True)] == [(answer.text, answer.alert) for answer in ana.answers]
