"""A customer sees the generated password on a one-time page."""

import asyncio
import re

from tests.bot.pages.conftest import Pages

SHOWN = re.compile(r'<code class="secret" translate="no">([a-z0-9-]+)</code>')


async def test_opening_shows_no_password(pages: Pages) -> None:
    """The first page explains, has a button, and nothing is made yet."""
    html = (await pages.browser.get(await pages.link("show_password"))).text
    assert (True, None) == ("Mostrar a minha senha" in html, SHOWN.search(html))
    assert "" == (await pages.stored()).password_hash


async def test_shown_password_signs_in(pages_on_both: Pages) -> None:
    """The button shows a password of three groups, whose hash is kept."""
    html = (await pages_on_both.browser.post(await pages_on_both.link("show_password"))).text
    shown = SHOWN.findall(html)
    assert [True] == [await pages_on_both.signs_in_with(password) for password in shown]
    assert re.fullmatch(r"([a-hjkmnp-z2-9]{5}-){2}[a-hjkmnp-z2-9]{5}", shown[0])


async def test_password_is_shown_once(pages: Pages) -> None:
    """Coming back shows no password and changes none."""
    path = await pages.link("show_password")
    shown = SHOWN.findall((await pages.browser.post(path)).text)
    again = await pages.browser.post(path)
    assert (404, []) == (again.status_code, SHOWN.findall(again.text))
    assert await pages.signs_in_with(shown[0])


async def test_one_of_two_at_once_sees_it(pages_on_both: Pages) -> None:
    """Two taps at once: one sees the password that is kept, the other none."""
    path = await pages_on_both.link("show_password")
    answers = await asyncio.gather(pages_on_both.browser.post(path), pages_on_both.browser.post(path))
    shown = [password for answer in answers for password in SHOWN.findall(answer.text)]
    assert [True] == [await pages_on_both.signs_in_with(password) for password in shown]
