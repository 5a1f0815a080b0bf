"""What Telegram refuses, the emulator refuses, with the same code and the same sentence."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter

from bot.simulator.chats import User
from bot.simulator.limits import Limits
from bot.simulator.methods.editing import DELETABLE_FOR
from bot.simulator.phone import Phone
from bot.simulator.world import QUERY_LIFETIME, World
from tests.bot.simulator.conftest import Call, Clock, bot_of


def keys(*rows: list[str]) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "a", "callback_data": data} for data in row] for row in rows]}


async def refusal(call: Call, method: str, **params: Any) -> str:
    status, sentence = await call(method, **params)
    assert 400 == status
    return sentence


@pytest.fixture(autouse=True)
def _seconds_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """What python-telegram-bot asks for before its next major version; without it, it warns."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "\ud800"}, "strings must be encoded in UTF-8"),
        ({"text": "x", "parse_mode": "Markdown"}, "unsupported parse_mode"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply markup JSON object"),
        ({"text": "x", "reply_markup": keys([""])}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keys(["ç" * 33])}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keys(["a"] * 9)}, "reply markup is too long"),
        ({"text": "x", "reply_markup": keys(*[["a"]] * 101)}, "reply markup is too long"),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "url": "javascript:x"}]]}},
            "BUTTON_URL_INVALID",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "copy_text": {"text": ""}}]]}},
            "BUTTON_COPY_TEXT_INVALID",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "pay": True}]]}},
            "BUTTON_TYPE_INVALID",
        ),
        ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
    ],
)
async def test_refuses_message(call: Call, chat: int, params: dict[str, Any], sentence: str) -> None:
    """A message that Telegram would not take is refused in its words."""
    assert f"Bad Request: {sentence}" == await refusal(call, "sendMessage", chat_id=chat, **params)


@pytest.mark.parametrize(
    "params",
    [
        {"text": "x" * 4096},
        {"text": "😀" * 2048},
        {"text": f"<b>{'x' * 4096}</b>", "parse_mode": "HTML"},
        {"text": "x", "reply_markup": keys(["ç" * 32])},
        {"text": "x", "reply_markup": keys(*[["a"] * 8] * 12, ["a"] * 4)},
    ],
)
async def test_takes_message_at_the_limit(call: Call, chat: int, params: dict[str, Any]) -> None:
    """What is exactly as large as allowed is taken: text is measured after its tags are gone."""
    status, _ = await call("sendMessage", chat_id=chat, **params)
    assert 200 == status


async def test_refuses_stranger(call: Call, world: World) -> None:
    """The bot cannot write to somebody who never wrote to it."""
    assert "Bad Request: chat not found" == await refusal(call, "sendMessage", chat_id=77, text="oi")


async def test_refuses_missing_chat(call: Call) -> None:
    """Without a chat there is nobody to write to."""
    assert "Bad Request: chat_id is empty" == await refusal(call, "sendMessage", text="oi")


async def test_refuses_whoever_blocked(bot: Bot, ana: Phone, chat: int) -> None:
    """Somebody who blocked the bot gets nothing, and the bot is told why."""
    await ana.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(chat, "oi")


async def test_unblocked_phone_gets_messages_again(bot: Bot, ana: Phone, chat: int) -> None:
    """Unblocking undoes it."""
    await ana.block()
    await ana.unblock()
    await bot.send_message(chat, "oi")
    assert "oi" == ana.last.text


async def test_edit_must_change_something(bot: Bot, chat: int) -> None:
    """The same text, entities and buttons again are refused."""
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="a")]])
    message = await bot.send_message(chat, "<b>oi</b>", parse_mode="HTML", reply_markup=markup)
    with pytest.raises(BadRequest, match="exactly the same as a current content"):
        await message.edit_text("<strong>oi</strong> ", parse_mode="HTML", reply_markup=markup)


@pytest.mark.parametrize("text", ["<i>oi</i>", "oi", "oi "])
async def test_edit_of_form_alone_is_a_change(bot: Bot, ana: Phone, chat: int, text: str) -> None:
    """Other entities, or no buttons any more, are a change."""
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="a")]])
    message = await bot.send_message(chat, "<b>oi</b>", parse_mode="HTML", reply_markup=markup)
    await message.edit_text(text, parse_mode="HTML")
    assert (text.strip(), []) == (ana.last.html, ana.last.labels)


async def test_same_buttons_are_no_change(bot: Bot, chat: int) -> None:
    """Taking buttons away twice is refused the second time."""
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="a")]])
    message = await bot.send_message(chat, "oi", reply_markup=markup)
    await message.edit_reply_markup(None)
    with pytest.raises(BadRequest, match="not modified"):
        await message.edit_reply_markup(None)


async def test_edit_needs_a_message(call: Call, chat: int) -> None:
    """A message that is not there cannot be edited."""
    sentence = await refusal(call, "editMessageText", chat_id=chat, message_id=99, text="x")
    assert "Bad Request: message to edit not found" == sentence


