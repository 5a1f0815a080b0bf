"""No page keeps anybody out: each as it looks by day and by night, to axe-core's rules for WCAG 2.2 AA.

axe finds what a program can find; that sentences are understood, a person has to see.
Source: https://www.w3.org/TR/WCAG22/; axe-core's rule descriptions.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from itertools import count
from typing import Literal

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page
from starlette.applications import Starlette

from tests.bot.pages.conftest import GOOD, Pages, opened_on
from tests.kit.certificates import PASSWORD, pfx
from tests.serving import serving

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser's
fixture = pytest_asyncio.fixture(loop_scope="session")

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations", "incomplete"],
}
_keys = count()


class Phone:
    """A phone of 390 pixels, before the served pages."""

    def __init__(self, page: Page, pages: Pages) -> None:
        self.page, self.pages = page, pages

    @property
    def key(self) -> str:
        """Of a link of its own."""
        return f"turn{next(_keys)}"

    async def complaints(self) -> list[str]:
        """What axe finds wrong on the page, or could not decide."""
        found = (await Axe().run(self.page, options=RULES)).response
        return [
            f"{rule['id']}: {node['html']}"
            for kind in ("violations", "incomplete")
            for rule in found[kind]
            for node in rule["nodes"]
        ]

    async def press(self, button: str, then: str) -> None:
        """Presses a button and waits for a heading."""
        await self.page.get_by_role("button", name=button).click()
        await self.page.get_by_role("heading", name=then).wait_for()

    async def create(self, password: str, then: str) -> None:
        await self.page.goto(await self.pages.link(key=self.key))
        await self.page.get_by_label("Nova senha").fill(password)
        await self.page.get_by_label("A mesma senha, outra vez").fill(password)
        await self.press("Criar senha", then)

    async def send(self, kind: str, password: str, then: str) -> None:
        await self.page.goto(await self.pages.certificate(self.key))
        file = {"name": "padaria.pfx", "mimeType": "application/x-pkcs12", "buffer": pfx(kind)}
        await self.page.get_by_label("Arquivo do certificado").set_input_files(file)
        await self.page.get_by_label("Senha do certificado").fill(password)
        await self.press("Enviar certificado", then)

    async def show(self) -> None:
        await self.page.goto(await self.pages.link("show_password", self.key))

    async def shown(self) -> None:
        await self.show()
        await self.press("Mostrar a minha senha", "A sua senha")

    async def access(self) -> None:
        await self.page.goto(await self.pages.access(self.key))

    async def enter(self) -> None:
        await self.access()
        await self.press("Entrar no emissor", "Padaria Pão Quente Ltda")

    async def no_entry(self) -> None:
        await self.page.goto("/emitter")

    async def gone(self) -> None:
        await self.page.goto("/s/unknown")


EACH: dict[str, Callable[[Phone], Awaitable[object]]] = {
    "no entry": Phone.no_entry,  # before anybody has entered
    "gone": Phone.gone,
    "a common password": lambda phone: phone.create("12345678", "Crie a sua senha"),
    "a password": lambda phone: phone.create(GOOD, "Senha criada"),
    "to see a password": Phone.show,
    "a generated password": Phone.shown,
    "another's certificate": lambda phone: phone.send("other", PASSWORD, "Envie o certificado A1"),
    "a wrong password": lambda phone: phone.send("good", "x", "Envie o certificado A1"),
    "a certificate": lambda phone: phone.send("good", PASSWORD, "Certificado guardado"),
    "to enter": Phone.access,
    "the emitter": Phone.enter,
}


@fixture
async def open_phone(browser: Browser, sqlite_url: str) -> AsyncIterator[Callable[..., Awaitable[Phone]]]:
    """Opens a phone."""
    app = Starlette()
    async with opened_on(sqlite_url) as pages, serving(app) as address:
        app.routes.extend(pages.app(public_url=address).routes)

        async def open_(scheme: Literal["light", "dark"] = "light") -> Phone:
            size = {"width": 390, "height": 844}
            context = await browser.new_context(base_url=address, viewport=size, color_scheme=scheme)
            return Phone(await context.new_page(), pages)

        yield open_


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing(open_phone: Callable[..., Awaitable[Phone]], scheme: str) -> None:
    """Names, roles, contrast, order of headings, size of what is tapped: on every page and with every kind of
    error.
    """
    phone = await open_phone(scheme)
    found = {}
    for name, reach in EACH.items():
        await reach(phone)
        found[name] = await phone.complaints()
    assert {name: [] for name in EACH} == found


async def test_a_page_that_is_bad_is_found(open_phone: Callable[..., Awaitable[Phone]]) -> None:
    """The rules are on: a field without a name is told."""
    phone = await open_phone()
    await phone.page.goto(await phone.pages.certificate())
    await phone.page.evaluate("document.querySelector('label').remove()")
    assert "label" in {found.partition(":")[0] for found in await phone.complaints()}


async def test_an_error_has_the_focus(open_phone: Callable[..., Awaitable[Phone]]) -> None:
    """Who hears a page lands on the field that is wrong, and hears what is wrong with it."""
    phone = await open_phone()
    for kind, password, field in (("other", PASSWORD, "certificate"), ("good", "x", "password")):
        await phone.send(kind, password, "Envie o certificado A1")
        await phone.page.locator(f"#{field}:focus[aria-invalid=true][aria-describedby^='error ']").wait_for()
