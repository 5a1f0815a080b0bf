"""The program as a newcomer meets it: `bot run` without settings, and a browser on the page it prints.

`PICTURES=docs/pictures pytest tests/test_whole.py` keeps what the page looks like on the way.
"""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, expect

PICTURES = os.environ.get("PICTURES")
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}


@asynccontextmanager
async def bot_run(data_dir: Path) -> AsyncIterator[str]:
    """`bot run` on a data directory; gives the address it prints, and sees it end well."""
    environment = {**ENVIRONMENT, "DATA_DIR": str(data_dir), "PORT": "0"}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        cwd=data_dir.parent,
    )
    assert process.stdout
    try:
        async with asyncio.timeout(60):
            line = (await process.stdout.readline()).decode()
        yield line.removeprefix("Simulator: ").strip()
    finally:
        process.terminate()
        async with asyncio.timeout(10):
            code = await process.wait()
    assert code == 0


async def exported(data_dir: Path) -> list[dict[str, str]]:
    """The customers, as the command line beside the running bot exports them."""
    environment = {**ENVIRONMENT, "DATA_DIR": str(data_dir)}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "customers", "export", "--reseller", "demo", "--format", "json"),
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        cwd=data_dir.parent,
    )
    out, _ = await process.communicate()
    found: list[dict[str, str]] = json.loads(out)
    return found


async def picture(page: Page, name: str) -> None:
    if PICTURES:
        await page.wait_for_timeout(600)  # animations end
        await page.screenshot(path=f"{PICTURES}/{name}.jpg", type="jpeg", quality=80)


def messages(phone: Locator) -> Locator:
    return phone.get_by_test_id("message")


async def tap(phone: Locator, label: str) -> None:
    await phone.get_by_test_id("inline-button").filter(has_text=label).last.click()


async def write(phone: Locator, text: str) -> None:
    await phone.get_by_test_id("input").fill(text)
    await phone.get_by_test_id("send").click()


async def see(phone: Locator, text: str) -> None:
    await expect(messages(phone).filter(has_text=text).last).to_be_visible(timeout=15_000)


async def test_registration_on_the_page(browser: Browser, tmp_path: Path) -> None:
    """A newcomer registers a customer on the page, and the customer creates the password by the link."""
    data_dir = tmp_path / "data"
    async with bot_run(data_dir) as address:
        page = await browser.new_page(viewport={"width": 1280, "height": 900}, locale="pt-BR")
        await page.goto(address)
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
        await picture(page, "2-error")
        await write(phone, "12.345.678/0001-95")
        await see(phone, "O endereço está certo?")
        await picture(page, "3-address")
        await tap(phone, "Confirmar endereço")
        await see(phone, "Confira tudo")
        await picture(page, "4-review")
        await tap(phone, "Iniciar teste grátis")
        await see(phone, "E agora?")
        await picture(page, "5-registered")
        link = await phone.get_by_role("link", name="/s/").get_attribute("href")
        assert link
        await create_password(browser, link)
        customers = await exported(data_dir)
    assert [("maria@padaria.com.br", "12345678000195", "homologacao")] == [
        (customer["email"], customer["tax_id"], customer["environment"]) for customer in customers
    ]


async def create_password(browser: Browser, link: str) -> None:
    """The customer opens the link on a small phone."""
    page = await browser.new_page(viewport={"width": 360, "height": 740}, locale="pt-BR")
    await page.goto(link)
    await picture(page, "6-password")
    fields = page.locator("input[type=password]")
    await fields.nth(0).fill("girassol azul claro")
    await fields.nth(1).fill("girassol azul claro")
    await page.get_by_role("button").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Senha criada")