async def test_edit_of_the_persons_message(call: Call, ana: Phone, chat: int) -> None:
    """What the person wrote cannot be edited."""
    theirs = ana.messages[0].id
    sentence = await refusal(call, "editMessageText", chat_id=chat, message_id=theirs, text="x")
    assert "Bad Request: message can't be edited" == sentence


async def test_deletes_what_both_sides_wrote(bot: Bot, ana: Phone, chat: int) -> None:
    """In a private chat the bot may delete its own messages and the person's."""
    mine = await bot.send_message(chat, "oi")
    await bot.delete_message(chat, mine.message_id)
    await bot.delete_message(chat, ana.messages[0].id)
    assert [] == ana.messages


async def test_deletes_nothing_twice(call: Call, ana: Phone, chat: int) -> None:
    """A message that is gone is not found."""
    theirs = ana.messages[0].id
    await call("deleteMessage", chat_id=chat, message_id=theirs)
    sentence = await refusal(call, "deleteMessage", chat_id=chat, message_id=theirs)
    assert "Bad Request: message to delete not found" == sentence


async def test_deletes_nothing_old(call: Call, ana: Phone, chat: int, clock: Clock) -> None:
    """After 48 hours a message stays."""
    clock.now += DELETABLE_FOR
    sentence = await refusal(call, "deleteMessage", chat_id=chat, message_id=ana.messages[0].id)
    assert "Bad Request: message can't be deleted for everyone" == sentence


async def test_deletes_several_and_skips_the_rest(bot: Bot, ana: Phone, chat: int) -> None:
    """DeleteMessages does not mind what is not there."""
    await ana.type("dois")
    await bot.delete_messages(chat, [999, *(m.id for m in ana.messages)])
    assert [] == ana.messages


async def test_deleted_content_is_forgotten(bot: Bot, ana: Phone, world: World, chat: int) -> None:
    """Only a trace without content stays of a deleted message."""
    await ana.type("minha senha")
    await bot.delete_message(chat, ana.messages[-1].id)
    trace = list(world.chats[chat].messages.values())[-1]
    assert (True, {}) == (trace.deleted, trace.content)


async def test_answer_to_unknown_query(call: Call, chat: int) -> None:
    """A callback query that never was cannot be answered."""
    sentence = await refusal(call, "answerCallbackQuery", callback_query_id="1")
    assert "Bad Request: query is too old and response timeout expired or query ID is invalid" == sentence


async def test_answer_that_comes_late(bot: Bot, world: World, ana: Phone, chat: int, clock: Clock) -> None:
    """A callback query must be answered soon."""
    message = await bot.send_message(chat, "oi")
    query = world.tapped(ana.user, message.message_id, "a")
    clock.now += QUERY_LIFETIME + 1
    with pytest.raises(BadRequest, match="too old"):
        await bot.answer_callback_query(query)


async def test_flood_is_held_back(bot: Bot, world: World, chat: int, clock: Clock) -> None:
    """With limits on, the sixth message at once to the same chat must wait a second."""
    world.limits = Limits()
    for _ in range(5):
        await bot.send_message(chat, "oi")
    with pytest.raises(RetryAfter) as error:
        await bot.send_message(chat, "oi")
    clock.now += 1
    await bot.send_message(chat, "oi")
    assert timedelta(seconds=1) == error.value.retry_after


async def test_flood_counts_all_chats(bot: Bot, world: World, clock: Clock) -> None:
    """With limits on, 30 messages a second go out to all chats together."""
    world.limits = Limits()
    for number in range(31):
        world.said_by(User(5000 + number, "Gente"), {"text": "oi"})
    for number in range(30):
        await bot.send_message(5000 + number, "oi")
    with pytest.raises(RetryAfter):
        await bot.send_message(5030, "oi")


async def test_refused_message_changes_nothing(call: Call, ana: Phone, chat: int) -> None:
    """A message that is refused does not bring its keyboard either."""
    markup = {"keyboard": [["a"]]}
    await call("sendMessage", chat_id=chat, text="", reply_markup=markup)
    assert [] == ana.keyboard


async def test_unknown_token(url: str) -> None:
    """A well-formed token of nobody is refused with 401."""
    with pytest.raises(InvalidToken):
        async with bot_of(url, "123456789:AAbbccddeeffgghhiijjkkllmmnnooppqqr"):
            pass


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("bot123456:unknown/getMe", 401, "Unauthorized"),
        ("botrubbish/getMe", 404, "Not Found"),
        ("bot{token}/sendGift", 404, "Not Found: method not found"),
        ("file/bot123456:unknown/files/x", 401, "Unauthorized"),
        ("file/bot{token}/files/x", 404, "Not Found"),
    ],
)
async def test_wrong_address(world: World, url: str, path: str, status: int, sentence: str) -> None:
    """Wrong tokens, methods and files are answered as Telegram does."""
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.get(f"{url}/telegram/{path.format(token=world.token)}")
    assert (status, {"ok": False, "error_code": status, "description": sentence}) == (
        answer.status_code,
        answer.json(),
    )
