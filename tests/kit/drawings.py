"""Pictures that people send, and files that only say they are."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image

from bot.simulator.attachments import LETTER


def drawing(
    kind: str = "PNG", size: tuple[int, int] = (200, 100), mode: str = "RGB", **options: Any
) -> bytes:
    """A picture of one colour."""
    out = BytesIO()
    Image.new(mode, size, 0).save(out, kind, **options)
    return out.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few kilobytes that says it has very many pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(10**6), 9)
    chunks = [(b"IHDR", header), (b"IDAT", rows), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def file_named(name: str) -> bytes:
    """What a file of this name holds in transcripts: what its name says, and a letter for anything else."""
    if name.startswith("bomba"):
        return bomb()
    kind = {"png": "PNG", "jpg": "JPEG", "gif": "GIF"}.get(name.rpartition(".")[2])
    return drawing(kind, (20, 20) if name.startswith("miúda") else (400, 200)) if kind else LETTER
