"""The world on disk, so that phones are as they were after a restart."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from bot.simulator.chats import Json
from bot.simulator.kept import read, write
from bot.simulator.whatsapp.chats import Chat, Message
from bot.simulator.whatsapp.envelope import Notice
from bot.simulator.whatsapp.media import Medium
from bot.simulator.whatsapp.people import Person

if TYPE_CHECKING:
    from bot.simulator.whatsapp.world import WhatsAppWorld

FORMAT = 1


def save(world: "WhatsAppWorld", path: Path) -> None:
    """Writes the world in one step: a reader, or a crash, finds the old file or the new one."""
    write(path, _dump(world))


def load(world: "WhatsAppWorld", path: Path) -> None:
    """Brings back what `save` wrote; no file is an empty world.

    Raises:
        ValueError: the file is broken or of another format; deleting it starts the world anew.
    """
    kept = read(path, "WhatsApp state", FORMAT)
    if kept is None:
        return
    world.version = kept["version"]
    world.next_number = kept["next_number"]
    world.chats = {chat.person.id: chat for chat in map(_chat, kept["chats"])}
    world.media.known = {medium["id"]: Medium(**medium) for medium in kept["media"]}
    world.deliveries.next_id = kept["next_notice"]
    world.deliveries.pending = {notice["id"]: Notice(**notice) for notice in kept["pending"]}


def _dump(world: "WhatsAppWorld") -> Json:
    return {
        "format": FORMAT,
        "version": world.version,
        "next_number": world.next_number,
        "chats": [
            {
                "person": asdict(chat.person),
                "blocked": chat.blocked,
                "heard_at": chat.heard_at,
                "version": chat.version,
                "messages": [asdict(message) for message in chat.messages.values()],
            }
            for chat in world.chats.values()
        ],
        "media": [asdict(medium) for medium in world.media.known.values()],
        "next_notice": world.deliveries.next_id,
        "pending": [asdict(notice) for notice in world.deliveries.pending.values()],
    }


def _chat(kept: Json) -> Chat:
    messages = [Message(**message) for message in kept.pop("messages")]
    person = Person(**kept.pop("person"))
    return Chat(person=person, messages={message.number: message for message in messages}, **kept)
