"""Files that are sent: fetched at that moment, as they are too big for an outbox in Redis."""

from collections.abc import Awaitable, Callable

Files = Callable[[str], Awaitable[tuple[str, bytes] | None]]
"""A file's name and contents by the id under which it is kept; none where it is kept no more."""

_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/plain",  # Meta takes no text/csv; the name says what it is
}


async def no_files(_id: str) -> None:
    """Where nothing is kept."""


def mime_of(name: str) -> str:
    """The type of a file, by its name."""
    return _TYPES[name.rpartition(".")[2]]
