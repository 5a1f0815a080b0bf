"""What the bot changes, deletes and answers.

Source: https://core.telegram.org/bots/api#updating-messages and #deletemessage
"""

from typing import Any

from bot.simulator.chats import Chat, Json, Message
from bot.simulator.entities import content_with_found
from bot.simulator.errors import NOT_MODIFIED, QUERY_TOO_OLD, bad_request
from bot.simulator.markup import inline_keyboard
from bot.simulator.methods.common import chat_of, message_text, own_message
from bot.simulator.params import Params
from bot.simulator.world import World

DELETABLE_FOR = 48 * 3600
MOST_ANSWER = 200


async def edit_message_text(world: World, params: Params) -> Json:
    """Another text in the same place; without `reply_markup` its buttons go."""
    chat, message = own_message(world, params)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, chat, message, content_with_found(message_text(params)), params)


async def edit_message_reply_markup(world: World, params: Params) -> Json:
    """Other buttons, or none, below the same text."""
    chat, message = own_message(world, params)
    return _edit(world, chat, message, message.content, params)


async def delete_message(world: World, params: Params) -> bool:
    """Takes one message away: in a private chat the bot's own and the person's, for 48 hours."""
    chat = chat_of(world, params)
    message = chat.visible(params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if not _deletable(world, message):
        raise bad_request("message can't be deleted for everyone")
    _delete(world, chat, message)
    return True


async def delete_messages(world: World, params: Params) -> bool:
    """Takes several messages away; those that are not there are skipped."""
    chat = chat_of(world, params)
    ids: list[Any] = params.object("message_ids") or []
    if not 1 <= len(ids) <= 100:
        raise bad_request(
            "message identifiers are not specified" if not ids else "too many messages to delete"
        )
    for message in [chat.visible(int(message_id)) for message_id in ids]:
        if message and _deletable(world, message):
            _delete(world, chat, message)
    return True


async def answer_callback_query(world: World, params: Params) -> bool:
    """Ends the waiting of a tapped button, with a toast or an alert if there is a text."""
    text = params.text("text")
    if len(text) > MOST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if not world.answered(
        params.text("callback_query_id"), text, alert=params.flag("show_alert"), url=params.text("url")
    ):
        raise bad_request(QUERY_TOO_OLD)
    return True


def _edit(world: World, chat: Chat, message: Message, content: Json, params: Params) -> Json:
    markup = inline_keyboard(params.object("reply_markup"))
    if content == message.content and markup == message.markup:
        raise bad_request(NOT_MODIFIED)
    if world.limits:
        world.limits.take(chat.user.id, world.clock())
    if content != message.content:
        message.edited = int(world.clock())  # new buttons alone do not show as "editada"
    message.content, message.markup = content, markup
    world.changed(chat, message)
    return world.message_to_api(chat, message)


def _deletable(world: World, message: Message) -> bool:
    return world.clock() - message.date < DELETABLE_FOR


def _delete(world: World, chat: Chat, message: Message) -> None:
    message.erase()
    world.changed(chat, message)
