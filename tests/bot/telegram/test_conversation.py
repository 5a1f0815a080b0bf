"""The whole program on a phone, where Telegram itself makes the trouble."""

from dataclasses import replace

from sqlalchemy import func, select

from bot.db.models import CustomerRow
from bot.simulator.limits import Limits
from bot.simulator.world import World
from tests.kit.given import CATEGORIES, CONTACT_ANSWERED, Given
from tests.kit.program import Place, Program, program
from tests.kit.telegram import OnTelegram
from tests.transcript import Line

MEDIA = {
    "photo": "uma foto",
    "sticker": "uma figurinha",
    "voice": "um áudio",
    "document": "um arquivo",
    "location": "uma localização",
}
TO_REVIEW = (*CONTACT_ANSWERED, "12.345.678/0001-95")


async def at_review(running: Program) -> OnTelegram:
    ana = OnTelegram(running)
    for said in TO_REVIEW:
        await ana.say(Line("Ana", said), 2 if said == TO_REVIEW[-1] else 1)
    await ana.say(Line("Ana", "[Confirmar endereço]"), 1)
    return ana


async def test_double_tap_registers_once(place: Place) -> None:
    """However often "Iniciar teste grátis" is tapped, there is one customer and one access kit, and a slip of
    the finger is not reproached.
    """
    async with program(Given(), place) as running:
        phone = (await at_review(running)).phone
        button = phone.last.button("Iniciar teste grátis")
        assert button
        assert button.data
        for _ in range(3):
            await phone.press(phone.last.id, button.data)
        await phone.wait(lambda: len(phone.answers) >= 3 and "E agora?" in phone.last.text)
        assert 1 == sum("preparou seu acesso" in shown.text for shown in phone.messages)
        assert 0 == sum("já terminou" in shown.text for shown in phone.messages)
    async with place.database.transaction() as tx:
        assert 1 == await tx.session.scalar(select(func.count()).select_from(CustomerRow))


async def test_message_without_text_is_answered_kindly(place: Place) -> None:
    """Where words are expected, anything else is named, and the question asked again."""
    async with program(Given(), place) as running:
        ana = OnTelegram(running)
        for said in CONTACT_ANSWERED[:5]:
            await ana.say(Line("Ana", said), 1)
        for kind, name in MEDIA.items():
            (answer,) = await ana.say(Line("Ana", f"(manda {kind})"), 1)
            assert f"Recebi {name}, mas só sei ler texto" in answer.text
            assert "Qual é o nome da pessoa de contato?" in answer.text


async def test_names_are_shown_as_they_were_typed(place: Place) -> None:
    """What looks like HTML in a name is a name, from the question to the review."""
    async with program(Given(), place) as running:
        ana = OnTelegram(running)
        for said in CONTACT_ANSWERED:
            await ana.say(Line("Ana", said.replace("Maria Souza", "Zé <b>& Cia")), 1)
        await ana.say(Line("Ana", "12.345.678/0001-95"), 2)
        (review,) = await ana.say(Line("Ana", "[Confirmar endereço]"), 1)
        assert "Nome: Zé <b>& Cia" in review.text


async def test_sixty_plans_are_all_offered(place: Place) -> None:
    """A list longer than one message of Telegram's is said in several, with its buttons."""
    first = CATEGORIES[0]
    names = [f"Emissor NF-e número {number:02}" for number in range(60)]
    plans = tuple(replace(first.plans[0], id=f"plan{name[-2:]}", name=name) for name in names)
    async with program(Given(plans=(replace(first, plans=plans),)), place) as running:
        ana = OnTelegram(running)
        await ana.say(Line("Ana", "/start"), 1)
        pieces = await ana.say(Line("Ana", "[Novo cadastro]"), 2)
        assert all(f"{name}: R$" in "\n".join(piece.text for piece in pieces) for name in names)
        *_, ticked = await ana.say(Line("Ana", f"[⬜ {names[-1]}]"), 2)
        assert f"[✅ {names[-1]}" in ticked.text


async def test_edited_messages_are_no_answers(place: Place) -> None:
    """Correcting a typing error in an old message changes nothing, and is not asked for."""
    async with program(Given(), place) as running:
        await OnTelegram(running).say(Line("Ana", "/start"), 1)
        assert ["message", "callback_query"] == running.world.updates.allowed


async def test_groups_are_left_alone(place: Place) -> None:
    """In a group the bot is silent."""
    async with program(Given(), place) as running:
        ana = OnTelegram(running)
        in_group(running.world, "/start")
        await ana.say(Line("Ana", "/ajuda"), 1)
        assert ["telegram:1001"] == [
            key.decode().split("{")[1][:-1] async for key in place.redis.scan_iter(match="seen:*")
        ]


def in_group(world: World, text: str) -> None:
    """Somebody writes in a group that the bot is in."""
    chat = {"id": -7, "type": "group", "title": "Vendas"}
    user = world.phones[0].user.to_api()
    world.updates.add("message", {"message_id": 1, "date": 1, "chat": chat, "from": user, "text": text}, -7)
    world.changed()


async def test_flood_limits_slow_the_bot_and_lose_nothing(place: Place) -> None:
    """Under Telegram's limits everything is said, in order, only later."""
    async with program(Given(), place) as running:
        running.world.limits = Limits(chat_burst=2, chat_per_second=4)
        phone = running.phone
        for _ in range(4):
            await phone.command("/ajuda")
        await phone.wait(lambda: sum(shown.from_bot for shown in phone.messages) == 4, 10)


async def test_blocking_ends_quietly_and_unblocking_begins_again(place: Place) -> None:
    """Who blocks the bot while it answers is not written to, and finds it working when they come back."""
    async with program(Given(), place) as running:
        phone = running.phone
        await phone.start()
        await phone.block()
        await phone.wait(lambda: not running.world.updates.pending)
        await phone.unblock()
        await phone.command("/ajuda")
        await phone.see("Aqui você cadastra clientes")
