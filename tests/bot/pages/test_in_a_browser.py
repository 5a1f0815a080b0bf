"""The pages as a shopkeeper sees them: a small phone, and no JavaScript."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Page
from starlette.applications import Starlette

from bot.pages.app import pages_app
from tests.bot.pages.conftest import GOOD, Pages
from tests.serving import serving

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest_asyncio.fixture
async def phone(browser: Browser, pages: Pages) -> AsyncIterator[Page]:
    """A phone of 320 pixels, before the served pages."""
    app = Starlette(routes=pages_app(pages.world.database, pages.passwords, clock=pages.clock))
    async with serving(app) as address:
        context = await browser.new_context(
            base_url=address, java_script_enabled=False, viewport={"width": 320, "height": 640}
        )
        yield await context.new_page()
        await context.close()


async def test_password_is_created_without_javascript(phone: Page, pages: Pages) -> None:
    """A first try that differs is explained at its field, which has the focus; the second one creates it."""
    await phone.goto(await pages.link())
    await phone.get_by_label("Nova senha").fill(GOOD)
    await phone.get_by_label("A mesma senha, outra vez").fill(GOOD + "x")
    await phone.get_by_role("button", name="Criar senha").click()
    await phone.locator("#password:focus[aria-describedby='error hint']").wait_for()
    await phone.get_by_text("As duas senhas estão diferentes").wait_for()
    await phone.get_by_label("Nova senha").fill(GOOD)
    await phone.get_by_label("A mesma senha, outra vez").fill(GOOD)
    await phone.get_by_role("button", name="Criar senha").click()
    await phone.get_by_role("heading", name="Senha criada").wait_for()
    assert await pages.signs_in_with(GOOD)


async def test_generated_password_is_shown_without_javascript(phone: Page, pages: Pages) -> None:
    """One tap shows the password, whole, on a small phone."""
    await phone.goto(await pages.link("show_password"))
    await phone.get_by_role("button", name="Mostrar a minha senha").click()
    shown = await phone.locator(".secret").inner_text()
    assert await pages.signs_in_with(shown)


async def test_nothing_is_wider_than_the_phone(phone: Page, pages: Pages) -> None:
    """No page has to be pushed sideways at 320 pixels."""
    shown = await pages.link("show_password", key="turn2")
    wide = {}
    for path in (await pages.link(), shown, "/s/unknown"):
        await phone.goto(path)
        wide[path] = await phone.evaluate(OVERFLOW)
    assert {0} == set(wide.values())


async def test_style_passes_the_policy(phone: Page, pages: Pages) -> None:
    """The browser applies the style: its hash in the policy is right; buttons are high enough to tap."""
    await phone.goto(await pages.link())
    box = await phone.get_by_role("button", name="Criar senha").bounding_box()
    assert box is not None
    assert box["height"] >= 44
