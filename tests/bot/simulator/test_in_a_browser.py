"""The page as people use it, in Chromium, with a small bot on the other side."""

import re
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route

from bot.simulator.app import simulator_app
from bot.simulator.phone import Phone
from bot.simulator.registers.app import registers_app
from bot.simulator.world import World
from tests.bot.simulator.conftest import Clock
from tests.bot.simulator.small_bot import small_bot
from tests.serving import serving

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
NAMELESS = """[...document.querySelectorAll('button, input, textarea, a')].filter(
    (e) => e.checkVisibility() && !(e.ariaLabel || e.textContent.trim() || e.labels?.length)).length"""


pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser's
fixture = pytest_asyncio.fixture(loop_scope="session")


@fixture
async def world(clock: Clock) -> AsyncIterator[World]:
    async with World(clock=clock) as world:
        yield world


@fixture
async def url(world: World) -> AsyncIterator[str]:
    async with serving(simulator_app(world)) as url:
        yield url
        await world.close()


@fixture
async def page(browser: Browser, world: World, ana: Phone, url: str) -> AsyncIterator[Page]:
    """The page with two phones on a desk."""
    ana.start_payload = "r_abc"
    world.add_phone("Visitante", first_name="João", phone_number="+5521912345678")
    async with small_bot(world, url):
        page = await browser.new_page(viewport={"width": 1280, "height": 900}, locale="pt-BR")
        page.set_default_timeout(5000)
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        await page.goto(f"{url}/")
        yield page
        await page.close()
        assert [] == errors


@fixture
async def phone(page: Page) -> Locator:
    return page.get_by_test_id("phone-revendedora")


@fixture
async def talk(phone: Locator) -> Locator:
    """Ana's phone after "Iniciar" was answered."""
    await phone.get_by_test_id("start").click()
    await phone.get_by_text("Olá, Ana!").wait_for()
    return phone


async def say(phone: Locator, text: str) -> None:
    await phone.get_by_test_id("input").fill(text)
    await phone.get_by_test_id("send").click()


async def texts(phone: Locator) -> list[str]:
    return await phone.get_by_test_id("text").all_inner_texts()


async def test_start_sends_the_payload(talk: Locator) -> None:
    """The button "Iniciar" tells the bot what the phone's link carries; bold text is bold."""
    assert (["/start", "Olá, Ana! r_abc"], ["Ana"]) == (
        await texts(talk),
        await talk.locator("strong", has_text=re.compile("^Ana$")).all_inner_texts(),
    )


async def test_tap_edits_in_place_and_shows_a_toast(talk: Locator) -> None:
    """A tapped message changes where it is, says so, and loses its buttons; the toast shows."""
    await talk.get_by_role("button", name="Avançar").click()
    await expect(talk.get_by_test_id("toast")).to_have_text("Feito")
    await expect(talk.get_by_test_id("message").last).to_contain_text("Recebi go")
    await expect(talk.get_by_test_id("message").last).to_contain_text("editada")
    await expect(talk.get_by_test_id("inline-button")).to_have_count(0)
    assert 2 == await talk.get_by_test_id("message").count()


async def test_alert_waits_for_ok(page: Page, talk: Locator) -> None:
    """An alert stays until it is read."""
    await talk.get_by_role("button", name="Avisar").click()
    alert = page.get_by_test_id("alert")
    await expect(alert).to_contain_text("Cuidado!")
    await alert.get_by_role("button", name="OK").click()
    await expect(alert).to_have_count(0)


async def test_deletion_leaves_a_trace_that_names_nothing(page: Page, talk: Locator) -> None:
    """A deleted message fades out; what stays says only that one was there."""
    await say(talk, "minha senha")
    await expect(talk.get_by_test_id("trace")).to_have_text("mensagem apagada")
    await expect(talk.get_by_text("Apaguei.")).to_be_visible()
    assert "minha senha" not in await page.content()


async def test_reply_keyboard_shares_the_contact(talk: Locator) -> None:
    """The key below the input sends the owner's card, and the keyboard goes when the bot says so."""
    await say(talk, "/contato")
    await talk.get_by_test_id("reply-button").click()
    await expect(talk.get_by_test_id("message").last).to_contain_text("Ana: +5511987654321")
    await expect(talk.get_by_test_id("keyboard")).to_be_hidden()


