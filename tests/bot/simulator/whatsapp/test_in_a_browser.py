"""WhatsApp on the page as people use it, in Chromium, with a small bot on the other side."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from bot.simulator.app import simulator_app
from bot.simulator.files import sample_photo
from bot.simulator.whatsapp.phone import WhatsAppPhone
from bot.simulator.whatsapp.world import WhatsAppWorld
from bot.simulator.world import World
from tests.bot.simulator.conftest import Clock
from tests.bot.simulator.test_in_a_browser import NAMELESS, OVERFLOW, say
from tests.bot.simulator.whatsapp.small_bot import small_bot
from tests.serving import serving

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser's
fixture = pytest_asyncio.fixture(loop_scope="session")


@fixture
async def telegram(clock: Clock) -> AsyncIterator[World]:
    async with World(clock=clock) as world:
        world.whatsapp = WhatsAppWorld(clock=clock, signal=world.signal)
        for title, name, number in (
            ("Revendedora", "Ana", "+5511987654321"),
            ("Visitante", "João", "+5521991234567"),
        ):
            world.add_phone(title, first_name=name, phone_number=number)
            world.whatsapp.add_phone(title, first_name=name, phone_number=number)
        yield world


@fixture
async def world(telegram: World) -> WhatsAppWorld:
    assert telegram.whatsapp
    return telegram.whatsapp


@fixture
async def ana(world: WhatsAppWorld) -> WhatsAppPhone:
    return world.phones[0]


@fixture
async def page(browser: Browser, telegram: World, world: WhatsAppWorld) -> AsyncIterator[Page]:
    """The page on a desk, with two people who have both messengers."""
    async with serving(simulator_app(telegram)) as url, small_bot(world, url) as bot:
        await world.deliver_to(bot.url)
        page = await browser.new_page(viewport={"width": 1280, "height": 900}, locale="pt-BR")
        page.set_default_timeout(5000)
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        await page.goto(url)
        yield page
        await page.close()
        await telegram.close()
        assert [] == errors


@fixture
async def phone(page: Page) -> Locator:
    """Ana's WhatsApp, which is looked at."""
    await page.get_by_test_id("channel-revendedora-whatsapp").click()
    return page.get_by_test_id("phone-revendedora-whatsapp")


async def test_first_words_start_the_chat(phone: Locator, ana: WhatsAppPhone) -> None:
    """An empty chat offers to send the words one came with."""
    ana.first_words = "Quero entrar: r_abc"
    ana.world.changed()
    await expect(phone.get_by_test_id("about")).to_contain_text("Quero entrar: r_abc")
    await phone.get_by_test_id("start").click()
    await expect(phone.get_by_test_id("text")).to_have_text(
        ["Quero entrar: r_abc", "eco: Quero entrar: r_abc"]
    )


async def test_button_below_the_bubble_answers(phone: Locator) -> None:
    """A tapped button comes back as a message that quotes what it answers."""
    await say(phone, "botões")
    await phone.get_by_role("button", name="Avançar").click()
    await expect(phone.get_by_test_id("text").last).to_have_text("toque: go")
    await expect(phone.get_by_test_id("message").nth(-2)).to_contain_text("Vamos?Avançar")


async def test_list_opens_as_a_sheet(phone: Locator) -> None:
    """The button of a list opens its rows with their descriptions; a row answers and closes them."""
    await say(phone, "lista")
    await phone.get_by_test_id("list-button").click()
    rows = phone.get_by_test_id("row")
    await expect(rows).to_have_text(
        ["Emissor NF-e", "Emissor de notas fisca…Emissor de notas fiscais ao consumidor"]
    )
    await rows.last.click()
    await expect(phone.get_by_test_id("sheet")).to_have_count(0)
    await expect(phone.get_by_test_id("text").last).to_have_text("toque: 2")


