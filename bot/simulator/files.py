"""Files that phones and the bot send, in memory or beside the state file."""

import hashlib
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

from bot.simulator.chats import Json

IMAGES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif", b"RIFF": "webp"}


@dataclass(slots=True)
class Files:
    """Files by their id.

    Args:
        folder: where they are kept; none for memory.
    """

    folder: Path | None
    _memory: dict[str, bytes]

    @classmethod
    def at(cls, folder: Path | None) -> "Files":
        """The files of a folder, which is made when the first one comes."""
        return cls(folder, {})

    def put(self, content: bytes, suffix: str) -> str:
        """Keeps a file and gives its id: the same bytes have the same one."""
        file_id = f"{hashlib.sha256(content).hexdigest()[:40]}-{suffix}"
        if self.folder is None:
            self._memory[file_id] = content
        else:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / file_id).write_bytes(content)
        return file_id

    def get(self, file_id: str) -> bytes | None:
        """The bytes of a file, or none."""
        if self.folder is None:
            return self._memory.get(file_id)
        path = self.folder / Path(file_id).name
        return path.read_bytes() if path.is_file() else None

    def describe(self, file_id: str) -> Json:
        """The fields that every file of the Bot API has."""
        content = self.get(file_id) or b""
        return {"file_id": file_id, "file_unique_id": file_id[:16], "file_size": len(content)}


def image_kind(content: bytes) -> str:
    """`png`, `jpg`, `gif` or `webp`; empty for what is no image."""
    return next((kind for start, kind in IMAGES.items() if content.startswith(start)), "")


def image_size(content: bytes) -> tuple[int, int]:
    """Width and height, read from a PNG; other images are taken for 1280 × 960."""
    if image_kind(content) != "png" or len(content) < 24:
        return 1280, 960
    width, height = struct.unpack(">II", content[16:24])
    return int(width), int(height)


def sample_photo(width: int = 320, height: int = 200) -> bytes:
    """A PNG of an evening sky, drawn here so that no picture need be shipped."""
    rows = b"".join(
        b"\0" + bytes(part for x in range(width) for part in _sky(x / width, y / height))
        for y in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def _sky(x: float, y: float) -> tuple[int, int, int]:
    if (x - 0.7) ** 2 * 2.56 + (y - 0.55) ** 2 < 0.018:
        return 255, 236, 179
    if y > 0.8 - 0.12 * abs(((x * 2.3) % 1) - 0.5):
        return 38, 70, 83
    return int(90 + 150 * y), int(120 + 60 * y), int(190 - 50 * y)
