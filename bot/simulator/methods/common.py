"""What several methods need: the chat, the text, the keyboard."""

from bot.simulator.chats import Chat, Json, Message
from bot.simulator.entities import trimmed, units
from bot.simulator.errors import BLOCKED, ApiError, bad_request
from bot.simulator.html_markup import parse_html
from bot.simulator.params import Params
from bot.simulator.world import World

MOST_TEXT, MOST_CAPTION = 4096, 1024


def chat_of(world: World, params: Params) -> Chat:
    """The chat that `chat_id` names.

    Raises:
        ApiError: nobody of that id ever wrote to the bot, or the person blocked it.
    """
    if not params.text("chat_id"):
        raise bad_request("chat_id is empty")
    chat = world.chats.get(params.integer("chat_id"))
    if chat is None or not chat.messages:
        raise bad_request("chat not found")
    if chat.blocked:
        raise ApiError(*BLOCKED)
    return chat


def formatted(params: Params, name: str, entities_name: str) -> tuple[str, list[Json]]:
    """A text and its entities, from HTML where `parse_mode` says so.

    Raises:
        ApiError: the HTML does not parse, or the mode is one that is not simulated.
    """
    text, mode = params.text(name), params.text("parse_mode")
    entities: list[Json] = []
    if not mode:
        entities = params.object(entities_name) or []
    elif mode.lower() == "html":
        text, entities = parse_html(text)
    else:
        raise bad_request("unsupported parse_mode")
    return trimmed(text, entities)


def message_text(params: Params) -> Json:
    """The content of a text message.

    Raises:
        ApiError: it is empty or too long.
    """
    text, entities = formatted(params, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if units(text) > MOST_TEXT:
        raise bad_request("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption(params: Params) -> Json:
    """The caption of a picture or document, if it has one.

    Raises:
        ApiError: it is too long.
    """
    text, entities = formatted(params, "caption", "caption_entities")
    if units(text) > MOST_CAPTION:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text}


def own_message(world: World, params: Params) -> tuple[Chat, Message]:
    """A message of the bot that is to be edited.

    Raises:
        ApiError: it is not there, or not the bot's.
    """
    chat = chat_of(world, params)
    message = chat.visible(params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return chat, message
