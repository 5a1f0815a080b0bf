"""A reseller with some weeks of customers, on the page of `bot run`."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.newcomer import (
    SMALL_PHONE,
    bot_run,
    exported,
    link_in,
    opened,
    phone_of,
    picture,
    screen,
    see,
    tap,
    write,
)
from tests.shop import open_shop

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser's
TALL = (1280, 1620)  # a whole page of the list is seen at once


async def test_customers_on_the_page(browser: Browser, tmp_path: Path) -> None:
    """A reseller finds a customer among many, corrects it, and enters its emitter."""
    data_dir = tmp_path / "data"
    await open_shop(data_dir)
    async with bot_run(data_dir) as address:
        page = await opened(browser, address, TALL)
        phone = await phone_of(page, "revendedor")
        await phone.get_by_test_id("start").click()
        await tap(phone, "Clientes")
        await see(phone, "8. Papelaria Aurora")
        await picture(screen(phone), "7-customers")
        await page.set_viewport_size({"width": 1280, "height": 900})
        await tap(phone, "Filtrar")
        await see(phone, "Quais clientes você quer ver?")
        await picture(screen(phone), "8-filters")
        await tap(phone, "Senha pendente")
        await see(phone, "Filtro: Senha pendente")
        await tap(phone, "Limpar")
        await see(phone, "8. Papelaria Aurora")
        await write(phone, "padaria")
        await see(phone, "Procura: “padaria”")
        await picture(screen(phone), "9-search")
        await tap(phone, "1. Padaria Sol Nascente")
        await see(phone, "O que você quer fazer?")
        await page.set_viewport_size({"width": 1280, "height": 1460})
        await picture(screen(phone), "10-customer")
        await page.set_viewport_size({"width": 1280, "height": 900})
        await tap(phone, "Corrigir Contato e acesso")
        await see(phone, "O que você quer corrigir?")
        await picture(screen(phone), "11-correct")
        await tap(phone, "Telefone")
        await see(phone, "Agora está: (11) 98700-1234")
        await write(phone, "(11) 98765-4321")
        await see(phone, "Correção feita.")
        await tap(phone, "Acessar")
        await see(phone, "O link vale 10 minutos")
        await picture(screen(phone), "12-access")
        one_time_page = await opened(browser, await link_in(phone, "/s/"), SMALL_PHONE)
        await picture(one_time_page, "13-enter")
        await one_time_page.get_by_role("button", name="Entrar no emissor").click()
        await expect(one_time_page.get_by_role("heading", level=1)).to_have_text("Padaria Sol Nascente Ltda")
        await picture(one_time_page, "14-emitter")
        customers = await exported(data_dir)
    assert ["+5511987654321"] == [c["phone"] for c in customers if c["trade_name"] == "Padaria Sol Nascente"]
