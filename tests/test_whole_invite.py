"""A customer registers alone by a reseller's invite, on the page of `bot run` as a phone shows it."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, expect

from tests.newcomer import (
    SMALL_PHONE,
    bot_run,
    create_password,
    link_in,
    open_link,
    opened,
    phone_of,
    picture,
    screen,
    see,
    tap,
    tap_key,
    write,
)

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser's


async def test_invite_on_the_page(browser: Browser, tmp_path: Path) -> None:
    """A customer registers by the invite's link and creates the password; the reseller is told meanwhile."""
    async with bot_run(tmp_path / "data", WHATSAPP_NUMBER="+55 11 91234-5678") as address:
        page = await opened(browser, address, SMALL_PHONE)
        link = await invites(await phone_of(page, "revendedor"))
        password_link = await registers(await phone_of(page, "visitante"), link)
        await expect(page.get_by_test_id("tab-revendedor").locator(".badge")).to_have_text("1")
        password_page = await opened(browser, password_link, SMALL_PHONE)
        await create_password(password_page)
        reseller = await phone_of(page, "revendedor")
        await see(reseller, "se cadastrou pelo seu convite")
        await picture(screen(reseller), "21-news")
        await tap(reseller, "Ver o cliente")
        await see(reseller, "por convite")
        await tap(reseller, "Menu")
        await tap(reseller, "Convites")
        await see(reseller, "1 se cadastrou (de 5)")
        await picture(screen(reseller), "22-invites")


async def invites(phone: Locator) -> str:
    """The reseller makes an invite, and takes a picture of its QR code; gives its link."""
    await phone.get_by_test_id("start").click()
    await tap(phone, "Convites")
    await tap(phone, "Novo convite")
    await see(phone, "O que este convite oferece?")
    await picture(screen(phone), "15-invite-offer")
    await tap(phone, "Emissores Fiscais (3)")
    await tap(phone, "Emissor NF-e")
    await see(phone, "✅")
    await tap(phone, "Avançar")
    await see(phone, "Para quantas pessoas?")
    await tap(phone, "5")
    await tap(phone, "30 dias")
    await see(phone, "convida você a se cadastrar")
    await see(phone, "E agora?")
    await picture(screen(phone), "16-invite-made")
    await tap(phone, "QR code")
    code = phone.get_by_role("img", name="Foto")
    await expect(code).to_have_js_property("complete", value=True)
    await expect(phone.get_by_test_id("inline-button").filter(has_text="QR code")).to_have_count(0)
    await picture(screen(phone), "17-qr")
    return await link_in(phone, "t.me/")


async def registers(phone: Locator, link: str) -> str:
    """The customer registers with three typed messages; gives the link to create the password."""
    await open_link(phone, link)
    await see(phone, "um aviso sobre seus dados")
    await picture(screen(phone), "18-notice")
    await tap(phone, "Concordo e quero começar")
    await see(phone, "Qual é o seu nome?")
    await write(phone, "João da Padaria")
    await see(phone, "Qual é o seu telefone, com DDD?")
    await picture(screen(phone), "19-share-phone")
    await tap_key(phone, "Usar meu telefone")
    await see(phone, "Qual é o seu e-mail?")
    await write(phone, "joao@padaria.example")
    await see(phone, "Qual é o CNPJ da sua empresa")
    await write(phone, "12.345.678/0001-95")
    await see(phone, "O endereço está certo?")
    await tap(phone, "Confirmar endereço")
    await see(phone, "Confira tudo")
    await tap(phone, "Iniciar teste grátis")
    await see(phone, "Bem-vindo!")
    await picture(screen(phone), "20-welcome")
    return await link_in(phone, "/s/")
