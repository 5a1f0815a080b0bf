"""Who the bot is, and its menu.

Source: https://core.telegram.org/bots/api#setmycommands and what the server answers.
"""

import json
import re
from typing import Any

from bot.simulator.chats import Json
from bot.simulator.errors import bad_request
from bot.simulator.params import Params
from bot.simulator.world import World


async def get_me(world: World, params: Params) -> Json:
    """The bot."""
    return world.me() | {
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def set_my_commands(world: World, params: Params) -> bool:
    """The commands of the menu, for one scope and language."""
    commands: list[Json] = params.object("commands") or []
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command", "")).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    _commands(world)[_scope(params)] = [
        {"command": c["command"].removeprefix("/"), "description": c["description"]} for c in commands
    ]
    world.changed()
    return True


async def get_my_commands(world: World, params: Params) -> list[Json]:
    """The commands of one scope and language, and of no other."""
    found: list[Json] = _commands(world).get(_scope(params), [])
    return found


async def delete_my_commands(world: World, params: Params) -> bool:
    """Takes the commands of one scope and language away."""
    _commands(world).pop(_scope(params), None)
    world.changed()
    return True


async def set_chat_menu_button(world: World, params: Params) -> bool:
    """What the button beside the input opens; the simulator's phones always show the commands."""
    world.profile["menu_button"] = params.object("menu_button") or {"type": "default"}
    world.changed()
    return True


async def get_chat_menu_button(world: World, params: Params) -> Json:
    """The button as it was set; the default one opens the commands if there are any."""
    button: Json = world.profile.get("menu_button", {"type": "default"})
    return {"type": "commands"} if button["type"] == "default" and _commands(world) else button


async def set_my_description(world: World, params: Params) -> bool:
    """What an empty chat says."""
    return _set(world, "description", params, 512)


async def get_my_description(world: World, params: Params) -> Json:
    """The same, read."""
    return {"description": world.profile.get("description", "")}


async def set_my_short_description(world: World, params: Params) -> bool:
    """What the bot's profile says."""
    return _set(world, "short_description", params, 120)


async def get_my_short_description(world: World, params: Params) -> Json:
    """The same, read."""
    return {"short_description": world.profile.get("short_description", "")}


def menu(world: World) -> list[Json]:
    """The commands a private chat's menu shows: the most special scope that has any."""
    kept = _commands(world)
    for scope in ("all_private_chats", "default"):
        for language in ("pt", ""):
            if commands := kept.get(f"{scope}|{language}"):
                return commands
    return []


def _commands(world: World) -> dict[str, list[Json]]:
    commands: dict[str, list[Json]] = world.profile.setdefault("commands", {})
    return commands


def _scope(params: Params) -> str:
    scope: dict[str, Any] = params.object("scope") or {"type": "default"}
    kind = str(scope.get("type", "default"))
    rest = {key: value for key, value in scope.items() if key != "type"}
    return f"{kind}{json.dumps(rest) if rest else ''}|{params.text('language_code')}"


def _set(world: World, name: str, params: Params, most: int) -> bool:
    text = params.text(name)
    if len(text) > most:
        raise bad_request(f"bot {name.replace('_', ' ')} is too long")
    world.profile[name] = text
    world.changed()
    return True
