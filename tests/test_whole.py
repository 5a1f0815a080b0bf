"""The program as a newcomer meets it: `bot run` without settings, and a browser on the page it prints.

`PICTURES=docs/pictures pytest tests/test_whole*.py` keeps what the page looks like on the way.
"""

from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.newcomer import (
    bot_run,
    create_password,
    exported,
    link_in,
    opened,
    picture,
    screen,
    see,
    tap,
    write,
)

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser's


async def test_registration_on_the_page(browser: Browser, tmp_path: Path) -> None:
    """A newcomer registers a customer on the page, and the customer creates the password by the link."""
    data_dir = tmp_path / "data"
    async with bot_run(data_dir) as address:
        page = await opened(browser, address)
        phone = page.get_by_test_id("phone-revendedor")
        await phone.get_by_test_id("start").click()
        await see(phone, "Agora você atende por")
        await tap(phone, "Novo cadastro")
        await tap(phone, "Emissores Fiscais (3)")
        await tap(phone, "Emissor NF-e")
        await see(phone, "✅")
        await picture(page, "1-plans")
        await tap(phone, "Avançar")
        await see(phone, "pessoa de contato")
        await write(phone, "Maria Souza")
        await see(phone, "telefone, com DDD")
        await write(phone, "(11) 98765-4321")
        await see(phone, "É com ele")
        await write(phone, "maria@padaria.com.br")
        await tap(phone, "O cliente cria pelo link")
        await see(phone, "Qual é o CNPJ")
        await write(phone, "12.345.678/0001-96")
        await see(phone, "Este CNPJ não confere")
        await picture(screen(phone), "2-error")
        await write(phone, "12.345.678/0001-95")
        await see(phone, "O endereço está certo?")
        await picture(screen(phone), "3-address")
        await tap(phone, "Confirmar endereço")
        await see(phone, "Confira tudo")
        await picture(screen(phone), "4-review")
        await tap(phone, "Iniciar teste grátis")
        await see(phone, "E agora?")
        await picture(screen(phone), "5-registered")
        one_time_page = await opened(browser, await link_in(phone, "/s/"), (360, 740))
        await picture(one_time_page, "6-password")
        await create_password(one_time_page)
        customers = await exported(data_dir)
    assert [("maria@padaria.com.br", "12345678000195", "homologacao")] == [
        (customer["email"], customer["tax_id"], customer["environment"]) for customer in customers
    ]
