"""What people write reaches the webhook: signed, until it says 200, and in all the ways Meta has."""

from random import Random

import pytest

from bot.simulator.whatsapp.phone import WhatsAppPhone
from bot.simulator.whatsapp.world import WhatsAppWorld
from tests.bot.simulator.whatsapp.small_bot import SmallBot


@pytest.fixture
async def joao(world: WhatsAppWorld, ana: WhatsAppPhone) -> WhatsAppPhone:
    return world.add_phone("Visitante", first_name="João", phone_number="+5521991234567")


async def test_message_is_told(world: WhatsAppWorld, ana: WhatsAppPhone, bot: SmallBot) -> None:
    """A text comes in Meta's envelope, with the sender's number, business-scoped id and name."""
    world.deliveries.statuses = False
    await ana.type("oi")
    await world.deliver_to(bot.url)
    await bot.told_all()
    person, message = ana.person, ana.messages[0]
    told = {
        "from": person.wa_id,
        "from_user_id": person.user_id,
        "id": message.wamid,
        "timestamp": str(message.date),
        "type": "text",
        "text": {"body": "oi"},
    }
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": world.number, "phone_number_id": world.phone_number_id},
        "contacts": [{"profile": {"name": "Ana Lima"}, "wa_id": person.wa_id, "user_id": person.user_id}],
        "messages": [told],
    }
    change = {"value": value, "field": "messages"}
    entry = {"id": world.business_account_id, "changes": [change]}
    assert [{"object": "whatsapp_business_account", "entry": [entry]}] == bot.bodies


async def test_deliveries_are_signed(world: WhatsAppWorld, ana: WhatsAppPhone, bot: SmallBot) -> None:
    """The signature is made over the bytes as they are sent, letters with accents too."""
    await world.deliver_to(bot.url)
    await ana.type("ação")
    await bot.told_all()
    assert {True} == set(bot.signed)


async def test_webhook_that_knows_another_token_is_not_taken(world: WhatsAppWorld, bot: SmallBot) -> None:
    """The address is entered only if the webhook gives the challenge back."""
    world.verify_token = "mine"
    bot.world = WhatsAppWorld()
    with pytest.raises(ValueError, match="does not give the challenge back: 403"):
        await world.deliver_to(bot.url)
    assert "" == world.deliveries.url


async def test_is_told_until_200(world: WhatsAppWorld, ana: WhatsAppPhone, bot: SmallBot) -> None:
    """What was not answered with 200 comes again, before what follows it in the same chat."""
    world.deliveries.statuses = False
    bot.statuses = [500, 202]
    await world.deliver_to(bot.url)
    await ana.type("um")
    await ana.type("dois")
    await bot.told_all()
    assert ["um", "um", "um", "dois"] == bot.texts()


async def test_fates_are_told(world: WhatsAppWorld, ana: WhatsAppPhone, bot: SmallBot) -> None:
    """A message of the bot is sent, delivered and, when its reader looks, read."""
    await world.deliver_to(bot.url)
    await ana.type("oi")
    await ana.see("eco: oi")
    await ana.read()
    await bot.told_all()
    assert ["sent", "delivered", "read"] == bot.fates()


async def test_blocked_number_stays_at_sent(world: WhatsAppWorld, ana: WhatsAppPhone, bot: SmallBot) -> None:
    """Who blocked the bot gets nothing, and the bot hears no more than that it was sent."""
    await world.deliver_to(bot.url)
    await ana.type("oi")
    await ana.block()
    await world.signal.wait(lambda: "sent" in bot.fates(), 5)
    await bot.told_all()
    assert (["sent"], ["oi"]) == (bot.fates(), [message.text for message in ana.messages])


async def test_duplicates(world: WhatsAppWorld, ana: WhatsAppPhone, bot: SmallBot) -> None:
    """Each body can come several times."""
    world.deliveries.statuses, world.deliveries.times = False, 3
    await world.deliver_to(bot.url)
    await ana.type("um")
    await ana.type("dois")
    await bot.told_all()
    assert ["um", "um", "um", "dois", "dois", "dois"] == bot.texts()