async def test_list_by_keyboard(page: Page, phone: Locator) -> None:
    """Arrows move among the rows, Enter takes one, Escape gives the focus back to the list's button."""
    await say(phone, "lista")
    opener = phone.get_by_test_id("list-button")
    await opener.press("Enter")
    await expect(phone.get_by_test_id("row").first).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(opener).to_be_focused()
    await opener.press("Enter")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(phone.get_by_test_id("text").last).to_have_text("toque: 2")


async def test_behind_a_list_nothing_can_be_reached(page: Page, phone: Locator) -> None:
    """While a list is open, what lies behind it takes no focus."""
    await say(phone, "lista")
    await phone.get_by_test_id("list-button").click()
    behind = "document.querySelector('#phone-revendedora-whatsapp .composer').inert"
    assert await page.evaluate(behind)


async def test_link_button_leads_out(phone: Locator) -> None:
    """A link button is a link of its own window."""
    await say(phone, "link")
    button = phone.get_by_role("link", name="Abrir")
    await button.wait_for()
    assert ("https://a.br/s/1", "_blank") == (
        await button.get_attribute("href"),
        await button.get_attribute("target"),
    )


async def test_marks_are_shown(phone: Locator) -> None:
    """Stars are bold, underscores italic and backticks code; within a word or a token they are nothing."""
    await say(phone, "*Olá* _você_ ~não~ `x` a*b*c r_abc_d")
    await phone.get_by_text("eco:").wait_for()
    said = phone.get_by_test_id("text").last
    assert (["Olá"], ["você"], ["não"], ["x"], "eco: Olá você não x a*b*c r_abc_d") == (
        await said.locator("strong").all_inner_texts(),
        await said.locator("em").all_inner_texts(),
        await said.locator("s").all_inner_texts(),
        await said.locator("code").all_inner_texts(),
        await said.inner_text(),
    )


async def test_markup_is_shown_as_text(page: Page, phone: Locator) -> None:
    """Nothing that anybody writes runs or becomes an element."""
    await say(phone, "<img src=x onerror=alert(1)>")
    await expect(phone.get_by_test_id("text").last).to_have_text("eco: <img src=x onerror=alert(1)>")
    assert 0 == await page.locator("img").count()


async def test_picture_is_seen(phone: Locator, ana: WhatsAppPhone) -> None:
    """A picture that the bot sends is drawn, not broken."""
    await ana.type("oi")
    medium = ana.world.media.put(sample_photo(), "image/png", "qr.png")
    ana.world.said_by_bot(ana.chat, "image", {"id": medium.id, "mime_type": "image/png"})
    await expect(phone.get_by_alt_text("Foto")).to_have_js_property("naturalWidth", 320)


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ("Meu contato", "contacts"),
        ("Foto", "image"),
        ("Figurinha", "sticker"),
        ("Documento", "document"),
        ("Áudio", "audio"),
        ("Localização", "location"),
    ],
)
async def test_attachments_go_out(phone: Locator, ana: WhatsAppPhone, item: str, kind: str) -> None:
    """Each entry of the attach menu sends its kind."""
    await phone.get_by_test_id("attach").click()
    await phone.get_by_role("menuitem", name=item, exact=True).click()
    await phone.get_by_test_id("message").wait_for()
    assert [kind] == [message.kind for message in ana.messages]


async def test_ticks_tell_when_the_bot_has_read(phone: Locator) -> None:
    """What the bot marked as read has blue ticks, and the bot is seen typing."""
    await say(phone, "espere")
    await expect(phone.get_by_role("img", name="lida")).to_be_visible()
    await expect(phone.get_by_test_id("status")).to_have_text("digitando")


async def test_looking_is_reading(phone: Locator, ana: WhatsAppPhone) -> None:
    """What stands before the reader's eyes is read, and the bot's messages say so."""
    await say(phone, "oi")
    await phone.get_by_text("eco: oi").wait_for()
    await ana.wait(lambda: ana.last.status == "read")


async def test_message_is_taken_back(phone: Locator, page: Page) -> None:
    """One's own message can be deleted for everybody, by keyboard too; its trace names nothing."""
    await say(phone, "espere")
    await phone.get_by_test_id("more").press("Enter")
    await page.keyboard.press("Enter")
    await expect(phone.get_by_test_id("trace")).to_have_text("mensagem apagada")
    assert "espere" not in await phone.inner_text()


