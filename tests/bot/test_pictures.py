"""What is a logo, whatever the file says of itself."""

from io import BytesIO

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from bot.pictures import KEPT_PIXELS, drawn_anew
from conversations.ports.logos import MOST_BYTES, MOST_PIXELS, NoLogo
from tests.kit.drawings import bomb, drawing


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        *(("JPEG", mode) for mode in ("RGB", "L", "1", "CMYK")),
        *(("PNG", mode) for mode in ("RGB", "L", "1", "P", "RGBA", "LA", "I;16")),
    ],
)
def test_every_usual_picture_is_drawn(kind: str, mode: str) -> None:
    """Of one colour or of ink, with a palette or glass."""
    found = drawn_anew(drawing(kind, mode=mode))
    with Image.open(BytesIO(found.content)) as image:
        assert (kind, (200, 100), kind) == (found.kind, image.size, image.format)


def test_glass_stays_glass() -> None:
    """A logo without its ground has none afterwards."""
    with Image.open(BytesIO(drawn_anew(drawing(mode="RGBA")).content)) as image:
        assert (0, 0, 0, 0) == image.getpixel((0, 0))


def test_a_large_picture_is_made_smaller() -> None:
    """In its proportions."""
    found = drawn_anew(drawing(size=(3000, 1500)))
    assert (KEPT_PIXELS, KEPT_PIXELS // 2) == (found.width, found.height)


def test_where_it_was_taken_is_forgotten() -> None:
    """And whatever else stands beside a picture, but not which way it was held."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.ImageDescription] = "Rua das Flores, 12"
    found = drawn_anew(drawing("JPEG", exif=exif, comment=b"segredo") + b"<?php segredo ?>")
    with Image.open(BytesIO(found.content)) as image:
        assert ({}, (100, 200)) == (dict(image.getexif()), image.size)
    assert [] == [words for words in (b"Flores", b"segredo") if words in found.content]


def test_words_in_a_png_are_forgotten() -> None:
    """Such as who drew it."""
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "Maria de Tal")
    assert b"Maria" not in drawn_anew(drawing(pnginfo=words)).content


@pytest.mark.parametrize("kind", ["GIF", "BMP", "WEBP", "TIFF", "ICO", "PPM"])
def test_another_kind_is_none(kind: str) -> None:
    """Though it is a picture, and may be called .png."""
    with pytest.raises(NoLogo) as refused:
        drawn_anew(drawing(kind))
    assert "kind" == refused.value.fault


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.4", b"<svg/>", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a"]
)
def test_what_is_no_picture_is_none(content: bytes) -> None:
    """Also where it begins like one."""
    with pytest.raises(NoLogo) as refused:
        drawn_anew(content)
    assert refused.value.fault in {"kind", "broken"}


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_half_a_picture_is_broken(kind: str) -> None:
    """Cut on the way."""
    whole = drawing(kind, (400, 400), **({"quality": 100} if kind == "JPEG" else {}))
    with pytest.raises(NoLogo) as refused:
        drawn_anew(whole[: len(whole) // 2])
    assert "broken" == refused.value.fault


@pytest.mark.parametrize(
    "content",
    [bomb(), bomb(MOST_PIXELS + 1, 50), bomb(2**31 - 1, 2**31 - 1), bytes(MOST_BYTES + 1)],
)
def test_a_bomb_is_not_drawn(content: bytes) -> None:
    """Its size is read, and that is enough."""
    with pytest.raises(NoLogo) as refused:
        drawn_anew(content)
    assert refused.value.fault in {"large", "broken"}


def test_words_that_swell_are_not_read() -> None:
    """A compressed text beside a picture, of a gigabyte."""
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "a" * 70 * 2**20, zip=True)
    with pytest.raises(NoLogo) as refused:
        drawn_anew(drawing(pnginfo=words))
    assert "broken" == refused.value.fault


def test_a_dot_is_too_small() -> None:
    """For paper."""
    with pytest.raises(NoLogo) as refused:
        drawn_anew(drawing(size=(500, 49)))
    assert "small" == refused.value.fault
