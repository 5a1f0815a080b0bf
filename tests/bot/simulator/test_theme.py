"""The colours of the page can be read by day and by night."""

import re

import pytest

from bot.simulator.page import STATIC

ENOUGH = 4.5  # WCAG 2.2, success criterion 1.4.3


def themes(path: str) -> tuple[dict[str, str], dict[str, str]]:
    """The colours by day, and those that are others by night."""
    day, night = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", part))
        for part in (STATIC / path).read_text(encoding="utf-8").split("@media")
    )
    return day, night


DAY, NIGHT = themes("theme.css")
GREEN_DAY, GREEN_NIGHT = themes("whatsapp/theme.css")


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [DAY, DAY | NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(
    ("ground", "text"),
    [
        ("page", "page-text"),
        ("page", "page-soft"),
        ("panel", "page-text"),
        ("panel", "page-soft"),
        ("panel", "link"),
        ("accent", "accent-text"),
        ("header", "header-text"),
        ("header", "header-soft"),
        ("in", "in-text"),
        ("in", "in-soft"),
        ("in", "link"),
        ("out", "out-text"),
        ("out", "out-soft"),
        ("out", "out-link"),
        ("input", "header-soft"),
        ("keyboard-key", "page-text"),
    ],
)
def test_text_can_be_read(theme: dict[str, str], ground: str, text: str) -> None:
    """Text keeps a contrast of 4.5 to 1 to what it stands on."""
    assert contrast(theme[ground], theme[text]) >= ENOUGH


@pytest.mark.parametrize("theme", [GREEN_DAY, GREEN_DAY | GREEN_NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(
    ("ground", "text"),
    [
        ("accent", "accent-text"),
        ("header", "header-text"),
        ("header", "header-soft"),
        ("in", "in-text"),
        ("in", "in-soft"),
        ("in", "link"),
        ("in", "choice"),
        ("out", "out-text"),
        ("out", "out-soft"),
        ("out", "out-link"),
        ("input", "in-text"),
        ("input", "input-soft"),
        ("strip", "input-soft"),
        ("sheet", "sheet-text"),
        ("sheet", "sheet-soft"),
        ("sheet", "choice"),
    ],
)
def test_text_on_whatsapp_can_be_read(theme: dict[str, str], ground: str, text: str) -> None:
    """On WhatsApp too."""
    assert contrast(theme[ground], theme[text]) >= ENOUGH
