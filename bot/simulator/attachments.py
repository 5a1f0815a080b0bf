"""What a phone can send besides text, as the Bot API words it; what is not given is a sample."""

import base64

from bot.simulator.chats import Json, User
from bot.simulator.files import Files, image_size, sample_photo

DOT = base64.b64decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")  # a WebP of one pixel
LETTER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SOUND = b"OggS" + bytes(60)


def contact(phone_number: str, name: str) -> Json:
    """Somebody's card from the address book."""
    first, _, last = name.partition(" ")
    return {"contact": {"phone_number": phone_number, "first_name": first} | _some(last_name=last)}


def own_contact(user: User) -> Json:
    """The card of the phone's owner, which carries the account."""
    card = {"phone_number": user.phone_number, "user_id": user.id, "first_name": user.first_name}
    return {"contact": card | _some(last_name=user.last_name)}


def photo(files: Files, content: bytes | None, caption: str) -> Json:
    """A picture."""
    picture = content or sample_photo()
    width, height = image_size(picture)
    size = _file(files, picture, "photo.jpg") | {"width": width, "height": height}
    return {"photo": [size]} | _some(caption=caption)


def sticker(files: Files, emoji: str) -> Json:
    """A sticker that stands for an emoji."""
    about = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": _file(files, DOT, "sticker.webp") | about | {"emoji": emoji}}


def voice(files: Files) -> Json:
    """A voice message of three seconds."""
    return {"voice": _file(files, SOUND, "voice.ogg") | {"duration": 3, "mime_type": "audio/ogg"}}


def document(files: Files, name: str, content: bytes | None) -> Json:
    """A file."""
    about = {"file_name": name, "mime_type": "application/pdf"}
    return {"document": _file(files, content or LETTER, name) | about}


def location(latitude: float, longitude: float) -> Json:
    """A place."""
    return {"location": {"latitude": latitude, "longitude": longitude}}


def _file(files: Files, content: bytes, suffix: str) -> Json:
    return files.describe(files.put(content, suffix))


def _some(**fields: str) -> Json:
    return {key: value for key, value in fields.items() if value}