async def test_other_contact_is_attached(page: Page, talk: Locator) -> None:
    """The attach menu sends a card from the address book, with the name and number typed."""
    await talk.get_by_test_id("attach").click()
    await talk.get_by_role("menuitem", name="Contato", exact=True).click()
    card = page.get_by_test_id("contact-dialog")
    await card.get_by_label("Nome").fill("Bia Reis")
    await card.get_by_label("Telefone").fill("+5511911112222")
    await card.get_by_role("button", name="Enviar").click()
    await expect(talk.get_by_test_id("message").last).to_contain_text("Bia: +5511911112222")


async def test_photo_is_seen(talk: Locator) -> None:
    """A photo from the attach menu is drawn, not broken."""
    await talk.get_by_test_id("attach").click()
    await talk.get_by_role("menuitem", name="Foto").click()
    await expect(talk.get_by_alt_text("Foto")).to_have_js_property("naturalWidth", 320)


async def test_enter_sends_and_shift_enter_breaks_the_line(talk: Locator) -> None:
    """Writing works as in a messenger on a desk."""
    box = talk.get_by_test_id("input")
    await box.press_sequentially("/eco um")
    await box.press("Shift+Enter")
    await box.press_sequentially("dois")
    await box.press("Enter")
    await expect(talk.get_by_test_id("text").last).to_have_text("um\ndois")
    await expect(box).to_have_value("")


async def test_markup_is_shown_as_text(page: Page, talk: Locator, world: World) -> None:
    """Nothing that anybody writes runs or becomes an element."""
    await say(talk, "/eco <img src=x onerror=alert(1)>")
    await expect(talk.get_by_test_id("text").last).to_have_text("<img src=x onerror=alert(1)>")
    assert 0 == await page.locator("img").count()


async def test_link_in_a_bubble_opens_on_this_phone(talk: Locator) -> None:
    """A link to the bot delivers its payload here; another one is left to the browser."""
    await say(talk, "/eco t.me/cadastro_simulado_bot?start=c_1 https://a.br/x")
    await talk.get_by_role("link", name="t.me/").last.click()
    await expect(talk.get_by_test_id("text").last).to_have_text("Olá, Ana! c_1")
    other = talk.get_by_role("link", name="https://a.br/x").last
    assert ("_blank", "noopener noreferrer") == (
        await other.get_attribute("target"),
        await other.get_attribute("rel"),
    )


async def test_pasted_link_opens(page: Page) -> None:
    """A link that the command line printed is pasted beside the phone it is for."""
    visitor = page.get_by_test_id("phone-visitante")
    await visitor.get_by_test_id("open-link").fill("https://t.me/cadastro_simulado_bot?start=r_9")
    await visitor.get_by_test_id("open-link-go").click()
    await expect(visitor.get_by_test_id("text").last).to_have_text("Olá, Ana! r_9")


async def test_strange_link_is_refused(page: Page) -> None:
    """A link to another bot says that it is none of this one's."""
    visitor = page.get_by_test_id("phone-visitante")
    await visitor.get_by_test_id("open-link").fill("https://t.me/outro_bot?start=r_9")
    await visitor.get_by_test_id("open-link-go").click()
    await expect(visitor.get_by_test_id("toast")).to_have_text("Este link não é deste bot.")


async def test_menu_sends_a_command(talk: Locator, world: World) -> None:
    """The menu button has the bot's commands."""
    world.profile["commands"] = {"default|": [{"command": "start", "description": "Começar"}]}
    world.changed()
    await talk.get_by_test_id("menu").click()
    await talk.get_by_role("menuitem", name="Começar /start").click()
    await expect(talk.get_by_test_id("text").last).to_have_text("Olá, Ana!")


async def test_copy_button_copies(page: Page, talk: Locator, ana: Phone, world: World) -> None:
    """A button with a text to copy puts it into the clipboard, and the bot hears nothing."""
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    assert ana.chat is not None
    key = {"text": "Copiar", "copy_text": {"text": "https://a.br/s/1"}}
    world.said_by_bot(ana.chat, {"text": "O link"}, {"inline_keyboard": [[key]]})
    await talk.get_by_role("button", name="Copiar").click()
    await expect(talk.get_by_test_id("toast")).to_have_text("Copiado.")
    assert "https://a.br/s/1" == await page.evaluate("navigator.clipboard.readText()")


async def test_blocking_is_undone_by_one_button(talk: Locator, ana: Phone) -> None:
    """A blocked bot's chat offers nothing but to unblock it."""
    await talk.get_by_role("button", name="Mais opções").click()
    await talk.get_by_role("menuitem", name="Bloquear o bot").click()
    await talk.get_by_test_id("unblock").click()
    await expect(talk.get_by_test_id("input")).to_be_visible()
    assert ana.chat is not None
    assert not ana.chat.blocked


