"""A reseller lets a colleague in and takes them out again, on the page of `bot run`."""

from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.newcomer import bot_run, link_in, open_link, opened, phone_of, picture, screen, see, tap, write
from tests.shop import open_shop

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser's

TALL = (1280, 1500)


async def test_team_on_the_page(browser: Browser, tmp_path: Path) -> None:
    """The visitor becomes a colleague by the link, suspends a customer, and is taken out of the team."""
    data_dir = tmp_path / "data"
    await open_shop(data_dir)
    async with bot_run(data_dir) as address:
        page = await opened(browser, address, TALL)
        ana = await phone_of(page, "revendedor")
        await ana.get_by_test_id("start").click()
        await tap(ana, "Equipe")
        await tap(ana, "Convidar colega")
        await see(ana, "E agora?")
        await picture(screen(ana), "43-team")
        link = await link_in(ana, "start=r_")
        rui = await phone_of(page, "visitante")
        await open_link(rui, link)
        await see(rui, "Agora você atende por")
        await tap(rui, "Clientes")
        await tap(rui, "1. Padaria Sol Nascente")
        await tap(rui, "Suspender")
        await see(rui, "suspenso por")
        await picture(screen(rui), "44-history")
        await tap(ana, "Ver a equipe")
        await see(ana, "2. ")
        await tap(ana, "2. ")
        await tap(ana, "Tirar da equipe")
        await tap(ana, "Sim, tirar")
        await see(rui, "Você não atende mais por")
        await write(rui, "padaria")
        await see(rui, "por um link de convite que cada um recebe")
