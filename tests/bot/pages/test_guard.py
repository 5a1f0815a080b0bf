"""What keeps the pages from leaking, from being framed, and from being posted to by others."""

import base64
import hashlib
import logging
import re

import httpx
import pytest
from starlette.applications import Starlette

from bot.db.database import Database
from tests.bot.pages.conftest import FORM, GOOD, Pages
from tests.kit.certificates import PASSWORD, pfx


@pytest.mark.parametrize("path", ["", "/s/unknown"])
async def test_every_page_is_closed(pages: Pages, path: str) -> None:
    """A good page and a gone one carry the same strict headers."""
    headers = (await pages.browser.get(path or await pages.link())).headers
    wanted = {
        "referrer-policy": "no-referrer",
        "x-robots-tag": "noindex, nofollow",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
    }
    assert wanted == {name: headers[name] for name in wanted}


async def test_policy_allows_one_style_and_nothing_else(pages: Pages) -> None:
    """The policy lets in the style the page really has, by its hash, and no script."""
    answer = await pages.browser.get(await pages.link())
    style = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ) == answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://bot.example"}, 200),
        ({"origin": "null"}, 200),
        ({"origin": "https://evil.example"}, 403),
    ],
)
async def test_only_our_form_may_post(pages: Pages, headers: dict[str, str], status: int) -> None:
    """A form on somebody else's page creates no password."""
    answer = await pages.browser.post(await pages.link(), data=FORM, headers=headers)
    assert (status, status == 200) == (answer.status_code, await pages.signs_in_with(GOOD))


async def test_neither_password_nor_token_is_logged(
    pages: Pages, sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Even with every statement logged, the log tells neither, nor the hash."""
    path = await pages.link()
    caplog.set_level(logging.ERROR, "httpx")  # the test's own browser
    caplog.set_level(logging.INFO, "sqlalchemy")
    talkative = Database(sqlite_url)
    app = Starlette(routes=pages.routes(talkative))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="https://bot.example"
    ) as browser:
        assert 200 == (await browser.post(path, data=FORM)).status_code
    await talkative.close()
    secrets = [GOOD, path.removeprefix("/s/"), (await pages.stored()).password_hash]
    assert "UPDATE customers SET password_hash" in caplog.text
    assert [] == [secret for secret in secrets if secret in caplog.text]


async def test_nothing_of_a_certificate_is_logged(
    pages: Pages, sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Even with every statement logged: neither its password nor whose it is."""
    path = await pages.certificate()
    caplog.set_level(logging.ERROR, "httpx")  # the test's own browser
    caplog.set_level(logging.INFO, "sqlalchemy")
    talkative = Database(sqlite_url)
    app = Starlette(routes=pages.routes(talkative))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="https://bot.example"
    ) as browser:
        files = {"certificate": ("padaria.pfx", pfx())}
        assert 200 == (await browser.post(path, data={"password": PASSWORD}, files=files)).status_code
    await talkative.close()
    secrets = [PASSWORD, path.removeprefix("/s/"), "PADARIA PAO QUENTE LTDA"]
    assert "INSERT INTO certificates" in caplog.text
    assert [] == [secret for secret in secrets if secret in caplog.text]


async def test_database_out_of_reach_asks_for_patience(pages: Pages) -> None:
    """The page says that it is our problem and to come back."""
    database = Database("postgresql://nobody@127.0.0.1:1/none")
    app = Starlette(routes=pages.routes(database))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="https://bot.example"
    ) as browser:
        answer = await browser.get("/s/token")
    await database.close()
    assert (503, True) == (answer.status_code, "Tente de novo daqui a pouco" in answer.text)
