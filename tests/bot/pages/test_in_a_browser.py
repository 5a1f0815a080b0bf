"""The pages as a shopkeeper sees them: a small phone, and no JavaScript."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from tests.bot.pages.conftest import GOOD, Pages, opened_on
from tests.serving import serving

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser's
fixture = pytest_asyncio.fixture(loop_scope="session")

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@fixture
async def pages(sqlite_url: str) -> AsyncIterator[Pages]:
    async with opened_on(sqlite_url) as pages:
        yield pages


@fixture
async def phone(browser: Browser, pages: Pages) -> AsyncIterator[Page]:
    """A phone of 320 pixels, before the served pages."""
    app = Starlette()
    async with serving(app) as address:
        app.routes.extend(pages.app(public_url=address).routes)
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


async def test_reseller_enters_without_javascript(phone: Page, pages: Pages) -> None:
    """One tap leads to the customer; neither the address nor the history has the token."""
    path = await pages.access()
    await phone.goto(path)
    await phone.get_by_role("button", name="Entrar no emissor").click()
    await phone.get_by_role("heading", name="Padaria Pão Quente Ltda").wait_for()
    here = phone.url.rpartition("/")[2]
    await phone.go_back()
    assert ("emitter", path) == (here, "/s/" + phone.url.rpartition("/")[2])


async def test_cookie_outlives_a_reload(phone: Page, pages: Pages) -> None:
    """Whoever loads the page anew is still in; the token is not asked for twice."""
    await phone.goto(await pages.access())
    await phone.get_by_role("button", name="Entrar no emissor").click()
    await phone.get_by_role("heading", name="Padaria Pão Quente Ltda").wait_for()
    answer = await phone.reload()
    assert answer is not None
    assert 200 == answer.status


async def test_policy_lets_the_form_lead_to_another_origin(browser: Browser, pages: Pages) -> None:
    """A browser follows the redirect to the emitter's own origin, and sends no referrer there."""
    seen: list[Request] = []

    async def emitter(request: Request) -> PlainTextResponse:
        seen.append(request)
        return PlainTextResponse("inside")

    app = Starlette()
    async with (
        serving(Starlette(routes=[Route("/in", emitter)])) as elsewhere,
        serving(app) as address,
        await browser.new_context(base_url=address, java_script_enabled=False) as context,
    ):
        app.routes.extend(pages.app(address, elsewhere + "/in?token={token}").routes)
        page = await context.new_page()
        await page.goto(await pages.access())
        await page.get_by_role("button", name="Entrar no emissor").click()
        await page.get_by_text("inside").wait_for()
    (request,) = seen
    assert ("eyJ", None) == (request.query_params["token"][:3], request.headers.get("referer"))


async def test_nothing_is_wider_than_the_phone(phone: Page, pages: Pages) -> None:
    """No page has to be pushed sideways at 320 pixels."""
    shown = await pages.link("show_password", key="turn2")
    wide = {}
    for path in (await pages.link(), shown, "/s/unknown", await pages.access(), "/emitter"):
        await phone.goto(path)
        wide[path] = await phone.evaluate(OVERFLOW)
    await phone.goto(await pages.access("turn3"))
    await phone.get_by_role("button", name="Entrar no emissor").click()
    await phone.get_by_role("heading", name="Padaria Pão Quente Ltda").wait_for()
    wide["inside"] = await phone.evaluate(OVERFLOW)
    assert {0} == set(wide.values())


async def test_style_passes_the_policy(phone: Page, pages: Pages) -> None:
    """The browser applies the style: its hash in the policy is right; buttons are high enough to tap."""
    await phone.goto(await pages.link())
    box = await phone.get_by_role("button", name="Criar senha").bounding_box()
    assert box is not None
    assert box["height"] >= 44
