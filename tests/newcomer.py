"""What a newcomer has: `bot run` without settings, and a browser on the page it prints."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, expect

from tests.kit.program import FAST

PICTURES = os.environ.get("PICTURES")
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "HOME": os.environ.get("HOME", "/"),
    "TELEGRAM_RATE": str(FAST),
    "TELEGRAM_CHAT_RATE": str(FAST),
}
DESK = (1280, 900)
SMALL_PHONE = (390, 844)
PATIENCE = 15_000  # milliseconds; a loaded machine takes its time


@asynccontextmanager
async def bot_run(data_dir: Path, **settings: str) -> AsyncIterator[str]:
    """`bot run` on a data directory; gives the address it prints, and sees it end well.

    Args:
        data_dir: where it keeps things.
        settings: more variables of its environment.
    """
    environment = {**ENVIRONMENT, **settings, "DATA_DIR": str(data_dir), "PORT": "0"}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        cwd=data_dir.parent,
    )
    assert process.stdout
    try:
        async with asyncio.timeout(60):
            line = (await process.stdout.readline()).decode()
        yield line.removeprefix("Simulator: ").strip()
    finally:
        process.terminate()
        async with asyncio.timeout(10):
            code = await process.wait()
    assert code == 0


async def exported(data_dir: Path) -> list[dict[str, str]]:
    """The customers, as the command line beside the running bot exports them."""
    environment = {**ENVIRONMENT, "DATA_DIR": str(data_dir)}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "customers", "export", "--reseller", "demo", "--format", "json"),
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        cwd=data_dir.parent,
    )
    out, _ = await process.communicate()
    found: list[dict[str, str]] = json.loads(out)
    return found


async def opened(browser: Browser, address: str, size: tuple[int, int] = DESK) -> Page:
    """A page in a window of that size, which waits as long as a loaded machine may need."""
    width, height = size
    page = await browser.new_page(viewport={"width": width, "height": height}, locale="pt-BR")
    page.set_default_timeout(PATIENCE)
    await page.goto(address)
    return page


async def picture(shown: Page | Locator, name: str) -> None:
    """Keeps what a page, or a phone on it, looks like, where pictures are asked for."""
    if not PICTURES:
        return
    page = shown if isinstance(shown, Page) else shown.page
    await page.mouse.move(0, 0)  # or the button that was tapped looks chosen
    path = f"{PICTURES}/{name}.jpg"
    await shown.screenshot(path=path, type="jpeg", quality=80, animations="disabled")


async def phone_of(page: Page, who: str, *, on_whatsapp: bool = False) -> Locator:
    """A phone of the page, in front where only one fits.

    Args:
        page: with the phones.
        who: `revendedor` or `visitante`.
        on_whatsapp: whether with WhatsApp, instead of Telegram.
    """
    tab = page.get_by_test_id(f"tab-{who}")
    if await tab.is_visible():
        await tab.click()
    slug = f"{who}-whatsapp" if on_whatsapp else who
    await page.get_by_test_id(f"channel-{slug}").click()
    return page.get_by_test_id(f"phone-{slug}")


async def tap(phone: Locator, label: str) -> None:
    """Taps the newest button below a message that has these words."""
    await phone.get_by_test_id("inline-button").filter(has_text=label).last.click()


async def pick(phone: Locator, label: str) -> None:
    """Opens the newest list on WhatsApp, and takes the row that has these words."""
    await phone.get_by_test_id("list-button").last.click()
    await phone.get_by_test_id("row").filter(has_text=label).click()


async def tap_key(phone: Locator, label: str) -> None:
    """Taps a key of the keyboard below the input."""
    await phone.get_by_test_id("reply-button").filter(has_text=label).click()


async def write(phone: Locator, text: str) -> None:
    """Types and sends."""
    await phone.get_by_test_id("input").fill(text)
    await phone.get_by_test_id("send").click()


async def open_link(phone: Locator, link: str) -> None:
    """Opens a link to the bot on a phone, as if it had come from elsewhere."""
    await phone.get_by_test_id("open-link").fill(link)
    await phone.get_by_test_id("open-link-go").click()


async def see(phone: Locator, text: str) -> None:
    """Waits for a message with these words."""
    await expect(messages(phone).filter(has_text=text).last).to_be_visible(timeout=PATIENCE)


def messages(phone: Locator) -> Locator:
    """All messages of a phone."""
    return phone.get_by_test_id("message")


def screen(phone: Locator) -> Locator:
    """What its owner sees of a phone, without the bar above it."""
    return phone.locator(".device")


async def create_password(page: Page) -> None:
    """The customer types a password on the one-time page."""
    fields = page.locator("input[type=password]")
    await fields.nth(0).fill("girassol azul claro")
    await fields.nth(1).fill("girassol azul claro")
    await page.get_by_role("button").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Senha criada")


async def link_in(phone: Locator, words: str) -> str:
    """The address of the newest link with these words in it."""
    address = await phone.get_by_role("link", name=words).last.get_attribute("href")
    assert address
    return address
