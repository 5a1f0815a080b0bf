"""A reseller sends a customer's certificate, from the chat to the page and back, on the page of `bot run`."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from bot.db.clock import utc_now
from tests.kit.certificates import PASSWORD, Sample, company
from tests.newcomer import SMALL_PHONE, bot_run, link_in, opened, phone_of, picture, screen, see, tap, write
from tests.shop import open_shop

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser's
BAKERY, OTHER = "99000311000118", "99000309000149"


def pfx(name: str, tax_id: str) -> bytes:
    """A certificate that is good today."""
    now = utc_now()
    since, until = now - timedelta(days=3), now + timedelta(days=362)
    return Sample(common=f"{name}:{tax_id}", fields=company(tax_id), since=since, until=until).file()


async def send(page: Page, file: bytes, heading: str) -> None:
    """Sends a file by the page, and waits for what it says."""
    chosen = {"name": "certificado.pfx", "mimeType": "application/x-pkcs12", "buffer": file}
    await page.get_by_label("Arquivo do certificado").set_input_files(chosen)
    await page.get_by_label("Senha do certificado").fill(PASSWORD)
    await page.get_by_role("button", name="Enviar certificado").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(heading)


async def test_certificate_on_the_page(browser: Browser, tmp_path: Path) -> None:
    """The link from the chat, a file of another company, the right one, and the news in the chat."""
    data_dir = tmp_path / "data"
    await open_shop(data_dir)
    async with bot_run(data_dir) as address:
        page = await opened(browser, address)
        phone = await phone_of(page, "revendedor")
        await phone.get_by_test_id("start").click()
        await tap(phone, "Clientes")
        await write(phone, "sol nascente")
        await tap(phone, "1. Padaria Sol Nascente")
        await tap(phone, "Certificado digital")
        await see(phone, "Qual é o tipo do certificado?")
        await tap(phone, "Enviar o A1")
        await see(phone, "E agora?")
        await picture(screen(phone), "29-certificate")
        one_time_page = await opened(browser, await link_in(phone, "/s/"), SMALL_PHONE)
        await send(one_time_page, pfx("PADARIA NOVA ALIANCA LTDA", OTHER), "Envie o certificado A1")
        await expect(
            one_time_page.get_by_text("Este certificado é de PADARIA NOVA ALIANCA LTDA")
        ).to_be_visible()
        await picture(one_time_page, "30-certificate-page")
        await send(one_time_page, pfx("PADARIA SOL NASCENTE LTDA", BAKERY), "Certificado guardado")
        await see(phone, "foi enviado e está guardado")
        await tap(phone, "Ver o certificado")
        await see(phone, "Titular: PADARIA SOL NASCENTE LTDA")
        await picture(screen(phone), "31-certificate-kept")
