"""A restarted simulator finds its phones as they were."""

import json
from pathlib import Path

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup

from bot.simulator.app import simulator_app
from bot.simulator.phone import Phone
from bot.simulator.world import World
from tests.bot.simulator.conftest import bot_of
from tests.serving import serving

KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("Sim", callback_data="y")]])


@pytest.fixture
def state_file(tmp_path: Path) -> Path:
    return tmp_path / "simulator.json"


def ana_of(world: World) -> Phone:
    return world.add_phone("Revendedora", first_name="Ana")


def files_with(secret: bytes, folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and secret in path.read_bytes()]


def restarted(state_file: Path) -> tuple[World, Phone]:
    world = World(state_file=state_file)
    return world, ana_of(world)


async def test_messages_and_keyboards_are_kept(state_file: Path) -> None:
    """Both sides' messages, buttons and the keyboard below are there after a restart."""
    async with World(state_file=state_file) as world:
        ana = ana_of(world)
        await ana.start()
        async with (
            serving(simulator_app(world)) as url,
            bot_of(url, world.token) as bot,
        ):
            await bot.send_message(ana.user.id, "<b>oi</b>", parse_mode="HTML", reply_markup=KEYS)
            await bot.send_message(ana.user.id, "e?", reply_markup=ReplyKeyboardMarkup([["Talvez"]]))
    _, again = restarted(state_file)
    assert (ana.messages, [["Talvez"]]) == (again.messages, again.keyboard)


async def test_pending_updates_are_kept(state_file: Path) -> None:
    """What the bot had not confirmed when the program was killed still waits for it."""
    async with World(state_file=state_file) as world:
        await ana_of(world).type("oi")
        before = world.updates.pending
    world, _ = restarted(state_file)
    assert before == world.updates.pending


async def test_new_ids_follow_the_old_ones(state_file: Path) -> None:
    """Message and update ids go on rising after a restart."""
    async with World(state_file=state_file) as world:
        await ana_of(world).type("um")
    world, ana = restarted(state_file)
    await ana.type("dois")
    assert ([1, 2], [1000, 1001]) == ([m.id for m in ana.messages], list(world.updates.pending))


async def test_files_are_kept(state_file: Path) -> None:
    """A picture can still be fetched after a restart."""
    async with World(state_file=state_file) as world:
        await ana_of(world).send_photo()
    world, ana = restarted(state_file)
    assert world.files.get(ana.messages[0].content["photo"][-1]["file_id"])


async def test_deleted_password_is_in_no_file(state_file: Path, tmp_path: Path) -> None:
    """Once the bot confirmed a message and deleted it, its text is nowhere on disk."""
    async with World(state_file=state_file) as world:
        ana = ana_of(world)
        await ana.type("S3nhaSecreta")
        assert ["simulator.json"] == files_with(b"S3nhaSecreta", tmp_path)
        async with (
            serving(simulator_app(world)) as url,
            bot_of(url, world.token) as bot,
        ):
            updates = await bot.get_updates()
            await updates[0].message.delete()
            await bot.get_updates(offset=updates[0].update_id + 1)
    assert [] == files_with(b"S3nhaSecreta", tmp_path)


@pytest.mark.parametrize("text", [json.dumps({"format": 0}), "", "{"])
def test_unknown_format_is_refused(state_file: Path, text: str) -> None:
    """A broken file, or one of another version, is not guessed at; the error says what to do."""
    state_file.write_text(text)
    with pytest.raises(ValueError, match="delete it to start anew"):
        World(state_file=state_file)