@pytest.mark.parametrize(
    ("shape", "form"), [("messages", [[3]]), ("changes", [[1, 1, 1]]), ("entries", [[1], [1], [1]])]
)
async def test_batches(
    world: WhatsAppWorld,
    ana: WhatsAppPhone,
    joao: WhatsAppPhone,
    bot: SmallBot,
    *,
    shape: str,
    form: list[list[int]],
) -> None:
    """Several messages can come in one body: in one change, in several changes, or in several entries."""
    world.deliveries.statuses, world.deliveries.most, world.deliveries.shape = False, 10, shape
    world.hold()
    await world.deliver_to(bot.url)
    await ana.type("um")
    await joao.type("dois")
    await ana.type("três")
    world.release()
    await bot.told_all()
    (body,) = bot.bodies
    found = [[len(change["value"]["messages"]) for change in entry["changes"]] for entry in body["entry"]]
    assert (form, ["um", "dois", "três"]) == (found, bot.texts())


async def test_batch_names_each_sender_once(
    world: WhatsAppWorld, ana: WhatsAppPhone, joao: WhatsAppPhone, bot: SmallBot
) -> None:
    """One change has a contact for each sender in it."""
    world.deliveries.most = 10
    for phone in (ana, joao, ana):
        await phone.type("oi")
    await world.deliver_to(bot.url)
    await bot.told_all()
    contacts = bot.values()[0]["contacts"]
    assert [ana.person.wa_id, joao.person.wa_id] == [contact["wa_id"] for contact in contacts]


async def test_chats_overtake_each_other(
    world: WhatsAppWorld, ana: WhatsAppPhone, joao: WhatsAppPhone, bot: SmallBot
) -> None:
    """Shuffled, one chat's messages come before another's earlier ones, and in their own order."""
    world.deliveries.statuses, world.deliveries.random = False, Random(1)
    for number in range(10):
        await ana.type(f"a{number}")
        await joao.type(f"j{number}")
    await world.deliver_to(bot.url)
    await bot.told_all()
    said = bot.texts()
    anas, joaos = [text for text in said if text[0] == "a"], [text for text in said if text[0] == "j"]
    in_turn = [text for number in range(10) for text in (f"a{number}", f"j{number}")]
    assert (sorted(anas), sorted(joaos), False) == (anas, joaos, said == in_turn)


@pytest.mark.parametrize(
    ("number", "user_id", "names"),
    [
        (True, True, {"from", "from_user_id"}),
        (False, True, {"from_user_id"}),
        (True, False, {"from"}),
    ],
)
async def test_either_name_may_be_missing(
    world: WhatsAppWorld,
    ana: WhatsAppPhone,
    bot: SmallBot,
    *,
    number: bool,
    user_id: bool,
    names: set[str],
) -> None:
    """Meta may tell the number, the business-scoped id or both; the bot answers by what it has."""
    ana.person.shows_number, ana.person.shows_user_id = number, user_id
    await world.deliver_to(bot.url)
    await ana.type("oi")
    await ana.see("eco: oi")
    message, contact = bot.messages()[0], bot.values()[0]["contacts"][0]
    assert (names, number, user_id) == (
        {name for name in message if name.startswith("from")},
        "wa_id" in contact,
        "user_id" in contact,
    )


async def test_number_change_is_told(world: WhatsAppWorld, ana: WhatsAppPhone, bot: SmallBot) -> None:
    """Who takes the account to another number has a new id too; both are told from the old number."""
    old = ana.person.user_id
    await ana.change_number("+5511911112222")
    await world.deliver_to(bot.url)
    await bot.told_all()
    (message,) = bot.messages()
    assert ("5511987654321", "5511911112222", ana.person.user_id, False) == (
        message["from"],
        message["system"]["wa_id"],
        message["system"]["user_id"],
        ana.person.user_id == old,
    )


async def test_new_user_id_is_told(world: WhatsAppWorld, ana: WhatsAppPhone, bot: SmallBot) -> None:
    """A new business-scoped id is told with the old one and without a number."""
    old = ana.person.user_id
    await ana.change_user_id()
    await world.deliver_to(bot.url)
    await bot.told_all()
    (message,) = bot.messages()
    assert ("user_changed_user_id", old, ana.person.user_id, None) == (
        message["system"]["type"],
        message["system"]["previous_user_id"],
        message["system"]["user_id"],
        message.get("from"),
    )


async def test_tells_anything_else(world: WhatsAppWorld, ana: WhatsAppPhone, bot: SmallBot) -> None:
    """A test can have the webhook told whatever else Meta could tell, such as an error alone."""
    world.tell("account", {"errors": [{"code": 130429, "title": "Rate limit hit"}]})
    world.tell("account", {"user_preferences": [{"value": "stop"}]}, "user_preferences")
    await world.deliver_to(bot.url)
    await bot.told_all()
    changes = [body["entry"][0]["changes"][0] for body in bot.bodies]
    assert [("messages", True), ("user_preferences", False)] == [
        (change["field"], "errors" in change["value"]) for change in changes
    ]
