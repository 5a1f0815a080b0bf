"""The world on disk, so that phones are as they were after a restart."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from bot.simulator.chats import Chat, Json, Message, User
from bot.simulator.kept import read, write
from bot.simulator.updates import Update, Updates, Webhook

if TYPE_CHECKING:
    from bot.simulator.world import World

FORMAT = 1


def save(world: "World", path: Path) -> None:
    """Writes the world in one step: a reader, or a crash, finds the old file or the new one."""
    write(path, _dump(world))


def load(world: "World", path: Path) -> None:
    """Brings back what `save` wrote; no file is an empty world.

    Raises:
        ValueError: the file is broken or of another format; deleting it starts the world anew.
    """
    kept = read(path, "simulator state", FORMAT)
    if kept is None:
        return
    world.version = kept["version"]
    world.next_message_id = kept["next_message_id"]
    world.profile = kept["profile"]
    world.queries = {query: tuple(about) for query, about in kept["queries"].items()}
    world.chats = {chat.user.id: chat for chat in map(_chat, kept["chats"])}
    world.updates = _updates(kept["updates"])


def _dump(world: "World") -> Json:
    return {
        "format": FORMAT,
        "version": world.version,
        "next_message_id": world.next_message_id,
        "profile": world.profile,
        "queries": world.queries,
        "chats": [
            {
                "user": asdict(chat.user),
                "keyboard": chat.keyboard,
                "blocked": chat.blocked,
                "version": chat.version,
                "messages": [asdict(message) for message in chat.messages.values()],
            }
            for chat in world.chats.values()
        ],
        "updates": {
            "next_id": world.updates.next_id,
            "allowed": world.updates.allowed,
            "webhook": asdict(world.updates.webhook) if world.updates.webhook else None,
            "pending": [asdict(update) for update in world.updates.pending.values()],
        },
    }


def _chat(kept: Json) -> Chat:
    return Chat(
        user=User(**kept["user"]),
        messages={message["id"]: Message(**message) for message in kept["messages"]},
        keyboard=kept["keyboard"],
        blocked=kept["blocked"],
        version=kept["version"],
    )


def _updates(kept: Json) -> Updates:
    return Updates(
        next_id=kept["next_id"],
        allowed=kept["allowed"],
        webhook=Webhook(**kept["webhook"]) if kept["webhook"] else None,
        pending={update["id"]: Update(**update) for update in kept["pending"]},
    )
