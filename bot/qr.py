"""The picture of an invite: a QR code with the reseller's name above it."""

import asyncio
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

import segno
from PIL import Image, ImageDraw, ImageFont

INSTRUCTION = "Aponte a câmera do celular"
WHITE, GREY, INK = 255, 80, 17
WIDTH = 1080  # as wide as a phone's screen, so that chats show it sharp
MARGIN, GAP = 72, 48
SIZES = range(72, 12, -4)
"""The name is made smaller until it fits: at the last, any 60 letters do."""
LINES, SPACING = 2, 1.2
QUIET_ZONE = 4
"""Light modules around the code. Source: ISO/IEC 18004, quiet zone."""


@dataclass(frozen=True, slots=True)
class _Text:
    lines: list[str]
    font: ImageFont.FreeTypeFont
    colour: int

    @property
    def line_height(self) -> int:
        return round(self.font.size * SPACING)

    @property
    def height(self) -> int:
        return self.line_height * len(self.lines)

    def fits(self) -> bool:
        return len(self.lines) <= LINES and all(_fits(line, self.font) for line in self.lines)


async def invite_picture(link: str, reseller_name: str) -> bytes:
    """A PNG with the reseller's name, the QR code of the link, and what to do with it.

    It is drawn in a thread: it takes some 0.2 s, in which no chat may wait.

    Args:
        link: what the code leads to.
        reseller_name: above the code, in one line or two.
    """
    return await asyncio.to_thread(_draw, link, reseller_name)


def _draw(link: str, reseller_name: str) -> bytes:
    code = _code(link)
    name = _fitted(reseller_name)
    instruction = _Text([INSTRUCTION], _font("Regular", 44), GREY)
    height = MARGIN + name.height + GAP + code.height + GAP + instruction.height + MARGIN
    picture = Image.new("L", (WIDTH, height), WHITE)
    below = _write(picture, name, MARGIN) + GAP
    picture.paste(code, ((WIDTH - code.width) // 2, below))
    _write(picture, instruction, below + code.height + GAP)
    png = io.BytesIO()
    picture.save(png, "PNG")
    return png.getvalue()


def _code(link: str) -> Image.Image:
    """The code, each module a whole number of pixels.

    Level Q: a quarter of it may be creased or under a thumb. Source: ISO/IEC 18004, error correction.
    """
    code = segno.make_qr(link, error="q")
    modules, _ = code.symbol_size(border=QUIET_ZONE)
    png = io.BytesIO()
    code.save(png, kind="png", scale=(WIDTH - 2 * MARGIN) // modules, border=QUIET_ZONE)
    return Image.open(png).convert("L")


def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    source = files("font_roboto") / "files" / f"Roboto-{weight}.ttf"
    return ImageFont.truetype(io.BytesIO(source.read_bytes()), size)


def _fitted(name: str) -> _Text:
    for size in SIZES:
        font = _font("Bold", size)
        text = _Text(list(_wrapped(_drawable(name, font), font)), font, INK)
        if text.fits():
            break
    return text


def _drawable(name: str, font: ImageFont.FreeTypeFont) -> str:
    """The name without what the font has no sign for, such as an emoji: a box would stand there."""
    box = bytes(font.getmask("\uffff"))  # of no character
    signs = [c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c)[0] not in "CM"]
    return "".join(c for c in signs if bytes(font.getmask(c)) != box)


def _wrapped(text: str, font: ImageFont.FreeTypeFont) -> Iterator[str]:
    """The text in lines, broken between words where one more would not fit."""
    line, *words = text.split() or [""]
    for word in words:
        if _fits(f"{line} {word}", font):
            line = f"{line} {word}"
        else:
            yield line
            line = word
    yield line


def _fits(line: str, font: ImageFont.FreeTypeFont) -> bool:
    return font.getlength(line) <= WIDTH - 2 * MARGIN


def _write(picture: Image.Image, text: _Text, top: int) -> int:
    """Writes the lines, each in the middle, and says where they end."""
    draw = ImageDraw.Draw(picture)
    for line in text.lines:
        draw.text((WIDTH / 2, top), line, font=text.font, fill=text.colour, anchor="ma")
        top += text.line_height
    return top
