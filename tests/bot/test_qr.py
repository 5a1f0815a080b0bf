"""The invite's picture is read by a camera, and shows who invites."""

import io

import pytest
import zxingcpp
from PIL import Image

from bot.qr import MARGIN, WHITE, WIDTH, _drawable, _font, invite_picture

TELEGRAM = "https://t.me/cadastro_simulado_bot?start=c_Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFy"
WHATSAPP = (
    "https://wa.me/5511912345678?text=Ol%C3%A1%21%20Meu%20convite%3A%20c_Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFy"
)
NAMES = [
    "Contábil Sol",
    "Escritório de Contabilidade Irmãos Gonçalves & Associação ME",
    "W" * 60,
    "Sol ☀️ Ltda 😀",
    "😀",
]


async def drawn(link: str, name: str) -> Image.Image:
    return Image.open(io.BytesIO(await invite_picture(link, name)))


@pytest.mark.parametrize("link", [TELEGRAM, WHATSAPP])
async def test_camera_finds_the_link(link: str) -> None:
    """The code is the link, to the letter, also when a chat has made the picture much smaller."""
    picture = await drawn(link, "Contábil Sol")
    small = picture.resize((picture.width // 4, picture.height // 4))
    assert [[link], [link]] == [[code.text for code in zxingcpp.read_barcodes(p)] for p in (picture, small)]


@pytest.mark.parametrize("name", NAMES)
async def test_name_stays_inside(name: str) -> None:
    """A name of whatever length leaves the margins white, and the code can be read."""
    picture = await drawn(TELEGRAM, name)
    edges = [(0, 0, MARGIN - 2, picture.height), (WIDTH - MARGIN + 2, 0, WIDTH, picture.height)]
    assert ({WHITE}, [TELEGRAM]) == (
        {shade for edge in edges for shade in picture.crop(edge).get_flattened_data()},
        [code.text for code in zxingcpp.read_barcodes(picture)],
    )


async def test_code_keeps_its_quiet_zone() -> None:
    """Four modules around the code are light, as scanners expect."""
    picture = await drawn(TELEGRAM, "Contábil Sol")
    (code,) = zxingcpp.read_barcodes(picture)
    corner, other = code.position.top_left, code.position.bottom_right
    module = (other.x - corner.x) / 41  # version 6, by this link's length
    above = picture.crop((0, round(corner.y - 4 * module) + 1, WIDTH, corner.y - 1))
    assert {WHITE} == set(above.get_flattened_data())


def test_font_has_portuguese() -> None:
    """No letter or sign that a Brazilian name has is left out for want of the font."""
    letters = "AZaz09 ÁÀÂÃÉÊÍÓÔÕÚÜÇÑ áàâãéêíóôõúüçñ &.,-–—'’ºª°@+/()!$%"
    assert letters == _drawable(letters, _font("Bold", 40))


@pytest.mark.parametrize(
    ("with_them", "without"), [("Sol ☀️ Ltda 😀", "Sol Ltda"), ("Conta\u0301bil", "Contábil")]
)
async def test_no_boxes_are_drawn(with_them: str, without: str) -> None:
    """What the font lacks is left out, and an accent typed apart is put on its letter."""
    assert await invite_picture(TELEGRAM, without) == await invite_picture(TELEGRAM, with_them)
