"""A restarted simulator finds its WhatsApp phones as they were."""

import json
from pathlib import Path

import pytest

from bot.simulator.whatsapp.phone import WhatsAppPhone
from bot.simulator.whatsapp.world import WhatsAppWorld
from tests.bot.simulator.test_state import files_with


@pytest.fixture
def state_file(tmp_path: Path) -> Path:
    return tmp_path / "whatsapp.json"


def opened(state_file: Path) -> tuple[WhatsAppWorld, WhatsAppPhone]:
    world = WhatsAppWorld(state_file=state_file)
    return world, world.add_phone("Revendedora", first_name="Ana", phone_number="+5511987654321")


async def test_chats_are_kept(state_file: Path) -> None:
    """Both sides' messages are there after a restart, and the window is as it was."""
    world, ana = opened(state_file)
    await ana.type("oi")
    world.said_by_bot(ana.chat, "text", {"body": "olá"})
    again, phone = opened(state_file)
    assert (ana.messages, True) == (phone.messages, again.window_open(phone.chat))


async def test_what_is_to_be_told_is_kept(state_file: Path) -> None:
    """What the bot had not taken when the program was killed still waits for it."""
    world, ana = opened(state_file)
    await ana.type("oi")
    again, _ = opened(state_file)
    assert world.deliveries.pending == again.deliveries.pending != {}


async def test_new_number_is_kept(state_file: Path) -> None:
    """Somebody who took the account to another number has it after a restart."""
    _, ana = opened(state_file)
    await ana.change_number("+5511911112222")
    _, phone = opened(state_file)
    assert ("5511911112222", ana.person.user_id) == (phone.person.wa_id, phone.person.user_id)


async def test_files_are_kept(state_file: Path) -> None:
    """A picture can still be fetched after a restart."""
    _, ana = opened(state_file)
    await ana.send_photo()
    world, phone = opened(state_file)
    assert world.media.content(phone.messages[0].content["id"])


async def test_deleted_password_is_in_no_file(state_file: Path, tmp_path: Path) -> None:
    """Once it was told and its sender took it back, a message is nowhere on disk."""
    world, ana = opened(state_file)
    await ana.type("S3nhaSecreta")
    await ana.delete(ana.messages[0])
    world.deliveries.confirm(list(world.deliveries.pending.values()))
    world.changed()
    assert [] == files_with(b"S3nhaSecreta", tmp_path)


@pytest.mark.parametrize("text", [json.dumps({"format": 0}), "", "{"])
def test_unknown_format_is_refused(state_file: Path, text: str) -> None:
    """A broken file, or one of another version, is not guessed at; the error says what to do."""
    state_file.write_text(text)
    with pytest.raises(ValueError, match="delete it to start anew"):
        WhatsAppWorld(state_file=state_file)
