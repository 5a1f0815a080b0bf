"""Files in which a world outlives its process."""

import json
import os
from pathlib import Path

from bot.simulator.chats import Json


def write(path: Path, kept: Json) -> None:
    """Writes a file in one step: a reader, or a crash, finds the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    os.replace(draft, path)  # noqa: PTH105 - the name says that it takes the other's place


def read(path: Path, what: str, form: int) -> Json | None:
    """What `write` wrote; none where there is no file.

    Args:
        path: of the file.
        what: it is, in words.
        form: the number that stands in it as `format`.

    Raises:
        ValueError: the file is broken or of another format; deleting it starts the world anew.
    """
    if not path.exists():
        return None
    try:
        kept: Json = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        kept = {}
    if kept.get("format") != form:
        raise ValueError(f"{path} is not a {what} of format {form}; delete it to start anew")
    return kept
