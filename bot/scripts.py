"""Our scripts for Redis: each does in one step what must not be seen half done."""

from importlib.resources import files


def script(name: str) -> str:
    """The text of `bot/lua/NAME.lua`; what it takes and gives stands at its top."""
    return (files("bot") / "lua" / f"{name}.lua").read_text()