async def test_reaction_is_shown(phone: Locator) -> None:
    """An emoji put on a message of the bot hangs at it."""
    await say(phone, "oi")
    await phone.get_by_text("eco: oi").hover()
    await phone.get_by_test_id("more").last.click()
    await phone.get_by_role("menuitem", name="👍").click()
    await expect(phone.get_by_test_id("reaction")).to_have_text("👍")


async def test_link_opens_on_the_messenger_it_is_for(page: Page, phone: Locator, telegram: World) -> None:
    """A link to the number, met on Telegram, turns to the same person's WhatsApp and sends its text."""
    await page.get_by_test_id("channel-revendedora").click()
    other = page.get_by_test_id("phone-revendedora")
    await other.get_by_test_id("open-link").fill("https://wa.me/5511912345678?text=Meu%20convite%20c_1")
    await other.get_by_test_id("open-link-go").click()
    await expect(other).to_be_hidden()
    await expect(phone.get_by_test_id("text").last).to_have_text("eco: Meu convite c_1")


async def test_link_in_a_bubble_leads_to_telegram(page: Page, phone: Locator, telegram: World) -> None:
    """A link to the bot, tapped in a bubble on WhatsApp, turns to the same person's Telegram."""
    await say(phone, "t.me/cadastro_simulado_bot?start=c_1")
    await phone.get_by_role("link", name="t.me/").last.click()
    await expect(phone).to_be_hidden()
    await expect(page.get_by_test_id("phone-revendedora").get_by_test_id("text")).to_have_text(["/start"])


async def test_other_number_is_refused(phone: Locator) -> None:
    """A link to somebody else's number says that it is none of this bot's."""
    await phone.get_by_test_id("open-link").fill("https://wa.me/5511900000000?text=oi")
    await phone.get_by_test_id("open-link-go").click()
    await expect(phone.get_by_test_id("toast")).to_have_text("Este link não é deste bot.")


async def test_hidden_messenger_counts_what_came(page: Page, phone: Locator, ana: WhatsAppPhone) -> None:
    """What comes on the messenger that is not looked at is counted on its key, and stays unread."""
    await page.get_by_test_id("channel-revendedora").click()
    await ana.type("oi")
    key = page.get_by_test_id("channel-revendedora-whatsapp")
    await expect(key).to_have_text("WhatsApp1")
    assert "delivered" == ana.last.status
    await key.click()
    await expect(key).to_have_text("WhatsApp")


async def test_blocking_is_undone_by_one_button(phone: Locator, ana: WhatsAppPhone) -> None:
    """A blocked number's chat offers nothing but to unblock it."""
    await say(phone, "oi")
    await phone.get_by_role("button", name="Mais opções").click()
    await phone.get_by_role("menuitem", name="Bloquear").click()
    await phone.get_by_test_id("unblock").click()
    await expect(phone.get_by_test_id("input")).to_be_visible()
    assert not ana.chat.blocked


async def test_small_screen_shows_one_phone(page: Page, phone: Locator, ana: WhatsAppPhone) -> None:
    """At 360 pixels there is one phone, long words break, and nothing scrolls sidewards."""
    await page.set_viewport_size({"width": 360, "height": 700})
    await ana.type("oi")
    ana.world.said_by_bot(ana.chat, "text", {"body": "palavra" * 60})
    await expect(phone.get_by_text("palavra")).to_be_in_viewport()
    await page.get_by_test_id("tab-visitante").click()
    await expect(phone).to_be_hidden()
    assert 0 == await page.evaluate(OVERFLOW)


async def test_everything_to_use_has_a_name(page: Page, phone: Locator) -> None:
    """A screen reader can say what each button and field is, in an open list too."""
    await say(phone, "lista")
    await phone.get_by_test_id("list-button").click()
    assert 0 == await page.evaluate(NAMELESS)
