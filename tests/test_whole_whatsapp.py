"""A customer registers alone on WhatsApp by a reseller's invite, on the page of `bot run` on a phone."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator

from tests.newcomer import (
    SMALL_PHONE,
    bot_run,
    create_password,
    exported,
    link_in,
    open_link,
    opened,
    phone_of,
    pick,
    picture,
    screen,
    see,
    tap,
    write,
)

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser's


async def test_invite_on_whatsapp(browser: Browser, tmp_path: Path) -> None:
    """The reseller is let in and invites on WhatsApp, the customer registers there, the reseller is told."""
    data_dir = tmp_path / "data"
    async with bot_run(data_dir, WHATSAPP_RATE="100000", WHATSAPP_CHAT_RATE="100000") as address:
        page = await opened(browser, address, SMALL_PHONE)
        link = await invites(await phone_of(page, "revendedor", on_whatsapp=True))
        password_link = await registers(await phone_of(page, "visitante", on_whatsapp=True), link)
        await create_password(await opened(browser, password_link, SMALL_PHONE))
        reseller = await phone_of(page, "revendedor", on_whatsapp=True)
        await see(reseller, "se cadastrou pelo seu convite")
        await picture(screen(reseller), "28-whatsapp-news")
        (customer,) = await exported(data_dir)
    assert ("joao@padaria.example", "12345678000195") == (customer["email"], customer["tax_id"])


async def invites(phone: Locator) -> str:
    """The reseller is let in by the link's words, and makes an invite; gives its link."""
    await phone.get_by_test_id("start").click()
    await see(phone, "O que você quer fazer?")
    await picture(screen(phone), "23-whatsapp-menu")
    await pick(phone, "Convites")
    await tap(phone, "Novo convite")
    await see(phone, "O que este convite oferece?")
    await pick(phone, "Emissores Fiscais (3)")
    await see(phone, "Avançar")
    await pick(phone, "Emissor NF-e")
    await see(phone, "Escolhidos até agora: Emissor NF-e")
    await pick(phone, "Avançar")
    await see(phone, "Para quantas pessoas?")
    await pick(phone, "5")
    await see(phone, "Até quando vale?")
    await pick(phone, "30 dias")
    await see(phone, "convida você a se cadastrar")
    return await link_in(phone, "wa.me/")


async def registers(phone: Locator, link: str) -> str:
    """The customer registers with three typed messages; gives the link to create the password."""
    await open_link(phone, link)
    await see(phone, "um aviso sobre seus dados")
    await picture(screen(phone), "24-whatsapp-notice")
    await pick(phone, "Concordo e quero começar")
    await see(phone, "Qual é o seu nome?")
    await write(phone, "João da Padaria")
    await see(phone, "Qual é o seu telefone, com DDD?")
    await tap(phone, "Usar meu telefone")
    await see(phone, "Qual é o seu e-mail?")
    await write(phone, "joao@padaria.example")
    await see(phone, "Qual é o CNPJ da sua empresa")
    await write(phone, "12.345.678/0001-95")
    await see(phone, "O endereço está certo?")
    await picture(screen(phone), "26-whatsapp-address")
    await phone.get_by_test_id("list-button").last.click()
    await picture(screen(phone), "25-whatsapp-list")
    await phone.get_by_test_id("row").filter(has_text="Confirmar endereço").click()
    await see(phone, "Confira tudo")
    await pick(phone, "Iniciar teste grátis")
    await see(phone, "Bem-vindo!")
    await picture(screen(phone), "27-whatsapp-welcome")
    return await link_in(phone, "/s/")
