"""What a turn says goes out once, however often it is put off, and a while's trouble throws nothing away."""

import pytest

from bot.adapters.contacts import Contacts
from bot.adapters.contacts_known import Known
from bot.channel import CannotSend, SendLater
from bot.db.database import Database
from bot.outgoing import Message, News, Tapped, Typing
from bot.simulator.whatsapp.errors import CloudError, pair_limit, throughput, wrong_token
from bot.simulator.whatsapp.limits import Limits
from bot.whatsapp.errors import Refused, Unknown
from bot.whatsapp.sending import LONG_PAUSE, MOST_UNKNOWN, PAUSE, Sender
from conversations.prompt import Choice, Erase, Event, Picture, Prompt
from tests.bot.whatsapp.office import LONG, Office
from tests.bot.whatsapp.test_delivering import REFUSED
from tests.bot.whatsapp.test_failures import TROUBLE

HELLO = Message(Prompt("olá"))
AWAY = CloudError(503, 2, "Service")


async def test_message(office: Office) -> None:
    """A prompt is one message with its choices."""
    await office.post(Message(Prompt("Certo?", id="q", choices=((Choice("Sim", "y"), Choice("Não", "n")),))))
    assert ("Certo?", ["Sim", "Não"]) == (office.ana.last.text, office.ana.last.labels)


async def test_what_cannot_be_erased(office: Office) -> None:
    """Nothing is deleted: the person is told how."""
    await office.post(Erase("wamid.X", done="Apaguei.", failed="Apague a mensagem."))
    assert ["Apague a mensagem."] == office.said


async def test_picture(office: Office) -> None:
    """An invite's picture is uploaded, and comes with its words."""
    await office.post(Picture("https://wa.me/5511912345678", "Contábil Sol", "Aponte a câmera."))
    assert ("image", "Aponte a câmera.") == (office.ana.last.media, office.ana.last.text)


async def test_what_is_worth_saying_now_alone(office: Office) -> None:
    """A reminder outside of 24 hours is not kept for later."""
    office.day_is_over()
    await office.post(Message(Prompt("O teste acaba amanhã.", fleeting=True)))
    await office.settle()
    await office.hear()
    await office.post(HELLO)
    assert ["olá"] == office.said


async def test_picture_that_waits(office: Office) -> None:
    """A picture can wait like words."""
    office.day_is_over()
    await office.post(Picture("https://wa.me/5511912345678", "Contábil Sol", "Aponte a câmera."))
    await office.settle()
    await office.hear()
    await office.post("dois")
    assert ["Aponte a câmera.", "dois"] == office.said[1:]


async def test_news_are_for_a_mailbox(office: Office) -> None:
    """News are no message."""
    with pytest.raises(TypeError):
        await office.sender.send(office.chat, News("whatsapp:rui", "1", Event("x", {}, "found")), {})


async def test_read_and_typing(office: Office) -> None:
    """The person sees that they were read, and while work goes on, that an answer is coming."""
    wamid = office.ana.messages[0].wamid
    await office.post(Tapped(wamid))
    read, typed = office.ana.messages[0].status, office.ana.typing
    await office.post(HELLO, Typing())
    assert ("read", False, True) == (read, typed, office.ana.typing)


@pytest.mark.parametrize("heard", [{}, {"heard": "wamid.X"}, {"heard": "gAAAA"}], ids=repr)
async def test_typing_without_a_message(office: Office, heard: dict[str, str]) -> None:
    """A message that is not known, or sealed with another key, is no reason to stop."""
    assert heard == await office.sender.send(office.chat, Typing(), heard)


@pytest.mark.parametrize("nicety", [Tapped("wamid.X"), Typing()])
async def test_nicety_that_is_refused(office: Office, nicety: Tapped | Typing) -> None:
    """Read marks are no reason to stop."""
    await office.post(Tapped(office.ana.messages[0].wamid))
    office.world.token = "another"
    await office.post(nicety)
    assert [] == office.pauses


async def test_screen_says_nothing(office: Office) -> None:
    """What a screen has of a message is sealed, and nothing else stays in it."""
    wamid = office.ana.messages[0].wamid
    office.world.limits = Limits(pair_burst=1)
    await office.post(Tapped(wamid), LONG)
    assert (["heard"], False) == (list(office.screen), wamid in str(office.screen))


async def test_nobody(office: Office) -> None:
    """To somebody who is not known nothing is sent."""
    with pytest.raises(CannotSend):
        await office.sender.send("nobody", HELLO, {})


async def test_who_turned_out_to_be_somebody_else(office: Office) -> None:
    """An answer that was under way to the younger of two who are one arrives."""
    elder, rui = office.chat, office.world.add_phone("Rui", first_name="Rui", phone_number="+5521912345678")
    await office.turn_to(rui, Known(user_id=rui.person.user_id))
    younger = office.chat
    await office.contacts.moved(Known("5511987654321"), Known(rui.person.wa_id, rui.person.user_id))
    await office.post("um")
    assert (True, ["um"]) == (elder != younger, office.said)


async def test_database_that_is_away(office: Office) -> None:
    """A message is put off while nobody knows where to send it, and is not thrown away."""
    database = Database("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(SendLater) as later:
        await Sender(office.delivery, Contacts(database), office.sender.seal).send(office.chat, HELLO, {})
    await database.close()
    assert PAUSE == later.value.seconds


@pytest.mark.parametrize(
    ("error", "seconds", "held"),
    [
        (AWAY, PAUSE, []),
        (TROUBLE, PAUSE, []),
        (wrong_token(), LONG_PAUSE, []),
        (pair_limit(), 6, []),
        (throughput(), 2, [2]),
    ],
    ids=["away", "trouble", "token", "one person", "everybody"],
)
async def test_put_off(office: Office, error: CloudError, seconds: float, held: list[float]) -> None:
    """What Meta does not take now goes after the pause that it asks for, which holds whom it concerns."""
    office.world.refusals = [error]
    await office.post("um")
    assert (["um"], [seconds], held) == (office.said, office.pauses, office.pace.held)


async def test_long_text_that_is_put_off(office: Office) -> None:
    """Of a long text the letters that have gone do not go again."""
    office.world.limits = Limits(pair_burst=1)
    await office.post(LONG)
    assert ["a", "b", "c"] == [text[0] for text in office.asked]
    assert [6, 6] == [round(seconds) for seconds in office.pauses]


async def test_long_texts_one_after_another(office: Office) -> None:
    """How much has gone of one message says nothing of the next."""
    office.world.limits = Limits(pair_burst=1)
    await office.post(LONG)
    office.world.limits = None
    await office.post(LONG)
    assert "abcabc" == "".join(text[0] for text in office.asked)


async def test_no_reason_for_ever(office: Office) -> None:
    """A message for which Meta never gives a reason is given up, once it was tried for more than a minute."""
    office.world.refusals = [TROUBLE] * 100
    with pytest.raises(Unknown):
        await office.post("um")
    assert [PAUSE] * MOST_UNKNOWN == office.pauses


async def test_away_for_long(office: Office) -> None:
    """While nobody answers nothing is given up."""
    office.world.refusals = [AWAY] * (3 * MOST_UNKNOWN)
    await office.post("um")
    assert ["um"] == office.said


async def test_refused(office: Office) -> None:
    """What would be refused again is not tried again."""
    office.world.refusals = [REFUSED]
    with pytest.raises(Refused):
        await office.post("um")
    assert [] == office.pauses
