"""Pictures that strangers send: what they are is seen by drawing them, and what is kept is drawn anew.

A file says nothing of itself that is believed: not its name, nor its type. What is drawn anew has no place
where it was taken, no words of a program, and nothing behind its end.
"""

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from conversations.ports.logos import LEAST_PIXELS, MOST_BYTES, MOST_PIXELS, Kind, NoLogo

KEPT_PIXELS = 800
"""Of the longer side of what is kept: a logo is a few centimetres wide on paper."""


_BROKEN = (OSError, SyntaxError, ValueError, EOFError, MemoryError)
"""What Pillow raises where a file cannot be drawn."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, drawn anew."""

    kind: Kind
    width: int
    height: int
    content: bytes


def drawn_anew(content: bytes) -> Picture:
    """A JPEG or PNG as it is kept. It takes its time: not for the event loop.

    Raises:
        NoLogo: it is none, or has more or fewer pixels than a logo. So many pixels as a bomb has are never
            drawn: the size stands at the beginning of the file.

    Source: Pillow, Image.open and its decompression bombs; formats that it need not know are not tried.
    """
    if len(content) > MOST_BYTES:
        raise NoLogo("large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd files Pillow warns; here they are drawn or they are not
            with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as image:
                _check_size(image.size)
                return _kept(image)
    except UnidentifiedImageError as error:
        raise NoLogo("kind") from error
    except Image.DecompressionBombError as error:
        raise NoLogo("large") from error
    except _BROKEN as error:
        raise NoLogo("broken") from error


def _check_size(size: tuple[int, int]) -> None:
    if max(size) > MOST_PIXELS:
        raise NoLogo("large")
    if min(size) < LEAST_PIXELS:
        raise NoLogo("small")


def _kept(image: Image.Image) -> Picture:
    kind: Kind = "PNG" if image.format == "PNG" else "JPEG"
    image.draft(None, (2 * KEPT_PIXELS, 2 * KEPT_PIXELS))  # a JPEG is drawn no larger than that
    drawn = ImageOps.exif_transpose(image)  # which way it was held, before it is forgotten
    drawn.thumbnail((KEPT_PIXELS, KEPT_PIXELS))
    clear = kind == "PNG" and (drawn.mode in {"RGBA", "LA", "PA"} or "transparency" in drawn.info)
    drawn = drawn.convert("RGBA" if clear else "RGB")
    drawn.info.clear()
    out = BytesIO()
    drawn.save(out, kind, optimize=True)
    return Picture(kind, *drawn.size, out.getvalue())
