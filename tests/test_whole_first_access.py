"""From the trial to Produção, on the page of `bot run` as a phone shows it, by the customer alone."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, expect

from tests.newcomer import (
    SMALL_PHONE,
    bot_run,
    create_password,
    exported,
    opened,
    phone_of,
    picture,
    screen,
    see,
    tap,
    write,
)
from tests.test_whole_invite import invites, registers

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser's


async def test_first_access_on_the_page(browser: Browser, tmp_path: Path) -> None:
    """The customer sends a logo, says where numbers go on, and asks for Produção; the reseller is told."""
    data_dir = tmp_path / "data"
    async with bot_run(data_dir, WHATSAPP_NUMBER="+55 11 91234-5678") as address:
        page = await opened(browser, address, SMALL_PHONE)
        link = await invites(await phone_of(page, "revendedor"))
        customer = await phone_of(page, "visitante")
        await create_password(await opened(browser, await registers(customer, link), SMALL_PHONE))
        await configures(customer)
        await goes_live(customer)
        reseller = await phone_of(page, "revendedor")
        await see(reseller, "está em Produção: as notas agora têm valor fiscal")
        await tap(reseller, "Ver o cliente")
        await see(reseller, "Ambiente: Produção")
        customers = await exported(data_dir)
    assert ["producao"] == [customer["environment"] for customer in customers]


async def configures(phone: Locator) -> None:
    """The first access, with a photo for a logo."""
    await tap(phone, "Fazer a primeira configuração")
    await see(phone, "O emissor usa estes dados em cada nota")
    await picture(screen(phone), "32-first-access")
    await tap(phone, "Confirmar")
    await see(phone, "Qual é a Inscrição Municipal")
    await tap(phone, "Não tem")
    await see(phone, "Qual é o tipo do certificado")
    await tap(phone, "A3, cartão ou token")
    await see(phone, "Quer o logotipo da empresa nas notas?")
    await phone.get_by_test_id("attach").click()
    await phone.page.get_by_role("menuitem", name="Foto").click()
    await see(phone, "Guardei o logotipo.")
    await picture(screen(phone), "33-logo")
    await tap(phone, "Sim")
    await see(phone, "Qual é a série de NF-e em Produção")
    await tap(phone, "Usar 1")
    await see(phone, "Qual foi o número da última NF-e emitida em Produção")
    await write(phone, "1520")
    await see(phone, "Qual é a série de NF-e em Homologação")
    await tap(phone, "Usar 1")
    await see(phone, "emitida em Homologação")
    await tap(phone, "Ainda não houve")
    await see(phone, "Salvar configuração")
    await picture(screen(phone), "34-first-access-review")


async def goes_live(phone: Locator) -> None:
    """Nothing is missing: Produção, asked for twice."""
    await tap(phone, "Salvar configuração")
    await see(phone, "Está tudo pronto para emitir")
    await picture(screen(phone), "35-ready")
    await tap(phone, "Ir para Produção")
    await see(phone, "a partir do número 1521")
    await picture(screen(phone), "36-production")
    await tap(phone, "Sim, quero Produção")
    await see(phone, "Por aqui não dá para voltar")
    await tap(phone, "Confirmar Produção")
    await see(phone, "Já está em Produção")
    await expect(phone.get_by_test_id("inline-button").filter(has_text="Ir para Produção")).to_have_count(0)
