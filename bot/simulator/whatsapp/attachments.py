"""What a phone can send besides text, as Meta words it; what is not given is a sample."""

from bot.simulator.attachments import DOT, LETTER, SOUND
from bot.simulator.chats import Json
from bot.simulator.files import image_kind, sample_photo
from bot.simulator.whatsapp.media import Media
from bot.simulator.whatsapp.people import digits


def contact(phone_number: str, name: str) -> Json:
    """A card from the address book, as an entry of `contacts`."""
    first, _, last = name.partition(" ")
    named = {"first_name": first, "formatted_name": name} | ({"last_name": last} if last else {})
    phone = {"phone": phone_number, "wa_id": digits(phone_number), "type": "CELL"}
    return {"name": named, "phones": [phone]}


def photo(media: Media, content: bytes | None, caption: str) -> Json:
    """A picture."""
    picture = content or sample_photo()
    kind = "png" if image_kind(picture) == "png" else "jpeg"
    told = media.told(media.put(picture, f"image/{kind}", f"photo.{kind}"))
    return told | ({"caption": caption} if caption else {})


def sticker(media: Media) -> Json:
    """A sticker."""
    return media.told(media.put(DOT, "image/webp", "sticker.webp")) | {"animated": False}


def voice(media: Media) -> Json:
    """A voice message."""
    return media.told(media.put(SOUND, "audio/ogg; codecs=opus", "voice.ogg")) | {"voice": True}


def document(media: Media, name: str, content: bytes | None, caption: str) -> Json:
    """A file."""
    told = media.told(media.put(content or LETTER, "application/pdf", name)) | {"filename": name}
    return told | ({"caption": caption} if caption else {})


def location(latitude: float, longitude: float) -> Json:
    """A place."""
    return {"latitude": latitude, "longitude": longitude}
