import pytest
from telegram import Bot
from telegram.error import BadRequest

from bot.simulator.files import image_kind, image_size, sample_photo
from bot.simulator.phone import Phone
from tests.bot.simulator.conftest import Call


async def test_bot_fetches_the_persons_photo(bot: Bot, ana: Phone) -> None:
    """What a phone sends can be fetched by its id, byte for byte."""
    await ana.send_photo(caption="minha loja")
    message = (await bot.get_updates())[0].message
    file = await message.photo[-1].get_file()
    assert ("minha loja", sample_photo()) == (message.caption, bytes(await file.download_as_bytearray()))


async def test_phone_shows_the_bots_document(bot: Bot, ana: Phone, chat: int) -> None:
    """A document that the bot uploads is on the phone with its name and caption."""
    await bot.send_document(
        chat, b"a;b\n", filename="clientes.csv", caption="<b>Clientes</b>", parse_mode="HTML"
    )
    assert ("document", "clientes.csv", "<b>Clientes</b>") == (
        ana.last.media,
        ana.last.content["document"]["file_name"],
        ana.last.html,
    )


async def test_phone_shows_the_bots_photo(bot: Bot, ana: Phone, chat: int) -> None:
    """A picture that the bot uploads is on the phone with its size, and can be sent again by its id."""
    sent = await bot.send_photo(chat, sample_photo(40, 30))
    await bot.send_photo(chat, sent.photo[-1].file_id)
    size = ana.last.content["photo"][-1]
    assert (40, 30) == (size["width"], size["height"])


@pytest.mark.parametrize("kind", ["sticker", "voice", "document", "location", "contact"])
async def test_phone_sends_all_kinds(bot: Bot, ana: Phone, kind: str) -> None:
    """Whatever a phone can send arrives as python-telegram-bot knows it."""
    send = {
        "sticker": ana.send_sticker,
        "voice": ana.send_voice,
        "document": ana.send_document,
        "location": ana.send_location,
        "contact": ana.share_own_contact,
    }
    await send[kind]()
    message = (await bot.get_updates())[0].message
    assert message.effective_attachment == getattr(message, kind)


async def test_attached_contact_is_no_own_contact(bot: Bot, ana: Phone) -> None:
    """A card from the address book has a number and a name, and no account."""
    await ana.attach_contact("+5521912345678", "João Souza")
    contact = (await bot.get_updates())[0].message.contact
    assert ("+5521912345678", "João", "Souza", None) == (
        contact.phone_number,
        contact.first_name,
        contact.last_name,
        contact.user_id,
    )


async def test_refuses_what_is_no_picture(bot: Bot, chat: int) -> None:
    """A photo must be an image."""
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(chat, b"text")


@pytest.mark.parametrize(
    ("photo", "sentence"),
    [
        ("", "there is no photo in the request"),
        ("https://a.br/a.png", "failed to get HTTP URL content"),
        ("unknown", "wrong remote file identifier specified: Wrong character in the string"),
    ],
)
async def test_refuses_files_it_cannot_get(call: Call, chat: int, photo: str, sentence: str) -> None:
    """A file must be uploaded or known."""
    assert (400, f"Bad Request: {sentence}") == await call("sendPhoto", chat_id=chat, photo=photo)


async def test_refuses_long_caption(bot: Bot, chat: int) -> None:
    """A caption has 1024 characters at most."""
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_photo(chat, sample_photo(), caption="x" * 1025)


def test_sample_photo_is_a_png() -> None:
    """The sample is a real picture of the size asked for."""
    assert ("png", (32, 20)) == (image_kind(sample_photo(32, 20)), image_size(sample_photo(32, 20)))
