"""Pictures and documents by the ids Meta gives them."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field

from bot.simulator.chats import Json
from bot.simulator.files import Files

TYPES = {
    "image": ("image/jpeg", "image/png"),
    "sticker": ("image/webp",),
    "audio": ("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
    "video": ("video/mp4", "video/3gpp"),
    "document": (
        "text/plain",
        "text/csv",
        "application/pdf",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
}
MOST = {"image": 5, "sticker": 0.5, "audio": 16, "video": 16, "document": 100}
"""The largest, in MB.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media
"""


@dataclass(frozen=True, slots=True)
class Medium:
    """A file, and what Meta knows of it."""

    id: str
    file_id: str
    mime_type: str
    name: str


@dataclass(slots=True)
class Media:
    """Files by Meta's ids.

    Args:
        files: where the bytes are.
        known: by id.
    """

    files: Files
    known: dict[str, Medium] = field(default_factory=dict)

    def put(self, content: bytes, mime_type: str, name: str) -> Medium:
        """Keeps a file under a new id."""
        media_id = str(10**15 + secrets.randbelow(9 * 10**15))
        medium = Medium(media_id, self.files.put(content, name), mime_type, name)
        self.known[medium.id] = medium
        return medium

    def content(self, media_id: str) -> bytes | None:
        """The bytes of a file, or none."""
        medium = self.known.get(media_id)
        return self.files.get(medium.file_id) if medium else None

    def told(self, medium: Medium) -> Json:
        """The fields of a file in a person's message."""
        digest = hashlib.sha256(self.content(medium.id) or b"").digest()
        return {
            "id": medium.id,
            "mime_type": medium.mime_type,
            "sha256": base64.b64encode(digest).decode(),
        }

    def described(self, medium: Medium, url: str) -> Json:
        """What the API says of a file, and where its bytes are."""
        content = self.content(medium.id) or b""
        return {
            "messaging_product": "whatsapp",
            "url": url,
            "mime_type": medium.mime_type,
            "sha256": hashlib.sha256(content).hexdigest(),
            "file_size": len(content),
            "id": medium.id,
        }


def kind_of(mime_type: str) -> str:
    """The kind of message that can carry such a file, empty for none."""
    bare = mime_type.partition(";")[0].strip().lower()
    return next((kind for kind, types in TYPES.items() if bare in types), "")