async def test_long_chat_stays_at_its_end(talk: Locator, ana: Phone, world: World) -> None:
    """The newest message is in view, unless the reader is further up: then a button leads down."""
    assert ana.chat is not None
    for number in range(40):
        world.said_by_bot(ana.chat, {"text": f"mensagem {number}"})
    await expect(talk.get_by_text("mensagem 39")).to_be_in_viewport()
    await talk.get_by_test_id("log").evaluate("(log) => { log.scrollTop = 0; }")
    await expect(talk.get_by_role("button", name="Ir para o fim")).to_be_visible()
    world.said_by_bot(ana.chat, {"text": "a nova"})
    await expect(talk.get_by_text("a nova")).not_to_be_in_viewport()
    await talk.get_by_role("button", name="Ir para o fim").click()
    await expect(talk.get_by_text("a nova")).to_be_in_viewport()


async def test_small_screen_shows_one_phone(page: Page, ana: Phone, talk: Locator, world: World) -> None:
    """At 360 pixels there is one phone, a switcher that counts what came on the other, and no side scroll."""
    await page.set_viewport_size({"width": 360, "height": 700})
    await page.get_by_test_id("tab-visitante").click()
    await expect(talk).to_be_hidden()
    assert ana.chat is not None
    world.said_by_bot(ana.chat, {"text": "palavra" * 60})
    await expect(page.get_by_test_id("tab-revendedora")).to_have_text("Revendedora1")
    await page.get_by_test_id("tab-revendedora").click()
    await expect(talk.get_by_text("palavra")).to_be_in_viewport()
    assert 0 == await page.evaluate(OVERFLOW)


async def test_everything_to_use_has_a_name(page: Page, talk: Locator) -> None:
    """A screen reader can say what each button and field is."""
    await say(talk, "/contato")
    await talk.get_by_test_id("reply-button").wait_for()
    await talk.get_by_test_id("attach").click()
    assert 0 == await page.evaluate(NAMELESS)


async def test_no_samples_no_strip(page: Page, talk: Locator) -> None:
    """Without the sample registers there is no strip."""
    await expect(page.get_by_test_id("samples")).to_be_hidden()


async def test_sample_goes_into_the_phone_in_use(browser: Browser, world: World, ana: Phone) -> None:
    """A tapped sample is written where one was writing."""

    async def samples(_: object) -> JSONResponse:
        return JSONResponse([{"value": "12.345.678/0001-95", "label": "Padaria"}])

    routes = [Route("/registers/samples", samples), Mount("/", simulator_app(world))]
    await ana.type("oi")
    await world.add_phone("Visitante", first_name="João").type("oi")
    async with serving(Starlette(routes=routes)) as url:
        page = await browser.new_page()
        await page.goto(url)
        await page.get_by_test_id("phone-visitante").get_by_test_id("input").click()
        await page.get_by_test_id("sample").click()
        await expect(page.get_by_test_id("phone-visitante").get_by_test_id("input")).to_have_value(
            "12.345.678/0001-95"
        )
        await world.close()


async def test_sample_has_a_certificate_to_download(browser: Browser, world: World) -> None:
    """Where it is one of somebody who can have one."""
    async with serving(
        Starlette(routes=[Mount("/registers", registers_app()), Mount("/", simulator_app(world))])
    ) as url:
        page = await browser.new_page()
        await page.goto(url)
        async with page.expect_download() as download:
            await page.get_by_test_id("sample-certificate").first.click()
        assert "certificado-12345678000195.pfx" == (await download.value).suggested_filename
        await world.close()


async def test_page_comes_back_after_a_restart(browser: Browser) -> None:
    """When the program is started anew, the open page finds it again and shows what is there now."""
    async with World() as before:
        await before.add_phone("Ana", first_name="Ana").type("antes")
        async with serving(simulator_app(before)) as url:
            page = await browser.new_page()
            await page.goto(url)
            await page.get_by_text("antes").wait_for()
            await before.close()
    await expect(page.get_by_test_id("offline")).to_be_visible()
    async with World() as after:
        await after.add_phone("Ana", first_name="Ana").type("depois")
        async with serving(simulator_app(after), urlsplit(url).port or 0):
            await expect(page.get_by_test_id("text")).to_have_text(["depois"])
            await expect(page.get_by_test_id("offline")).to_be_hidden()
            await after.close()
