"""A phone and a small bot, over HTTP in both directions."""

import pytest

from bot.simulator.handset import NotThere
from bot.simulator.whatsapp.phone import WhatsAppPhone
from bot.simulator.whatsapp.world import WhatsAppWorld
from tests.bot.simulator.whatsapp.small_bot import SmallBot


@pytest.fixture
async def talk(world: WhatsAppWorld, ana: WhatsAppPhone, bot: SmallBot) -> WhatsAppPhone:
    await world.deliver_to(bot.url)
    return ana


async def test_button_is_tapped(talk: WhatsAppPhone, bot: SmallBot) -> None:
    """A tapped button tells its id and title, and which message it hangs at."""
    await talk.type("botões")
    asked = await talk.see("Vamos?")
    await talk.tap("Avan")
    await talk.see("toque: go")
    message = bot.messages()[-1]
    assert ({"id": "go", "title": "Avançar"}, {"from": talk.world.number, "id": asked.wamid}) == (
        message["interactive"]["button_reply"],
        message["context"],
    )


async def test_row_is_tapped_by_its_whole_label(talk: WhatsAppPhone, bot: SmallBot) -> None:
    """A row whose title is cut goes by what its description says."""
    await talk.type("lista")
    asked = await talk.see("Qual plano?")
    await talk.tap("Emissor de notas fiscais ao consumidor")
    await talk.see("toque: 2")
    assert (
        ["Emissor NF-e", "Emissor de notas fiscais ao consumidor"],
        {
            "id": "2",
            "title": "Emissor de notas fisca…",
            "description": "Emissor de notas fiscais ao consumidor",
        },
    ) == (asked.labels, bot.messages()[-1]["interactive"]["list_reply"])


async def test_list_opens(talk: WhatsAppPhone) -> None:
    """The button of a list shows its rows."""
    await talk.type("lista")
    asked = await talk.see("Qual plano?")
    (section,) = talk.opened_list()
    assert ("Ver planos", ["1", "2"]) == (asked.list_button, [row.id for row in section.rows])


async def test_old_buttons_stay(talk: WhatsAppPhone) -> None:
    """On WhatsApp what was asked before can be answered again."""
    await talk.type("botões")
    before = await talk.see("Vamos?")
    await talk.type("lista")
    await talk.see("Qual plano?")
    await talk.tap("Avançar", message=before)
    assert "toque: go" == (await talk.see("toque")).text


async def test_link_button_is_not_heard_of(talk: WhatsAppPhone) -> None:
    """A link button opens its address."""
    await talk.type("link")
    asked = await talk.see("Sua página")
    with pytest.raises(NotThere, match=r"opens https://a.br/s/1"):
        await talk.tap("Abrir")
    assert "https://a.br/s/1" == asked.buttons[0].url


async def test_missing_button_tells_what_is_there(talk: WhatsAppPhone) -> None:
    """A tap in vain says what the phone shows, so that the test explains itself."""
    await talk.type("lista")
    await talk.see("Qual plano?")
    with pytest.raises(
        NotThere, match=r"no button \[Nada\](.|\n)*\[Ver planos\] opens(.|\n)*\[Emissor NF-e\]"
    ):
        await talk.tap("Nada")


async def test_forged_id_reaches_the_bot(talk: WhatsAppPhone) -> None:
    """A changed app can send an id that no button has."""
    await talk.type("botões")
    await talk.see("Vamos?")
    await talk.forge("../outro")
    assert "toque: ../outro" == (await talk.see("toque")).text


@pytest.mark.parametrize(
    "link",
    [
        "https://wa.me/5511912345678?text=Quero%20me%20cadastrar%20c_1",
        "wa.me/5511912345678?text=Quero+me+cadastrar+c_1",
        "https://api.whatsapp.com/send?phone=5511912345678&text=Quero%20me%20cadastrar%20c_1",
    ],
)
async def test_link_sends_its_text(talk: WhatsAppPhone, link: str) -> None:
    """A link to the bot's number brings its text along."""
    await talk.open_link(link)
    assert "eco: Quero me cadastrar c_1" == (await talk.see("eco")).text


@pytest.mark.parametrize("link", ["https://wa.me/5511900000000?text=oi", "https://t.me/bot?start=c_1", ""])
async def test_other_link_is_refused(ana: WhatsAppPhone, link: str) -> None:
    """A link to somebody else is none of this bot's."""
    with pytest.raises(ValueError, match="not a link to 5511912345678"):
        await ana.open_link(link)


@pytest.mark.parametrize(
    ("deed", "kind", "name"),
    [
        ("send_photo", "image", "image"),
        ("send_document", "document", "document"),
        ("send_voice", "audio", "audio"),
        ("send_sticker", "sticker", "sticker"),
        ("send_location", "location", "location"),
        ("share_own_contact", "contacts", "contacts"),
        ("send_unsupported", "unsupported", "errors"),
    ],
)
async def test_phone_sends_all_kinds(
    talk: WhatsAppPhone, bot: SmallBot, deed: str, kind: str, name: str
) -> None:
    """Whatever a phone can send is told with its kind."""
    await getattr(talk, deed)()
    await bot.told_all()
    (message,) = bot.messages()
    assert (kind, True) == (message["type"], bool(message[name]))


async def test_attached_contact(talk: WhatsAppPhone, bot: SmallBot) -> None:
    """A card from the address book has a name and a number."""
    await talk.attach_contact("+55 21 91234-5678", "João Souza")
    await bot.told_all()
    (card,) = bot.messages()[0]["contacts"]
    assert ("João", "João Souza", "+55 21 91234-5678", "5521912345678") == (
        card["name"]["first_name"],
        card["name"]["formatted_name"],
        card["phones"][0]["phone"],
        card["phones"][0]["wa_id"],
    )


async def test_reaction(talk: WhatsAppPhone, bot: SmallBot) -> None:
    """An emoji on a message is told with the message it is on, and shows there."""
    await talk.type("oi")
    message = await talk.see("eco")
    await talk.react("👍")
    await bot.told_all()
    assert ({"message_id": message.wamid, "emoji": "👍"}, "👍") == (
        bot.messages()[-1]["reaction"],
        talk.last.reaction,
    )


async def test_deleted_message_is_told(talk: WhatsAppPhone, bot: SmallBot) -> None:
    """What its sender takes back is gone from the phone, and the bot is told which it was."""
    await talk.type("minha senha")
    await talk.see("eco")
    said = talk.messages[0]
    await talk.delete(said)
    await bot.told_all()
    assert ({"original_message_id": said.wamid}, False) == (
        bot.messages()[-1]["revoke"],
        said.wamid in [message.wamid for message in talk.messages],
    )


async def test_answer_quotes(talk: WhatsAppPhone, bot: SmallBot) -> None:
    """An answer to a message tells which."""
    await talk.type("oi")
    message = await talk.see("eco: oi")
    await talk.type("a isto", reply_to=message)
    await talk.see("eco: a isto")
    assert message.wamid == bot.messages()[-1]["context"]["id"]


async def test_read_and_typing_show(talk: WhatsAppPhone) -> None:
    """What the bot marks as read has its ticks, and it is seen typing."""
    await talk.type("espere")
    await talk.wait(lambda: talk.typing)
    assert "read" == talk.messages[0].status


async def test_waiting_in_vain_tells_what_came(ana: WhatsAppPhone) -> None:
    """A wait that ends without success says what it waited for and what the phone shows."""
    await ana.type("oi")
    with pytest.raises(NotThere, match=r"“Olá” did not come(.|\n)*eu: oi"):
        await ana.see("Olá", deadline=0.01)
