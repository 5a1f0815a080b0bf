"""A posted form with a file in it."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from bot.bodies import body_of
from bot.pages.guard import TooLarge

__all__ = ["Sent", "TooLarge", "sent"]

MOST_FILE = 100 * 1024
"""A certificate with its authorities has some 10 KB."""
MOST_BYTES = MOST_FILE + 8 * 1024


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form brought; both are empty if it was none."""

    file: bytes = b""
    password: str = ""


async def sent(request: Request) -> Sent:
    """The file and the password of a posted form. The file is kept in memory alone.

    Raises:
        TooLarge: as soon as too much has come, whatever its Content-Length said.
    """
    body = await body_of(request, MOST_BYTES)
    if body is None:
        raise TooLarge

    async def once() -> AsyncGenerator[bytes, None]:
        yield body

    # Starlette keeps in memory what is shorter than 1 MiB; only a longer file would reach a disk.
    parser = MultiPartParser(request.headers, once(), max_files=1, max_fields=5)
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError):
        return Sent()
    file, password = form.get("certificate"), form.get("password")
    content = await file.read() if isinstance(file, UploadFile) else b""
    await form.close()
    if len(content) > MOST_FILE:
        raise TooLarge
    return Sent(content, password if isinstance(password, str) else "")
