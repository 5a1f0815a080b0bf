"""What the bot sends.

Source: https://core.telegram.org/bots/api#available-methods
"""

import mimetypes

from bot.simulator import markup as markups
from bot.simulator.chats import Chat, Json
from bot.simulator.errors import bad_request
from bot.simulator.files import image_kind, image_size
from bot.simulator.methods.common import caption, chat_of, message_text
from bot.simulator.params import Params
from bot.simulator.world import World

TYPING_LASTS = 5.0
ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


async def send_message(world: World, params: Params) -> Json:
    """A text."""
    chat = chat_of(world, params)
    return _send(world, chat, params, message_text(params))


async def send_photo(world: World, params: Params) -> Json:
    """A picture, uploaded or known by its id."""
    chat = chat_of(world, params)
    file_id, _ = _file(world, params, "photo")
    content = world.files.get(file_id) or b""
    if not image_kind(content):
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = image_size(content)
    size = world.files.describe(file_id) | {"width": width, "height": height}
    return _send(world, chat, params, {"photo": [size]} | caption(params))


async def send_document(world: World, params: Params) -> Json:
    """A file, uploaded or known by its id."""
    chat = chat_of(world, params)
    file_id, name = _file(world, params, "document")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    document = world.files.describe(file_id) | {"file_name": name, "mime_type": kind}
    return _send(world, chat, params, {"document": document} | caption(params))


async def send_chat_action(world: World, params: Params) -> bool:
    """Shows "digitando…" for five seconds, or until the next message."""
    chat = chat_of(world, params)
    if params.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.typing_until = world.clock() + TYPING_LASTS
    world.changed(chat)
    return True


async def get_file(world: World, params: Params) -> Json:
    """Where a file can be fetched."""
    file_id = params.text("file_id")
    if world.files.get(file_id) is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    return world.files.describe(file_id) | {"file_path": f"files/{file_id}"}


def _send(world: World, chat: Chat, params: Params, content: Json) -> Json:
    markup: Json = params.object("reply_markup") or {}
    inline = markups.inline_keyboard(markup)
    keyboard = markups.reply_keyboard(markup)
    reply_to = _reply_to(chat, params)
    if world.limits:
        world.limits.take(chat.user.id, world.clock())
    if keyboard or markup.get("remove_keyboard"):
        chat.keyboard = keyboard
    message = world.said_by_bot(chat, content, inline, reply_to)
    return world.message_to_api(chat, message)


def _reply_to(chat: Chat, params: Params) -> int:
    reply: Json = params.object("reply_parameters") or {}
    message_id = int(reply.get("message_id", 0))
    if not message_id or chat.visible(message_id):
        return message_id
    if reply.get("allow_sending_without_reply"):
        return 0
    raise bad_request("message to be replied not found")


def _file(world: World, params: Params, name: str) -> tuple[str, str]:
    """The id and the name of an uploaded file, or of one that is known."""
    value = params.text(name)
    part = value.removeprefix("attach://") if value.startswith("attach://") else name
    if part in params.files:
        file_name, content = params.files[part]
        if not content:
            raise bad_request("file must be non-empty")
        return world.files.put(content, file_name), file_name
    if value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")  # the simulator reaches no network
    if not value:
        raise bad_request(f"there is no {name} in the request")
    if world.files.get(value) is None:
        raise bad_request("wrong remote file identifier specified: Wrong character in the string")
    return value, value.partition("-")[2]
