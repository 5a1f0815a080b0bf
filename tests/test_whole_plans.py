"""A reseller who changes what it sells, on the page of `bot run`."""

from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.newcomer import bot_run, opened, phone_of, picture, screen, see, tap, write

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser's

TALL = (1280, 1300)


async def test_plans_on_the_page(browser: Browser, tmp_path: Path) -> None:
    """A reseller makes a plan with a price typed wrong at first, hides it, and it is sold no more."""
    async with bot_run(tmp_path / "data") as address:
        phone = await phone_of(await opened(browser, address, TALL), "revendedor")
        await phone.get_by_test_id("start").click()
        await tap(phone, "Planos")
        await see(phone, "Toque em uma categoria")
        await picture(screen(phone), "40-plans")
        await tap(phone, "Novo plano")
        await see(phone, "Em qual categoria")
        await tap(phone, "Emissores Fiscais")
        await see(phone, "Como se chama o plano?")
        await write(phone, "Emissor Completo")
        await tap(phone, "NF-e")
        await see(phone, "✅ NF-e")
        await tap(phone, "Avançar")
        await see(phone, "Quanto custa por mês")
        await write(phone, "1e9")
        await see(phone, "Não entendi o preço")
        await picture(screen(phone), "41-plan-price")
        await write(phone, "R$ 1.049,90")
        await tap(phone, "15 dias")
        await see(phone, "Plano criado e já à venda.")
        await picture(screen(phone), "42-plan")
        await tap(phone, "Ocultar")
        await see(phone, "oculto, não é oferecido a ninguém")
        await tap(phone, "Ver a categoria")
        await see(phone, "oculto · R$ 1.049,90 por mês")
